/** Pictures with alpha in memory, with their place in the frame. */
import type { Box } from '../stage.ts';

/** RGBA, straight alpha; all of the box is whole pixels of the frame. */
export type Sprite = Box & { readonly data: Uint8Array };

/** The part both have, null when there is none. */
export function overlap(a: Box, b: Box): Box | null {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** One picture of `box` out of `sprites`, back to front. Where something is opaque it keeps its very pixels. */
export function flatten(sprites: readonly Sprite[], box: Box): Sprite {
  const data = new Uint8Array(box.width * box.height * 4);
  for (const sprite of sprites) lay(sprite, box, data);
  return { ...box, data };
}

function lay(sprite: Sprite, box: Box, under: Uint8Array): void {
  const seen = overlap(sprite, box);
  if (!seen) return;
  for (let y = seen.y; y < seen.y + seen.height; y++) {
    let from = ((y - sprite.y) * sprite.width + seen.x - sprite.x) * 4;
    let to = ((y - box.y) * box.width + seen.x - box.x) * 4;
    for (let x = 0; x < seen.width; x++, from += 4, to += 4) layPixel(sprite.data, from, under, to);
  }
}

function layPixel(over: Uint8Array, from: number, under: Uint8Array, to: number): void {
  const alpha = over[from + 3] ?? 0;
  if (alpha === 0) return;
  const below = under[to + 3] ?? 0;
  if (alpha === 255 || below === 0) {
    for (let channel = 0; channel < 4; channel++) under[to + channel] = over[from + channel] ?? 0;
    return;
  }
  const share = (below * (255 - alpha)) / 255;
  const whole = alpha + share;
  for (let channel = 0; channel < 3; channel++) {
    under[to + channel] = ((over[from + channel] ?? 0) * alpha + (under[to + channel] ?? 0) * share) / whole + 0.5;
  }
  under[to + 3] = whole + 0.5;
}

const BLEED_STEP = 6;
const BLEED_ROUNDS = 3;

/**
 * Gives pixels that are wholly transparent the colour of what is near. They are not seen, but chroma subsampling and motion
 * mix them into the edge, where their black would draw a dark line around the product.
 */
export function bleed({ data, width, height }: Sprite): void {
  const coarse = coarseColors(data, width, height);
  for (let round = 0; round < BLEED_ROUNDS; round++) spread(coarse);
  for (let y = 0, i = 0; y < height; y++) {
    const line = Math.floor(y / BLEED_STEP) * coarse.width;
    for (let x = 0; x < width; x++, i += 4) {
      if (data[i + 3] !== 0) continue;
      const cell = (line + Math.floor(x / BLEED_STEP)) * 4;
      data[i] = coarse.data[cell] ?? 0;
      data[i + 1] = coarse.data[cell + 1] ?? 0;
      data[i + 2] = coarse.data[cell + 2] ?? 0;
    }
  }
}

type Coarse = { readonly width: number; readonly height: number; data: Float32Array };

/** Mean visible colour of each cell; its fourth number is how much of it is visible. */
function coarseColors(data: Uint8Array, width: number, height: number): Coarse {
  const size = { width: Math.ceil(width / BLEED_STEP), height: Math.ceil(height / BLEED_STEP) };
  const out = new Float32Array(size.width * size.height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    const line = Math.floor(y / BLEED_STEP) * size.width;
    for (let x = 0; x < width; x++, i += 4) {
      const alpha = data[i + 3] ?? 0;
      if (alpha === 0) continue;
      addTo(out, (line + Math.floor(x / BLEED_STEP)) * 4, data, i, alpha);
    }
  }
  for (let cell = 0; cell < out.length; cell += 4) level(out, cell);
  return { ...size, data: out };
}

function addTo(out: Float32Array, cell: number, data: ArrayLike<number>, i: number, weight: number): void {
  for (let channel = 0; channel < 3; channel++) {
    out[cell + channel] = (out[cell + channel] ?? 0) + (data[i + channel] ?? 0) * weight;
  }
  out[cell + 3] = (out[cell + 3] ?? 0) + weight;
}

function level(out: Float32Array, cell: number): void {
  const weight = out[cell + 3] ?? 0;
  if (weight === 0) return;
  for (let channel = 0; channel < 3; channel++) out[cell + channel] = (out[cell + channel] ?? 0) / weight;
  out[cell + 3] = 1;
}

/** Empty cells take the mean of their full neighbours. */
function spread(coarse: Coarse): void {
  const { width, height, data } = coarse;
  const out = data.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = (y * width + x) * 4;
      if (data[cell + 3] !== 0) continue;
      for (const [dx, dy] of NEIGHBOURS) {
        const [nx, ny] = [x + dx, y + dy];
        const near = (ny * width + nx) * 4;
        if (nx >= 0 && ny >= 0 && nx < width && ny < height && data[near + 3] === 1) addTo(out, cell, data, near, 1);
      }
      level(out, cell);
    }
  }
  coarse.data = out;
}

const NEIGHBOURS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;
