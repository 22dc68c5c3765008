/** Waits that end at once when the work is stopped. */
import { setTimeout } from 'node:timers/promises';
import { cancelled } from '../../ad/errors.ts';

/** Throws `cancelled` when `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch {
    throw cancelled();
  }
}

/** What `work` resolves with, unless `signal` aborts first: then it goes on by itself, and this throws `cancelled`. */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stop = Promise.withResolvers<never>();
  const onAbort = () => stop.reject(cancelled());
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, stop.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
