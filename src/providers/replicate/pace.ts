/** How fast calls are begun: under the account's limit, all processes together. */
import type { Paces } from '../../pipeline/ports.ts';
import { PROVIDER } from './desk.ts';
import { pause, unlessStopped } from './pause.ts';
import type { Timing } from './timing.ts';

export type Pace = {
  /** Resolves when one more call may be begun; those who wait are let go in the order they came. Throws `cancelled`. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** The account was told to wait: nobody begins a call until then, and afterwards they keep their distance. */
  readonly hold: (ms: number) => Promise<void>;
};

/** Whoever waits looks so often whether it still has to: a turn may come sooner than it was said, or later. */
const ASK_EVERY_MS = 1_000;

type Account = {
  readonly paces: Paces;
  /** A name that no other process has. */
  readonly taker: string;
  readonly timing: Pick<Timing, 'createsPerMinute' | 'createWindowMs' | 'spacingMs'>;
};

/** Only the first in line of this process asks, so that however many wait, the database is asked about once a second. */
export function createPace({ paces, taker, timing }: Account): Pace {
  const { createsPerMinute: calls, createWindowMs: windowMs, spacingMs } = timing;
  let last: Promise<void> = Promise.resolve();

  async function take(signal: AbortSignal): Promise<void> {
    for (;;) {
      const waitMs = await unlessStopped(paces.take({ provider: PROVIDER, taker, calls, windowMs }), signal);
      if (waitMs <= 0) return;
      await pause(Math.min(waitMs, ASK_EVERY_MS), signal);
    }
  }

  return {
    turn: async (signal) => {
      const before = last;
      const { promise: served, resolve: leave } = Promise.withResolvers<void>();
      last = before.then(() => served);
      try {
        await unlessStopped(before, signal);
        await take(signal);
      } finally {
        leave();
      }
    },
    hold: (ms) => paces.hold(PROVIDER, { ms, spacingMs }),
  };
}
