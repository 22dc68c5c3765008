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
        await untilEnded(projectId, projects, AbortSignal.any([ending.signal, AbortSignal.timeout(STOP_WITHIN_MS)]));
        await tidy(ending.signal);
      }),
    close: async () => {
      ending.abort();
      await Promise.all(work);
    },
  };
}

async function untilEnded(projectId: string, projects: Pick<Projects, 'watch'>, signal: AbortSignal): Promise<void> {
  for await (const { status } of projects.watch(projectId, signal)) if (isFinal(status)) return;
}
