/** Connected regions of a mask (four neighbours), labelled in two passes with union-find. Pure. */

export type Regions = {
  /** Label per pixel; 0 is outside every region. */
  readonly labels: Int32Array;
  readonly count: number;
};

export function findRegions(inside: (index: number) => boolean, width: number, height: number): Regions {
  const labels = new Int32Array(width * height);
  const parents: number[] = [0];
  for (let index = 0; index < labels.length; index++) {
    if (!inside(index)) continue;
    const left = index % width === 0 ? 0 : (labels[index - 1] ?? 0);
    const above = labels[index - width] ?? 0;
    if (left === 0 && above === 0) labels[index] = parents.push(parents.length) - 1;
    else labels[index] = left === 0 ? above : left;
    if (left !== 0 && above !== 0 && left !== above) join(parents, left, above);
  }
  return renumber(labels, parents);
}

function join(parents: number[], a: number, b: number): void {
  const [first, second] = [rootOf(parents, a), rootOf(parents, b)];
  parents[Math.max(first, second)] = Math.min(first, second);
}

function rootOf(parents: number[], label: number): number {
  let root = label;
  while (parents[root] !== root) root = parents[root] ?? 0;
  parents[label] = root;
  return root;
}

function renumber(labels: Int32Array, parents: number[]): Regions {
  const numbers = new Map<number, number>();
  const final = parents.map((_, label) => {
    if (label === 0) return 0;
    const root = rootOf(parents, label);
    if (!numbers.has(root)) numbers.set(root, numbers.size + 1);
    return numbers.get(root) ?? 0;
  });
  for (let index = 0; index < labels.length; index++) labels[index] = final[labels[index] ?? 0] ?? 0;
  return { labels, count: numbers.size };
}
