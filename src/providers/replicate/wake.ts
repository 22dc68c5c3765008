/** Ends a pause early when word comes that a call is over. */
import { cancelled } from '../../ad/errors.ts';

export type Waiter = {
  /** Waits for `ms`, or until word comes; word that came since the last pause counts. Throws `cancelled` when `signal` aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly close: () => void;
};

export type Wake = {
  /** To be opened before the first look, so that no word is missed. */
  readonly waiterFor: (id: string) => Waiter;
  /** False when nobody here waits for that call. */
  readonly word: (id: string) => boolean;
};

type Ear = { heard: boolean; wake: () => void };

export function createWake(): Wake {
  const ears = new Map<string, Set<Ear>>();
  return {
    waiterFor: (id) => {
      const ear: Ear = { heard: false, wake: () => {} };
      const all = ears.get(id) ?? new Set();
      ears.set(id, all.add(ear));
      return {
        pause: (ms, signal) => pauseOf(ear, ms, signal),
        close: () => {
          all.delete(ear);
          if (all.size === 0) ears.delete(id);
        },
      };
    },
    word: (id) => {
      const all = ears.get(id);
      for (const ear of all ?? []) {
        ear.heard = true;
        ear.wake();
      }
      return all !== undefined;
    },
  };
}

async function pauseOf(ear: Ear, ms: number, signal: AbortSignal): Promise<void> {
  const rest = Promise.withResolvers<void>();
  const end = () => rest.resolve();
  ear.wake = end;
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  if (ear.heard || signal.aborted) end();
  await rest.promise;
  ear.heard = false;
  ear.wake = () => {};
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
  if (signal.aborted) throw cancelled();
}
