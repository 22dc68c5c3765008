/** Where a product touches the ground: read off the lower outline of its alpha. */

/** One entry per column of the product, in pixels of the product's box. */
export type Footprint = {
  /** Lowest visible row; −1 where the column is empty. */
  readonly lowest: Float32Array;
  /** Height of the ground under the column: the convex hull of the lowest points. */
  readonly ground: Float32Array;
  /** 1 where the outline rests on something, 0 where it turns up steeply at the ends or is empty. */
  readonly rests: Float32Array;
};

const VISIBLE_ALPHA = 128;
/** A hull that rises more than this per pixel is the product's side, not its foot. */
const STEEP = 0.85;

export function readFootprint(rgba: Uint8Array, width: number, height: number): Footprint {
  const lowest = lowestRows(rgba, width, height);
  const ground = hullBelow(lowest, height);
  return { lowest, ground, rests: restingColumns(lowest, ground, height) };
}

/** The same in fewer columns: `factor` pixels become one. */
export function shrinkFootprint({ lowest, ground, rests }: Footprint, factor: number): Footprint {
  if (factor === 1) return { lowest, ground, rests };
  const columns = Math.ceil(lowest.length / factor);
  const out = {
    lowest: new Float32Array(columns).fill(-1),
    ground: new Float32Array(columns),
    rests: new Float32Array(columns),
  };
  lowest.forEach((row, x) => {
    const column = Math.min(columns - 1, Math.floor(x / factor));
    if (row >= 0) out.lowest[column] = Math.max(out.lowest[column] ?? -1, row / factor);
    out.ground[column] = Math.max(out.ground[column] ?? 0, (ground[x] ?? 0) / factor);
    out.rests[column] = Math.max(out.rests[column] ?? 0, rests[x] ?? 0);
  });
  return out;
}

function lowestRows(rgba: Uint8Array, width: number, height: number): Float32Array {
  const lowest = new Float32Array(width).fill(-1);
  for (let x = 0; x < width; x++) {
    for (let y = height - 1; y >= 0; y--) {
      if ((rgba[(y * width + x) * 4 + 3] ?? 0) < VISIBLE_ALPHA) continue;
      lowest[x] = y;
      break;
    }
  }
  return lowest;
}

/** Andrew's monotone chain over the lowest points; rows grow downwards, so the hull is kept below them. */
function hullBelow(lowest: Float32Array, height: number): Float32Array {
  const hull: { x: number; y: number }[] = [];
  lowest.forEach((y, x) => {
    if (y < 0) return;
    while (hull.length >= 2 && !turnsDown(hull.at(-2), hull.at(-1), { x, y })) hull.pop();
    hull.push({ x, y });
  });
  const ground = new Float32Array(lowest.length).fill(height - 1);
  for (let i = 1; i < hull.length; i++) fillBetween(ground, hull[i - 1], hull[i]);
  return ground;
}

type Point = { readonly x: number; readonly y: number };

function turnsDown(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (!a || !b) return true;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) < 0;
}

function fillBetween(ground: Float32Array, from: Point | undefined, to: Point | undefined): void {
  if (!from || !to) return;
  for (let x = from.x; x <= to.x; x++) ground[x] = from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x || 1);
}

function restingColumns(lowest: Float32Array, ground: Float32Array, height: number): Float32Array {
  const span = Math.max(2, Math.round(lowest.length * 0.02));
  return lowest.map((y, x) => {
    if (y < 0) return 0;
    const left = ground[Math.max(0, x - span)] ?? y;
    const right = ground[Math.min(lowest.length - 1, x + span)] ?? y;
    const slope = Math.abs(right - left) / (2 * span);
    const lifted = ((ground[x] ?? y) - y) / height;
    return Math.max(0, 1 - slope / STEEP) * Math.exp(-lifted / 0.03);
  });
}
