/** Closes holes that the model tore into a product: pinholes, and labels it took for background. A handle stays open. Pure. */
import { type Oklch, oklchOf, toHex } from '../../ad/color.ts';
import type { Photo } from '../photo/read-photo.ts';
import type { Mask } from './clean-mask.ts';
import { findRegions, type Regions } from './regions.ts';

const SOLID = 128;
/** Shares of the product's area: smaller holes are closed always, larger ones never (a ring, a wreath). */
const PINHOLE_SHARE = 0.0015;
const LARGEST_SHARE = 0.35;
/** OKLab distance to the background of the same rows above which a hole shows something else: the product itself. */
const UNLIKE_BACKGROUND = 0.035;
/** Pixels of half-transparent rim around a hole that are closed with it. */
const RIM = 3;

export function fillHoles(mask: Mask, photo: Photo): Mask {
  const regions = findRegions((index) => (mask.data[index] ?? 0) <= SOLID, mask.width, mask.height);
  const holes = describeHoles(mask, regions);
  const product = mask.data.reduce((sum, alpha) => sum + (alpha > SOLID ? 1 : 0), 0);
  const fills = holes.map((hole) => {
    if (!hole.enclosed || hole.area === 0 || hole.area > product * LARGEST_SHARE) return false;
    return hole.area < product * PINHOLE_SHARE || showsProduct(hole, holes, regions, mask, photo);
  });
  return closeWithRim(mask, regions.labels, fills);
}

type Hole = { readonly label: number; area: number; enclosed: boolean; top: number; bottom: number };

function describeHoles(mask: Mask, { labels, count }: Regions): readonly Hole[] {
  const holes = Array.from(
    { length: count + 1 },
    (_, label): Hole => ({ label, area: 0, enclosed: label > 0, top: mask.height, bottom: 0 }),
  );
  labels.forEach((label, index) => {
    const hole = holes[label];
    if (!hole || label === 0) return;
    const x = index % mask.width;
    const y = (index - x) / mask.width;
    hole.area++;
    hole.top = Math.min(hole.top, y);
    hole.bottom = Math.max(hole.bottom, y);
    if (x === 0 || y === 0 || x === mask.width - 1 || y === mask.height - 1) hole.enclosed = false;
  });
  return holes;
}

/** Through a handle one sees the background beside the product; a label is, if only slightly, of another colour. */
function showsProduct(hole: Hole, holes: readonly Hole[], { labels }: Regions, mask: Mask, photo: Photo): boolean {
  const within = meanColor(mask, photo, hole, (index) => labels[index] === hole.label);
  const beside = meanColor(
    mask,
    photo,
    hole,
    (index) => holes[labels[index] ?? 0]?.enclosed === false && labels[index] !== 0,
  );
  return within !== null && beside !== null && distance(within, beside) > UNLIKE_BACKGROUND;
}

/** Over the rows of the hole; null when no pixel is wanted. */
function meanColor(mask: Mask, photo: Photo, { top, bottom }: Hole, wanted: (index: number) => boolean): Oklch | null {
  const sum = [0, 0, 0];
  let count = 0;
  for (let index = top * mask.width; index < (bottom + 1) * mask.width; index++) {
    if (!wanted(index)) continue;
    const x = Math.floor(((index % mask.width) * photo.width) / mask.width);
    const y = Math.floor((Math.floor(index / mask.width) * photo.height) / mask.height);
    const at = (y * photo.width + x) * 4;
    for (let channel = 0; channel < 3; channel++) sum[channel] = (sum[channel] ?? 0) + (photo.data[at + channel] ?? 0);
    count++;
  }
  const [r = 0, g = 0, b = 0] = sum.map((value) => value / count / 255);
  return count === 0 ? null : oklchOf(toHex([r, g, b]));
}

function distance(a: Oklch, b: Oklch): number {
  const angle = ((a.h - b.h) * Math.PI) / 180;
  const chroma = Math.sqrt(Math.max(0, a.c * a.c + b.c * b.c - 2 * a.c * b.c * Math.cos(angle)));
  return Math.hypot(a.l - b.l, chroma);
}

function closeWithRim(mask: Mask, labels: Int32Array, fills: readonly boolean[]): Mask {
  const data = new Uint8Array(mask.data);
  labels.forEach((label, index) => {
    if (!fills[label]) return;
    const x = index % mask.width;
    for (let dy = -RIM; dy <= RIM; dy++)
      for (let dx = -RIM; dx <= RIM; dx++) {
        const near = index + dy * mask.width + dx;
        if (x + dx >= 0 && x + dx < mask.width && near >= 0 && near < data.length) data[near] = 255;
      }
  });
  return { ...mask, data };
}
