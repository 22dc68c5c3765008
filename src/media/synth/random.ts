/** Repeatable randomness: the same seed and label always give the same numbers. */
export type NonEmpty<T> = readonly [T, ...T[]];

export type Random = {
  /** The next number in [0, 1). */
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(list: NonEmpty<T>) => T;
};

/** A stream of its own per label, so that one more drum hit never changes the melody. */
export function createRandom(seed: number, label: string): Random {
  let state = hash(seed, label);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}

function hash(seed: number, label: string): number {
  let value = Math.imul(Math.floor(seed) ^ 0x9e3779b9, 0x85ebca6b);
  for (const letter of label) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value ^ (value >>> 13);
}
