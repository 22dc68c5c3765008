/** The smallest store that React can read: one value, replaced by pure steps. */

export type Store<T> = {
  readonly get: () => T;
  /** Tells the readers unless the step returns the very same value. */
  readonly update: (step: (before: T) => T) => void;
  readonly subscribe: (hear: () => void) => () => void;
};

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const hearers = new Set<() => void>();
  return {
    get: () => value,
    update: (step) => {
      const next = step(value);
      if (next === value) return;
      value = next;
      for (const hear of hearers) hear();
    },
    subscribe: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
}
