/** Slack waits three seconds: what is not done by then goes on by itself. */
import { setTimeout as pause } from 'node:timers/promises';

export const LATE: unique symbol = Symbol('late');

/** What `work` came to, or LATE after `ms`; then it goes on, and whoever began it looks after it. Throws what it throws in time. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T | typeof LATE> {
  const over = new AbortController();
  const late = async (): Promise<typeof LATE> => {
    await pause(ms, undefined, { signal: over.signal }).catch(() => undefined);
    return LATE;
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    over.abort();
  }
}

/** Runs `make` once for each key at a time, and remembers the newest `most` that went well. */
export function createOnce<T>(most: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key, make) => {
    const running = known.get(key);
    if (running) return running;
    const begun = make();
    known.set(key, begun);
    begun.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return begun;
  };
}
