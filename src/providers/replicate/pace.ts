/** How fast calls are begun: under the account's limit, all tasks of this process together. */
import { pause } from './pause.ts';
import type { Timing } from './timing.ts';

export type Pace = {
  /** Resolves when one more call may be begun. Throws `cancelled`. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** The account was told to wait: nobody begins a call until then, and afterwards they keep their distance. */
  readonly hold: (ms: number) => void;
};

/** A little more than a minute: calls do not reach the provider as evenly as they leave. */
const WINDOW_MS = 61_000;

/** `clock`: milliseconds that only grow. */
export function createPace(
  { createsPerMinute, spacingMs }: Pick<Timing, 'createsPerMinute' | 'spacingMs'>,
  clock: () => number,
): Pace {
  const begun: number[] = [];
  let heldUntil = Number.NEGATIVE_INFINITY;
  let distanceMs = 0;

  function waitMs(): number {
    const now = clock();
    while (begun[0] !== undefined && begun[0] <= now - WINDOW_MS) begun.shift();
    const oldest = begun.length < createsPerMinute ? undefined : begun[begun.length - createsPerMinute];
    const spaced = distanceMs === 0 ? now : (begun.at(-1) ?? Number.NEGATIVE_INFINITY) + distanceMs;
    return Math.max(0, heldUntil - now, spaced - now, oldest === undefined ? 0 : oldest + WINDOW_MS - now);
  }

  return {
    turn: async (signal) => {
      for (let ms = waitMs(); ms > 0; ms = waitMs()) await pause(ms, signal);
      begun.push(clock());
    },
    hold: (ms) => {
      heldUntil = Math.max(heldUntil, clock() + ms);
      distanceMs = spacingMs;
    },
  };
}
