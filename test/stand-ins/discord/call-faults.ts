/** What goes wrong with the next calls of a route, as told by a test. */

export type CallFault =
  /** The work is done, and the connection is cut before the answer. */
  | { readonly kind: 'lose' }
  /** The connection is cut, and nothing was done. */
  | { readonly kind: 'cut' }
  /** A gateway's trouble: a page of HTML with this status. `isDone`: the work was done all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly isDone?: boolean }
  | { readonly kind: 'error'; readonly status: number; readonly code: number; readonly message: string }
  /** The request waits before it is worked on, whether its caller waits or not; the answer waits after that. */
  | { readonly kind: 'delay'; readonly beforeMs?: number; readonly afterMs?: number }
  /** The body is read this slowly; who gives up in the meantime has done nothing. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  | { readonly kind: 'limit'; readonly retryAfterSeconds: number; readonly isGlobal?: boolean }
  /** No answer, ever; the connection stays open. */
  | { readonly kind: 'hang'; readonly isDone?: boolean };

export type CallFaults = {
  /**
   * The next `times` calls of the route; 1 when absent. A route is named as `POST /channels/:channel/messages`; `*` is
   * any, and `POST *` any of a method.
   */
  readonly add: (route: string, fault: CallFault, times?: number) => void;
  readonly take: (route: string) => CallFault | null;
  readonly clear: () => void;
};

export function createCallFaults(): CallFaults {
  let waiting: { readonly route: string; readonly fault: CallFault }[] = [];
  const isMeant = (asked: string, route: string) =>
    asked === '*' || asked === route || (asked.endsWith(' *') && route.startsWith(asked.slice(0, -1)));
  return {
    add: (route, fault, times = 1) => {
      waiting.push(...Array.from({ length: times }, () => ({ route, fault })));
    },
    take: (route) => {
      const index = waiting.findIndex((one) => isMeant(one.route, route));
      return waiting.splice(index, index < 0 ? 0 : 1)[0]?.fault ?? null;
    },
    clear: () => {
      waiting = [];
    },
  };
}
