/** What goes wrong with the next calls of a method, as told by a test. */

export type CallFault =
  /** The work is done, and the connection is cut before the answer. */
  | { readonly kind: 'lose' }
  /** The connection is cut, and nothing was done. */
  | { readonly kind: 'cut' }
  /** Nothing was done, and this status. `done`: the work was done all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly isDone?: boolean }
  /** An ordinary refusal of Slack's, such as `internal_error` or `fatal_error`. */
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'limit'; readonly retryAfterSeconds: number }
  /** Only for `download`: a page to sign in, and status 200; or another address to go to. */
  | { readonly kind: 'page' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** Only for `files.completeUploadExternal`: it says ok, and shares nothing (seen in 2026). */
  | { readonly kind: 'forget' }
  /** No answer, ever; the connection stays open. */
  | { readonly kind: 'hang'; readonly isDone?: boolean };

export type CallFaults = {
  /** The next `times` calls of the method (`*`: of any); 1 when absent. */
  readonly add: (method: string, fault: CallFault, times?: number) => void;
  readonly take: (method: string) => CallFault | null;
  readonly clear: () => void;
};

export function createCallFaults(): CallFaults {
  let waiting: { readonly method: string; readonly fault: CallFault }[] = [];
  return {
    add: (method, fault, times = 1) => {
      waiting.push(...Array.from({ length: times }, () => ({ method, fault })));
    },
    take: (method) => {
      const index = waiting.findIndex((one) => one.method === method || one.method === '*');
      return waiting.splice(index, index < 0 ? 0 : 1)[0]?.fault ?? null;
    },
    clear: () => {
      waiting = [];
    },
  };
}
