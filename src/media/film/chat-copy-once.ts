/** Work that several wait for at once is done once, and stopped when nobody waits for it any more. */
import { cancelled } from '../../ad/errors.ts';

export type Once<T> = (name: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

type Shared<T> = { readonly result: Promise<T>; readonly stop: AbortController; waiting: number };

/**
 * Work of the same name that is under way is joined. Who aborts gets `cancelled` at once while others wait; the last one gets
 * it when the work has ended, so that nothing goes on after it.
 */
export function createOnce<T>(): Once<T> {
  const underWay = new Map<string, Shared<T>>();
  const forget = (name: string, shared: Shared<T>) => {
    if (underWay.get(name) === shared) underWay.delete(name);
  };
  const begin = (name: string, work: (signal: AbortSignal) => Promise<T>) => {
    const stop = new AbortController();
    const shared: Shared<T> = { stop, waiting: 0, result: work(stop.signal).finally(() => forget(name, shared)) };
    underWay.set(name, shared);
    return shared;
  };
  return (name, work, signal) => {
    if (signal.aborted) return Promise.reject(cancelled());
    const shared = underWay.get(name) ?? begin(name, work);
    return waitFor(shared, signal, () => forget(name, shared));
  };
}

function waitFor<T>(shared: Shared<T>, signal: AbortSignal, forget: () => void): Promise<T> {
  shared.waiting++;
  return new Promise((resolve, reject) => {
    const leave = () => {
      shared.waiting--;
      if (shared.waiting > 0) return reject(cancelled());
      // Who comes now begins anew.
      forget();
      shared.stop.abort();
    };
    const over = (settle: () => void) => {
      signal.removeEventListener('abort', leave);
      settle();
    };
    signal.addEventListener('abort', leave, { once: true });
    shared.result.then(
      (made) => over(() => resolve(made)),
      (error: unknown) => over(() => reject(error)),
    );
  });
}
