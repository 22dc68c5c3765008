import sharp from 'sharp';
import { expect, it } from 'vitest';
import { FULL_SIZE } from '../../src/ad/aspect.ts';
import type { Palette } from '../../src/ad/plan.ts';
import type { Box } from '../../src/media/stage.ts';
import { drawGround } from '../../src/media/text/ground.ts';

const PALETTE: Palette = {
  tone: 'light',
  brand: '#0f766e',
  wall: '#e0c9a6',
  floor: '#cbb08a',
  light: '#fff3d6',
  accent: '#d97706',
  shadow: '#2b2118',
};
const VEIL = { kind: 'veil', color: '#101010', opacity: 0.5 } as const;

async function alphaOf(picture: { readonly png: Buffer; readonly width: number }, x: number, y: number) {
  const { data } = await sharp(picture.png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return (data[(y * picture.width + x) * 4 + 3] ?? 0) / 255;
}

// A veil was a box around the words once: on a bright wall it looked like a stain.
it('lets a veil above the product reach from edge to edge, full behind the words and gone further down', async () => {
  const words: Box = { x: 200, y: 300, width: 600, height: 200 };
  const stage = { scale: 1, size: FULL_SIZE['9:16'], product: { x: 300, y: 800, width: 400, height: 600 } };
  const veil = await drawGround(VEIL, words, stage, PALETTE);
  if (!veil) throw new Error('There is no veil.');
  expect(veil).toMatchObject({ x: 0, y: 0, width: 1080, below: true });
  for (const [x, y] of [
    [0, 0],
    [1079, 0],
    [540, 400],
    [200, 499],
  ] as const)
    expect(await alphaOf(veil, x, y)).toBeCloseTo(0.5, 1);
  expect(await alphaOf(veil, 540, veil.height - 1)).toBeLessThan(0.02);
});

it('lets a veil beside the product of a wide film reach from top to bottom', async () => {
  const words: Box = { x: 1200, y: 400, width: 500, height: 200 };
  const stage = { scale: 1, size: FULL_SIZE['16:9'], product: { x: 200, y: 200, width: 500, height: 700 } };
  const veil = await drawGround(VEIL, words, stage, PALETTE);
  if (!veil) throw new Error('There is no veil.');
  expect(veil).toMatchObject({ y: 0, height: 1080, below: true });
  expect(veil.x + veil.width).toBe(1920);
  expect(await alphaOf(veil, veil.width - 1, 0)).toBeCloseTo(0.5, 1);
  expect(await alphaOf(veil, 0, 540)).toBeLessThan(0.02);
});

it('lays a veil over the product where the words stand on it', async () => {
  const stage = { scale: 1, size: FULL_SIZE['1:1'], product: { x: 200, y: 100, width: 700, height: 900 } };
  expect(await drawGround(VEIL, { x: 300, y: 200, width: 400, height: 200 }, stage, PALETTE)).toMatchObject({
    below: false,
  });
});
