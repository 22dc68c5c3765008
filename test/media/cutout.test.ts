import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdgenError, cancelled } from '../../src/ad/errors.ts';
import { cutProduct } from '../../src/media/cutout/cut-product.ts';
import { findRegions } from '../../src/media/cutout/regions.ts';
import { readPhoto } from '../../src/media/photo/read-photo.ts';
import type { Matting } from '../../src/pipeline/ports.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-cutout-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;

const photoOf = async (svg: string, width = 400, height = 300) => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${svg}</svg>`;
  return readPhoto(new Uint8Array(await sharp(Buffer.from(drawing)).png().toBuffer()), signal);
};

/** A matting that answers with a drawing: what a model would say, chosen by the test. */
const answering = (svg: string): Matting => ({
  matte: async (_picture, _signal) => {
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024" viewBox="0 0 400 300" preserveAspectRatio="none"><rect width="400" height="300" fill="#000"/>${svg}</svg>`;
    return new Uint8Array(await sharp(Buffer.from(drawing)).removeAlpha().extractChannel(0).raw().toBuffer());
  },
});

const masked = async () => {
  const { data, info } = await sharp(join(folder, 'masked.png'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    data,
    width: info.width,
    height: info.height,
    at: (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)],
  };
};

const PRODUCT = '<rect x="100" y="50" width="120" height="200" fill="#c0392b"/>';
const WALL = '<rect width="400" height="300" fill="#27ae60"/>';

describe('cutting the product out', () => {
  it('trims to the product, keeps its pixels as they are, and leaves the three pictures', async () => {
    const photo = await photoOf(WALL + PRODUCT);
    const cutout = await cutProduct(photo, folder, {
      matting: answering('<rect x="100" y="50" width="120" height="200" fill="#fff"/>'),
      signal,
    });
    expect(cutout).toMatchObject({ kind: 'cut', reason: null });
    expect(Math.abs(cutout.width - 124)).toBeLessThanOrEqual(4);
    expect(Math.abs(cutout.height - 204)).toBeLessThanOrEqual(4);
    const { at, width, height } = await masked();
    expect(at(width >> 1, height >> 1)).toEqual([192, 57, 43, 255]);
    expect((await sharp(join(folder, 'original.png')).metadata()).width).toBe(400);
    expect((await sharp(join(folder, 'mask.png')).metadata()).width).toBe(400);
    expect(cutout.colors[0]).toMatch(/^#(b|c)/);
  });

  it('leaves none of the old background in the edge', async () => {
    const soft = '<rect x="100" y="50" width="120" height="200" rx="50" fill="#fff" stroke="#777" stroke-width="6"/>';
    await cutProduct(
      await photoOf(`${WALL}<rect x="100" y="50" width="120" height="200" rx="50" fill="#c0392b"/>`),
      folder,
      { matting: answering(soft), signal },
    );
    const { data } = await masked();
    for (let i = 0; i < data.length; i += 4) {
      const [red = 0, green = 0, , alpha = 0] = data.subarray(i, i + 4);
      if (alpha > 20 && alpha < 250) expect(green).toBeLessThan(red);
    }
  });

  it('drops stray islands and closes pinholes', async () => {
    const crumbs =
      '<rect x="100" y="50" width="120" height="200" fill="#fff"/><circle cx="350" cy="40" r="6" fill="#fff"/><circle cx="160" cy="150" r="1.5" fill="#000"/>';
    const cutout = await cutProduct(await photoOf(WALL + PRODUCT), folder, { matting: answering(crumbs), signal });
    expect(cutout.width).toBeLessThan(140);
    const { at, width, height } = await masked();
    expect(at(width >> 1, height >> 1)[3]).toBe(255);
  });

  it('closes a hole that shows the product, and leaves one that shows the background', async () => {
    const mug =
      '<rect x="100" y="60" width="120" height="160" fill="#c0392b"/><rect x="120" y="90" width="60" height="60" fill="#ecf0f1"/><path d="M220 90 h60 v90 h-60 v-25 h35 v-40 h-35 Z" fill="#c0392b"/>';
    const answer =
      '<rect x="100" y="60" width="120" height="160" fill="#fff"/><rect x="120" y="90" width="60" height="60" fill="#000"/><path d="M220 90 h60 v90 h-60 v-25 h35 v-40 h-35 Z" fill="#fff"/>';
    await cutProduct(await photoOf(WALL + mug), folder, { matting: answering(answer), signal });
    const { data } = await sharp(join(folder, 'mask.png'))
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[120 * 400 + 150]).toBe(255);
    expect(data[135 * 400 + 238]).toBe(0);
  });

  it.each([
    ['nothing', '', /No product stands out/],
    ['everything', '<rect width="400" height="300" fill="#fff"/>', /fills the whole photo/],
    ['mist', '<rect x="50" y="50" width="250" height="200" fill="#888"/>', /no clear outline/],
  ])('shows the whole photo on a card, and says so, when the model finds %s', async (_, answer, reason) => {
    const cutout = await cutProduct(await photoOf(WALL + PRODUCT), folder, { matting: answering(answer), signal });
    expect(cutout.kind).toBe('card');
    expect(cutout.reason).toMatch(reason);
    const { at, width, height } = await masked();
    expect(at(0, 0)[3]).toBe(0);
    expect(at(width >> 1, height >> 1)[3]).toBe(255);
    expect(width).toBeGreaterThan(400);
  });

  it('is a card, too, when the model breaks', async () => {
    const broken: Matting = { matte: async () => Promise.reject(new AdgenError('step-failed', 'no')) };
    expect((await cutProduct(await photoOf(WALL), folder, { matting: broken, signal })).kind).toBe('card');
  });

  it('is no card when somebody stopped it', async () => {
    const stopped: Matting = { matte: async () => Promise.reject(cancelled()) };
    await expect(cutProduct(await photoOf(WALL), folder, { matting: stopped, signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('a picture that is transparent already', () => {
  const never: Matting = { matte: async () => Promise.reject(new Error('the model was asked')) };

  it('keeps its own alpha without asking the model', async () => {
    const photo = await photoOf('<circle cx="200" cy="150" r="100" fill="#2980b9" fill-opacity="0.8"/>');
    const cutout = await cutProduct(photo, folder, { matting: never, signal });
    expect(cutout.kind).toBe('cut');
    const { at, width, height } = await masked();
    expect(Math.abs((at(width >> 1, height >> 1)[3] ?? 0) - 204)).toBeLessThanOrEqual(2);
  });

  it('loses a shadow that was painted below the product', async () => {
    const photo = await photoOf(`${PRODUCT}<ellipse cx="160" cy="280" rx="90" ry="8" fill="#000" fill-opacity="0.3"/>`);
    const cutout = await cutProduct(photo, folder, { matting: never, signal });
    expect(Math.abs(cutout.height - 204)).toBeLessThanOrEqual(3);
  });
});

describe('connected regions', () => {
  it('are told apart, also where arms meet late', () => {
    const picture = ['x.x.x', 'x.x..', 'xxx.x'].join('');
    const { labels, count } = findRegions((index) => picture[index] === 'x', 5, 3);
    expect(count).toBe(3);
    expect(labels[0]).toBe(labels[2]);
    expect(new Set([labels[0], labels[4], labels[14]]).size).toBe(3);
  });
});

describe('what is written', () => {
  it('is PNG', async () => {
    await cutProduct(await photoOf(WALL + PRODUCT), folder, { matting: answering(PRODUCT), signal });
    expect((await readFile(join(folder, 'masked.png'))).subarray(1, 4).toString()).toBe('PNG');
  });
});
