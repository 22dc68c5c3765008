import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cutout } from '../../src/ad/cutout.ts';
import { drawProduct } from '../../src/media/product/draw-product.ts';
import { readFootprint } from '../../src/media/product/footprint.ts';
import { stageScene } from '../../src/media/stage.ts';
import { samplePlan } from '../fixtures/plan.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-product-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;

/** A picture with alpha from an SVG drawing, as a cutout would be. */
async function cutoutOf(name: string, width: number, height: number, drawing: string) {
  const maskedFile = join(folder, `${name}.png`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawing}</svg>`;
  await sharp(Buffer.from(svg)).png().toFile(maskedFile);
  const cutout: Cutout = { kind: 'cut', reason: null, width, height, colors: ['#cc3333'], lightness: 0.5 };
  return { maskedFile, cutout };
}

async function draw(product: Awaited<ReturnType<typeof cutoutOf>>, gloss: number) {
  const ground = { contactY: 0.7, lightX: -0.5, gloss };
  const usage = { usage: 'hero', scale: 1, position: 'center', motion: 'still' } as const;
  const stage = stageScene({ aspect: '9:16', scale: 0.25, ground, cutout: product.cutout, usage, overlay: null });
  const { palette } = samplePlan().style;
  const room = { x: -2, y: -2, width: stage.size.width + 4, height: stage.size.height + 4 };
  const sprites = await drawProduct({ ...product, stage, ground, palette, room }, signal);
  return { stage, sprites };
}

describe('the product in its scene', () => {
  it('has exactly the pixels of the resized cutout', async () => {
    const bottle = await cutoutOf(
      'bottle',
      200,
      500,
      '<rect x="0" y="0" width="200" height="500" rx="40" fill="#c33"/><circle cx="100" cy="200" r="60" fill="#fff"/>',
    );
    const { stage, sprites } = await draw(bottle, 0.5);
    const still = sprites[1];
    const box = stage.product;
    if (!still || !box) throw new Error('no product');
    expect(still).toMatchObject(box);
    const drawn = Buffer.from(still.data);
    const resized = await sharp(bottle.maskedFile)
      .resize(box.width, box.height, { fit: 'fill' })
      .ensureAlpha()
      .raw()
      .toBuffer();
    expect(drawn.equals(resized)).toBe(true);
  });

  it('stands on the ground of its set', async () => {
    const { stage } = await draw(await cutoutOf('box', 300, 200, '<rect width="300" height="200" fill="#264"/>'), 0);
    const bottom = (stage.product?.y ?? 0) + (stage.product?.height ?? 0);
    expect(Math.abs(bottom - stage.size.height * 0.7)).toBeLessThanOrEqual(1);
  });

  it('is darkest at the contact and has no shadow far from it', async () => {
    const { sprites } = await draw(
      await cutoutOf('cup', 300, 300, '<rect width="300" height="300" rx="30" fill="#264"/>'),
      0,
    );
    const grounding = sprites[0];
    if (!grounding) throw new Error('no grounding');
    const alpha = grounding.data.filter((_, index) => index % 4 === 3);
    const row = (y: number) => Math.max(...alpha.subarray(y * grounding.width, (y + 1) * grounding.width));
    const product = sprites[1];
    if (!product) throw new Error('no product');
    const contact = product.y + product.height - 1 - grounding.y;
    expect(row(contact)).toBeGreaterThan(180);
    expect(row(grounding.height - 1)).toBeLessThan(row(contact) / 3);
    expect(alpha[contact * grounding.width]).toBeLessThan(30);
  });

  it('is mirrored only where the floor is glossy', async () => {
    const red = '<rect width="200" height="400" fill="#f00"/>';
    const reddest = async (gloss: number) => {
      const { sprites } = await draw(await cutoutOf(`red${gloss}`, 200, 400, red), gloss);
      return Math.max(...(sprites[0]?.data ?? []).filter((_, index) => index % 4 === 0));
    };
    expect(await reddest(0.8)).toBeGreaterThan(120);
    expect(await reddest(0)).toBeLessThan(40);
  });

  it('finds the ground under a product that stands on two feet', () => {
    const [width, height] = [40, 20];
    const rgba = new Uint8Array(width * height * 4);
    const fill = (x: number, bottom: number) => {
      for (let y = 0; y <= bottom; y++) rgba[(y * width + x) * 4 + 3] = 255;
    };
    for (let x = 0; x < width; x++) fill(x, x < 6 || x >= 34 ? 19 : 9);
    const { ground, rests } = readFootprint(rgba, width, height);
    expect(ground[20]).toBe(19);
    expect(rests[3]).toBeGreaterThan(0.9);
    expect(rests[20]).toBeLessThan(0.1);
  });

  it('has nothing to draw in a scene without it', async () => {
    const ground = { contactY: 0.7, lightX: 0, gloss: 0 };
    const product = await cutoutOf('none', 10, 10, '<rect width="10" height="10"/>');
    const usage = { usage: 'absent', scale: 1, position: 'center', motion: 'still' } as const;
    const room = { x: 0, y: 0, width: 270, height: 270 };
    const stage = stageScene({ aspect: '1:1', scale: 0.25, ground, cutout: product.cutout, usage, overlay: null });
    expect(await drawProduct({ ...product, stage, ground, palette: samplePlan().style.palette, room }, signal)).toEqual(
      [],
    );
  });
});
