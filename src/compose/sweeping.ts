/** Looks now and then for what has been kept long enough, beside everything else: one process of all looks, and a job each removes. */
import { setTimeout } from 'node:timers/promises';
import type { Retention } from '../pipeline/ports/retention.ts';
import type { Artifacts, Log, Queue } from '../pipeline/ports.ts';
import { lookForExpired } from '../pipeline/sweep.ts';
import type { DiskUploads } from '../storage/disk-uploads.ts';

export type SweepingNeeds = {
  readonly retention: Retention;
  readonly artifacts: Pick<Artifacts, 'removeProject'>;
  readonly queue: Pick<Queue, 'sweep'>;
  readonly retentionDays: number;
  readonly log: Log;
  readonly everyMs?: number;
};

export type Sweeping = { readonly close: () => Promise<void> };

const EVERY_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Never throws: what failed is looked at again. */
export function keepSwept({ everyMs = EVERY_MS, ...needs }: SweepingNeeds): Sweeping {
  const { retention, retentionDays, log } = needs;
  return repeat(everyMs, log, async () => {
    await retention.keepForDays(retentionDays);
    if (await retention.beginLook(everyMs * ROUNDED)) await lookForExpired(needs);
  });
}

/** Timers can be early: without this every other look would be somebody's who came a moment too soon. */
const ROUNDED = 0.9;

/** What was sent to the page lies with the process that serves it, and goes by the age of its files. */
export function keepUploadsSwept(
  uploads: Pick<DiskUploads, 'sweep'>,
  { retentionDays, log, everyMs = EVERY_MS }: Pick<SweepingNeeds, 'retentionDays' | 'log' | 'everyMs'>,
): Sweeping {
  return repeat(everyMs, log, () => uploads.sweep(Date.now() - retentionDays * DAY_MS));
}

function repeat(everyMs: number, log: Log, look: () => Promise<void>): Sweeping {
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      await look().catch((err) => log.warn({ err }, 'looking for what has expired failed; it is tried again'));
      await setTimeout(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    close: async () => {
      ending.abort();
      await running;
    },
  };
}
