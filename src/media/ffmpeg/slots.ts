/** A limit on how many of something run at once; the others wait in line. */
import { cancelled } from '../../ad/errors.ts';

export type Slots = {
  /** Runs `work` when there is room for it. Throws `cancelled` when the signal ends the waiting. */
  readonly use: <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;
};

export function createSlots(count: number): Slots {
  const waiting = new Set<() => void>();
  let free = count;
  const next = () => {
    const [first] = waiting;
    if (!first || free === 0) return;
    waiting.delete(first);
    free--;
    first();
  };
  return {
    async use(work, signal) {
      await new Promise<void>((resolve, reject) => {
        if (signal.aborted) return reject(cancelled());
        const leave = () => {
          waiting.delete(enter);
          reject(cancelled());
        };
        const enter = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.add(enter);
        next();
      });
      try {
        return await work();
      } finally {
        free++;
        next();
      }
    },
  };
}
