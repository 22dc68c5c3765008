/** The colours a photo is mostly made of, for people to choose from. Pure. */

type Bucket = { readonly red: number; readonly green: number; readonly blue: number; readonly weight: number };

/** Sixteen steps a channel: fine enough to tell colours apart, coarse enough to gather them. */
const STEP = 16;
/** Smallest distance between two proposals, in channel steps of 0 to 255. */
const APART = 56;
/** What stands along the edge is mostly the table the product stands on. */
const EDGE_SHARE = 0.08;
const EDGE_WEIGHT = 0.25;

/**
 * At most `most` colours as `#rrggbb`, the most telling first: strong colours count for more than greys, the middle for
 * more than the edge, and what can be seen through for nothing. `pixels`: four bytes each, row by row.
 */
export function dominantColors(pixels: Uint8ClampedArray, width: number, most = 5): readonly string[] {
  const buckets = [...gathered(pixels, width).values()].sort((a, b) => telling(b) - telling(a));
  const chosen: Bucket[] = [];
  for (const bucket of buckets) {
    if (chosen.length === most) break;
    if (chosen.every((one) => distance(one, bucket) > APART)) chosen.push(bucket);
  }
  return chosen.map(hexOf);
}

function gathered(pixels: Uint8ClampedArray, width: number): ReadonlyMap<number, Bucket> {
  const buckets = new Map<number, Bucket>();
  const height = pixels.length / 4 / width;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
    if (alpha < 128) continue;
    const place = at / 4;
    const weight = weightAt((place % width) / width, Math.floor(place / width) / height);
    const key = (Math.floor(red / STEP) << 8) | (Math.floor(green / STEP) << 4) | Math.floor(blue / STEP);
    buckets.set(key, mixed(buckets.get(key), { red, green, blue, weight }));
  }
  return buckets;
}

function weightAt(x: number, y: number): number {
  return Math.min(x, 1 - x, y, 1 - y) < EDGE_SHARE ? EDGE_WEIGHT : 1;
}

function mixed(before: Bucket | undefined, next: Bucket): Bucket {
  if (!before) return next;
  const weight = before.weight + next.weight;
  const mix = (one: number, other: number) => (one * before.weight + other * next.weight) / weight;
  return {
    red: mix(before.red, next.red),
    green: mix(before.green, next.green),
    blue: mix(before.blue, next.blue),
    weight,
  };
}

/** A brand is known by its colour: a small strong one tells more than a large grey. */
function telling({ red, green, blue, weight }: Bucket): number {
  const [least, greatest] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  const chroma = (greatest - least) / 255;
  const isFaint = greatest < 40 || least > 225;
  return weight * (0.08 + chroma) * (isFaint ? 0.2 : 1);
}

function distance(one: Bucket, other: Bucket): number {
  return Math.hypot(one.red - other.red, one.green - other.green, one.blue - other.blue);
}

function hexOf({ red, green, blue }: Bucket): string {
  return `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
