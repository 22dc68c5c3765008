/** The fewest moves that bring scenes into another order. Pure. */

export type Move<Key> = { readonly key: Key /** 1 is the first. */; readonly to: number };

/** `now` and `wanted` hold the same keys, five at most. The longest run that already stands in order stays. */
export function movesBetween<Key>(now: readonly Key[], wanted: readonly Key[]): readonly Move<Key>[] {
  const staying = longestRun(now.map((key) => wanted.indexOf(key))).map((place) => wanted[place]);
  const order = [...now];
  const moves: Move<Key>[] = [];
  for (const [place, key] of wanted.entries()) {
    if (staying.includes(key)) continue;
    const before = wanted[place - 1];
    order.splice(order.indexOf(key), 1);
    const to = before === undefined ? 0 : order.indexOf(before) + 1;
    order.splice(to, 0, key);
    moves.push({ key, to: to + 1 });
  }
  return moves;
}

/** The longest part of `places` that rises; of two that are equally long, the first. */
function longestRun(places: readonly number[]): readonly number[] {
  const runs: (readonly number[])[] = [[]];
  for (const place of places) {
    const longer = runs.filter((run) => (run.at(-1) ?? -1) < place).map((run) => [...run, place]);
    runs.push(...longer);
  }
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}
