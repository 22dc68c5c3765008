/** Tries again, for a bounded time and with growing pauses, what is known to do no harm. */
import { setTimeout as pause } from 'node:timers/promises';

export type Patience = {
  /** No new try begins later than this after the first. */
  readonly forMs: number;
  readonly signal: AbortSignal;
};

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2000;

/** Throws what the last try threw: as soon as `helps` says no, the time is over, or `signal` aborts. */
export async function retrying<T>(
  work: () => Promise<T>,
  helps: (error: unknown) => boolean,
  { forMs, signal }: Patience,
): Promise<T> {
  const end = performance.now() + forMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || performance.now() + pauseMs > end || !helps(error)) throw error;
      // An abort ends the pause, and the next try is the last.
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
