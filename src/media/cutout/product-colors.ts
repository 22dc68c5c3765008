/** The product's dominant colours and lightness, reckoned in OKLab. Pure. */
import { hexOf, oklchOf, toHex } from '../../ad/color.ts';

type Lab = readonly [number, number, number];
type Cluster = { readonly center: Lab; readonly weight: number };

const SAMPLES = 3000;
const CLUSTERS = 6;
const ROUNDS = 8;
/** OKLab distance below which two colours look like one. */
const ALIKE = 0.07;

/** `colors` are 1 to 5 `#rrggbb`, most prominent first; `lightness` is the mean OKLab L, 0 to 1. */
export function productColors(rgba: Uint8Array): { readonly colors: string[]; readonly lightness: number } {
  const samples = sampleOpaque(rgba);
  const lightness = samples.reduce((sum, [l]) => sum + l, 0) / Math.max(1, samples.length);
  const colors = mergeAlike(cluster(samples)).sort((a, b) => b.weight - a.weight);
  return {
    colors: colors.slice(0, 5).map(({ center }) => hexOfLab(center)),
    lightness: Math.min(1, Math.max(0, lightness)),
  };
}

/** Shades of one colour count together, so a shaded bottle outweighs its flat label; the most frequent shade stands for them. */
function mergeAlike(clusters: readonly Cluster[]): Cluster[] {
  const merged: Cluster[] = [];
  for (const { center, weight } of [...clusters].sort((a, b) => b.weight - a.weight)) {
    const index = merged.findIndex((other) => distance(other.center, center) <= ALIKE);
    const alike = merged[index];
    if (alike) merged[index] = { center: alike.center, weight: alike.weight + weight };
    else merged.push({ center, weight });
  }
  return merged;
}

function sampleOpaque(rgba: Uint8Array): readonly Lab[] {
  const step = Math.max(1, Math.floor(rgba.length / 4 / (SAMPLES * 2)));
  const samples: Lab[] = [];
  for (let index = 0; index < rgba.length / 4; index += step) {
    if ((rgba[index * 4 + 3] ?? 0) < 200) continue;
    samples.push(labOf([rgba[index * 4] ?? 0, rgba[index * 4 + 1] ?? 0, rgba[index * 4 + 2] ?? 0]));
  }
  return samples.length > 0 ? samples : [[0.5, 0, 0]];
}

/** k-means from seeds spread over lightness, which makes it deterministic. */
function cluster(samples: readonly Lab[]): Cluster[] {
  const sorted = [...samples].sort((a, b) => a[0] - b[0]);
  let centers: Lab[] = Array.from(
    { length: CLUSTERS },
    (_, i) => sorted[Math.floor(((i + 0.5) / CLUSTERS) * sorted.length)] ?? [0.5, 0, 0],
  );
  let weights: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centers.map(() => [0, 0, 0, 0]);
    for (const sample of samples) {
      const sum = sums[nearest(centers, sample)];
      if (!sum) continue;
      sample.forEach((value, axis) => {
        sum[axis] = (sum[axis] ?? 0) + value;
      });
      sum[3] = (sum[3] ?? 0) + 1;
    }
    centers = sums.map(([l = 0, a = 0, b = 0, n = 0], i) =>
      n > 0 ? [l / n, a / n, b / n] : (centers[i] ?? [0, 0, 0]),
    );
    weights = sums.map((sum) => sum[3] ?? 0);
  }
  return centers.map((center, i) => ({ center, weight: weights[i] ?? 0 })).filter(({ weight }) => weight > 0);
}

function nearest(centers: readonly Lab[], sample: Lab): number {
  let best = 0;
  centers.forEach((center, index) => {
    if (distance(center, sample) < distance(centers[best] ?? center, sample)) best = index;
  });
  return best;
}

function distance(a: Lab, b: Lab): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function labOf([r, g, b]: readonly [number, number, number]): Lab {
  const { l, c, h } = oklchOf(toHex([r / 255, g / 255, b / 255]));
  return [l, c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
}

function hexOfLab([l, a, b]: Lab): string {
  return hexOf({ l, c: Math.hypot(a, b), h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 });
}
