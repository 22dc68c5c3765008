/** Puts ads back on the queue that fell off it: the database knows what is unfinished, and a queue can lose its memory. */
import { setTimeout } from 'node:timers/promises';
import type { Log } from '../pipeline/ports.ts';
import type { Studio } from '../pipeline/studio.ts';

const EVERY_MS = 30_000;

/** What is queued already stays as it is, so every process may do this. Returns what ends it. */
export function keepQueued({ resume }: Pick<Studio, 'resume'>, log: Log): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const running = (async () => {
    while (!signal.aborted) {
      await setTimeout(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await resume().catch((error) => log.warn({ err: error }, 'unfinished ads could not be looked for'));
    }
  })();
  return async () => {
    ending.abort();
    await running;
  };
}
