/** Wakes a loop that waits for work: remembers a ring until somebody waits for it. */

export type Bell = {
  readonly ring: () => void;
  readonly ringAfter: (delayMs: number) => void;
  /** Resolves at the next ring, after `atMostMs`, or when `signal` aborts. One that rang since the last time counts. */
  readonly rung: (atMostMs: number, signal: AbortSignal) => Promise<void>;
  /** Forgets the rings to come. */
  readonly close: () => void;
};

export function createBell(): Bell {
  let next = Promise.withResolvers<void>();
  const timers = new Set<NodeJS.Timeout>();
  const ring = () => next.resolve();
  const ringAfter = (delayMs: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      ring();
    }, delayMs);
    timers.add(timer);
  };
  const rung = async (atMostMs: number, signal: AbortSignal) => {
    const timer = setTimeout(ring, atMostMs);
    signal.addEventListener('abort', ring);
    if (signal.aborted) ring();
    await next.promise;
    next = Promise.withResolvers<void>();
    clearTimeout(timer);
    signal.removeEventListener('abort', ring);
  };
  const close = () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
  return { ring, ringAfter, rung, close };
}
