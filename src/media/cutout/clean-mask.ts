/** Cleans a product's mask: stray islands go, the soft edge is tightened. Pure. */
import { findRegions } from './regions.ts';

export type Mask = { readonly data: Uint8Array; readonly width: number; readonly height: number };

const SOLID = 128;
const FAINT = 24;
/** A region smaller than this share of the largest is not the product. */
const ISLAND_SHARE = 0.02;

export type CleanOptions = {
  /** A region whose mean alpha is below this is a painted shadow, not the product (0–255). */
  readonly leastMeanAlpha: number;
};

export function removeIslands(mask: Mask, { leastMeanAlpha }: CleanOptions): Mask {
  const { labels, count } = findRegions((index) => (mask.data[index] ?? 0) > FAINT, mask.width, mask.height);
  const solid = new Float64Array(count + 1);
  const area = new Float64Array(count + 1);
  const sum = new Float64Array(count + 1);
  labels.forEach((label, index) => {
    const alpha = mask.data[index] ?? 0;
    area[label] = (area[label] ?? 0) + 1;
    sum[label] = (sum[label] ?? 0) + alpha;
    if (alpha > SOLID) solid[label] = (solid[label] ?? 0) + 1;
  });
  const largest = Math.max(...solid.slice(1), 1);
  const keeps = Array.from(solid, (size, label) => {
    const mean = (sum[label] ?? 0) / Math.max(1, area[label] ?? 0);
    return label > 0 && size >= largest * ISLAND_SHARE && (mean >= leastMeanAlpha || size === largest);
  });
  const near = nearKept(labels, keeps, mask.width);
  return { ...mask, data: mask.data.map((alpha, index) => (near[index] ? alpha : 0)) };
}

/** Kept regions and two pixels around them: the faintest rim of an edge lies below the threshold of a region. */
function nearKept(labels: Int32Array, keeps: readonly boolean[], width: number): Uint8Array {
  let near: Uint8Array = Uint8Array.from(labels, (label) => (keeps[label] ? 1 : 0));
  for (let step = 0; step < 2; step++) {
    const grown = near.slice();
    near.forEach((value, index) => {
      if (value !== 1) return;
      if (index % width > 0) grown[index - 1] = 1;
      if (index % width < width - 1) grown[index + 1] = 1;
      if (index >= width) grown[index - width] = 1;
      if (index + width < grown.length) grown[index + width] = 1;
    });
    near = grown;
  }
  return near;
}

/** Pulls the soft edge in a little: what is mostly background goes, what is mostly product becomes solid. */
export function tightenEdge(mask: Mask): Mask {
  const table = Uint8Array.from({ length: 256 }, (_, alpha) => {
    const share = Math.min(1, Math.max(0, (alpha / 255 - 0.16) / (0.9 - 0.16)));
    return Math.round(255 * share * share * (3 - 2 * share));
  });
  return { ...mask, data: mask.data.map((alpha) => table[alpha] ?? 0) };
}

/** How much of the picture the mask covers, and how much of what it covers it is unsure about; both 0 to 1. */
export function judgeMask({ data }: Mask): { readonly coverage: number; readonly doubt: number } {
  let covered = 0;
  let unsure = 0;
  for (const alpha of data) {
    if (alpha > FAINT) covered++;
    if (alpha > FAINT && alpha < 255 - FAINT) unsure++;
  }
  return { coverage: covered / data.length, doubt: unsure / Math.max(1, covered) };
}
