/** The words of a scene, in parts that are cheap to lay over it: each comes in by itself, and what stands is one picture. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { flatten, overlap, type Sprite } from '../product/sprite.ts';
import type { Box, Still, TimedStill } from '../stage.ts';

/** A picture at even pixels of the frame, so that luma and chroma stay together: a PNG, or raw RGBA in a file `*.rgba`. */
export type WordPart = Still & {
  /** It lies under the product, not over it. */
  readonly below: boolean;
  /** The frames of the scene in which it is seen; the last one is not. */
  readonly from: number;
  readonly to: number;
  /** How many of them it takes to come in, rising by so many pixels, and to go. */
  readonly fadeInFrames: number;
  readonly fadeOutFrames: number;
  readonly risePx: number;
};

/** `product` is where the product may ever be. Draws what stands into `folder`. */
export async function wordParts(
  words: readonly TimedStill[],
  product: Box | null,
  totalFrames: number,
  folder: string,
): Promise<readonly WordPart[]> {
  const reach = ({ x, y, width, height, risePx }: TimedStill): Box => ({ x, y, width, height: height + risePx });
  const apart = product === null || words.every((still) => still.below || !overlap(reach(still), product));
  // What cannot meet the product may as well lie below it, all in one.
  if (apart) return partsOf(words, { below: true, totalFrames, file: join(folder, 'words.rgba') });
  const [below, above] = [words.filter((still) => still.below), words.filter((still) => !still.below)];
  return [
    ...(await partsOf(below, { below: true, totalFrames, file: join(folder, 'words-below.rgba') })),
    ...(await partsOf(above, { below: false, totalFrames, file: join(folder, 'words-above.rgba') })),
  ];
}

type Together = { readonly below: boolean; readonly totalFrames: number; readonly file: string };

async function partsOf(
  stills: readonly TimedStill[],
  { below, totalFrames, file }: Together,
): Promise<readonly WordPart[]> {
  const single = stills.map((still) => alone(still, below, totalFrames));
  const settled = Math.max(...single.map((part) => part.from + part.fadeInFrames));
  const leaving = Math.min(...single.map((part) => part.to - part.fadeOutFrames));
  const [first] = single;
  if (!first || settled >= leaving) return single;
  const steady = { below, fadeInFrames: 0, fadeOutFrames: 0, risePx: 0 };
  const standing = single.length === 1 ? first : await merge(single, file);
  const fadeOutFrames = first.to - leaving;
  return [
    ...single.map((part) => ({ ...part, to: settled, fadeOutFrames: 0 })),
    { ...standing, ...steady, from: settled, to: leaving },
    ...(fadeOutFrames > 0 ? [{ ...standing, ...steady, from: leaving, to: first.to, fadeOutFrames }] : []),
  ];
}

function alone(still: TimedStill, below: boolean, totalFrames: number): WordPart {
  const { file, width, height, enterFrame, exitFrame, fadeFrames, risePx } = still;
  return {
    ...{ file, x: even(still.x), y: even(still.y), width, height, below, risePx },
    ...{ from: enterFrame, to: Math.min(exitFrame ?? totalFrames, totalFrames) },
    ...{ fadeInFrames: fadeFrames, fadeOutFrames: exitFrame === null ? 0 : fadeFrames },
  };
}

async function merge(parts: readonly WordPart[], file: string): Promise<Still> {
  const sprites = await Promise.all(parts.map(readSprite));
  const [x, y] = [Math.min(...sprites.map((one) => one.x)), Math.min(...sprites.map((one) => one.y))];
  const right = Math.max(...sprites.map((one) => one.x + one.width));
  const bottom = Math.max(...sprites.map((one) => one.y + one.height));
  const box = { x, y, width: 2 * Math.ceil((right - x) / 2), height: 2 * Math.ceil((bottom - y) / 2) };
  await writeFile(file, flatten(sprites, box).data);
  return { ...box, file };
}

async function readSprite({ file, x, y }: Still): Promise<Sprite> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { x, y, width: info.width, height: info.height, data };
}

function even(pixels: number): number {
  return 2 * Math.round(pixels / 2);
}
