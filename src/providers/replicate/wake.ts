/** Ends a pause early when word comes that a call is over. */
import { cancelled } from '../../ad/errors.ts';

export type Waiter = {
  /**
   * Waits for `ms`, or until word comes; word that came before counts. True when word ended it. A call is over only once: word
   * that comes again is a repeat, and ends nothing. Throws `cancelled` when `signal` aborts.
   */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<boolean>;
  readonly close: () => void;
};

export type Wake = {
  /** To be opened before the first look, so that no word is missed. */
  readonly waiterFor: (id: string) => Waiter;
  /** False when nobody here waits for that call. */
  readonly word: (id: string) => boolean;
};

type Ear = { word: 'none' | 'came' | 'heeded'; wake: () => void };

export function createWake(): Wake {
  const ears = new Map<string, Set<Ear>>();
  return {
    waiterFor: (id) => {
      const ear: Ear = { word: 'none', wake: () => {} };
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
        if (ear.word !== 'none') continue;
        ear.word = 'came';
        ear.wake();
      }
      return all !== undefined;
    },
  };
}

async function pauseOf(ear: Ear, ms: number, signal: AbortSignal): Promise<boolean> {
  const rest = Promise.withResolvers<void>();
  const end = () => rest.resolve();
  ear.wake = end;
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  if (ear.word === 'came' || signal.aborted) end();
  await rest.promise;
  ear.wake = () => {};
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
  if (signal.aborted) throw cancelled();
  const early = ear.word === 'came';
  if (early) ear.word = 'heeded';
  return early;
}
