/** Takes work as long as there is some, several pieces at once, and sleeps until the bell rings. */
import type { Log } from '../pipeline/ports.ts';
import type { Bell } from './bell.ts';

export type Pump<T> = {
  /** Null: nothing to do now. */
  readonly claim: () => Promise<T | null>;
  /** Never throws. */
  readonly work: (item: T) => Promise<void>;
  readonly atOnce: number;
  /** The longest sleep: a ring can get lost with the process that should have rung. */
  readonly pollMs: number;
  readonly bell: Bell;
  readonly log: Log;
};

/** Resolves after `signal` aborts, when what was begun has ended. */
export async function pump<T>(options: Pump<T>, signal: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    await fill(options, running, signal);
    await options.bell.rung(options.pollMs, signal);
  }
  await Promise.all(running);
}

async function fill<T>(options: Pump<T>, running: Set<Promise<void>>, signal: AbortSignal): Promise<void> {
  while (running.size < options.atOnce && !signal.aborted) {
    const item = await claimed(options);
    if (item === null) return;
    const piece = options.work(item).finally(() => {
      running.delete(piece);
      options.bell.ring();
    });
    running.add(piece);
  }
}

/** A database that is away for a moment must not end the loop. */
async function claimed<T>({ claim, log }: Pump<T>): Promise<T | null> {
  try {
    return await claim();
  } catch (error) {
    log.error({ err: error }, 'looking for work failed');
    return null;
  }
}
