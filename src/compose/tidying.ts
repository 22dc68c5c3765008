/** Settles, beside everything else, the paid calls that nobody waits for any more. */
import { setTimeout } from 'node:timers/promises';
import { isFinal } from '../ad/project.ts';
import type { Projects } from '../pipeline/ports.ts';
import type { ReplicateMakers } from '../providers/replicate/create-replicate.ts';

export type Tidying = {
  /** Looks once more as soon as this ad has ended. */
  readonly afterStop: (projectId: string) => void;
  readonly close: () => Promise<void>;
};

const EVERY_MS = 60_000;
/** Usually the ad has ended by then, and its calls with it. What nobody waited for is ended within two seconds of the stop. */
const SOON_MS = 1_000;
/** An ad that was told to stop ends within seconds, or its process is gone and the next round finds it. */
const STOP_WITHIN_MS = 30_000;

export function keepTidy({ tidy }: Pick<ReplicateMakers, 'tidy'>, projects: Pick<Projects, 'watch'>): Tidying {
  const ending = new AbortController();
  const work = new Set<Promise<void>>();
  const begin = (what: () => Promise<void>) => {
    const running = what().finally(() => work.delete(running));
    work.add(running);
  };
  begin(async () => {
    while (!ending.signal.aborted) {
      await tidy(ending.signal);
      await setTimeout(EVERY_MS, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  });
  return {
    afterStop: (projectId) =>
      begin(async () => {
        for (const withinMs of [SOON_MS, STOP_WITHIN_MS]) {
          const brake = AbortSignal.any([ending.signal, AbortSignal.timeout(withinMs)]);
          const ended = await hasEnded(projectId, projects, brake);
          await tidy(ending.signal);
          if (ended) return;
        }
      }),
    close: async () => {
      ending.abort();
      await Promise.all(work);
    },
  };
}

/** False when it has not by the time `signal` aborts. */
async function hasEnded(projectId: string, projects: Pick<Projects, 'watch'>, signal: AbortSignal): Promise<boolean> {
  try {
    for await (const { status } of projects.watch(projectId, signal)) if (isFinal(status)) return true;
    return false;
  } catch {
    // An ad that cannot be looked at (removed meanwhile) is waited for no longer; the rounds go on.
    return true;
  }
}
