import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { oklchOf, rgbOf } from '../../src/ad/color.ts';
import { cutProduct } from '../../src/media/cutout/cut-product.ts';
import { productColors } from '../../src/media/cutout/product-colors.ts';
import { type Photo, readPhoto } from '../../src/media/photo/read-photo.ts';
import type { Matting } from '../../src/pipeline/ports.ts';

const signal = new AbortController().signal;
const folders: string[] = [];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-cutout-'));
  folders.push(folder);
});
afterAll(() => Promise.all(folders.map((one) => rm(one, { recursive: true, force: true }))));

const draw = async (side: number, drawing: string) =>
  sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${drawing}</svg>`))
    .png()
    .toBuffer();
const photoOf = async (side: number, drawing: string) => readPhoto(await draw(side, drawing), signal);
const cut = (photo: Photo, matting: Matting) => cutProduct(photo, folder, { matting, signal });

const blind: Matting = { matte: () => Promise.reject(new Error('the model must not be asked')) };

/** Sees a box with the soft edge that models give. */
const seeing: Matting = {
  matte: async ({ width, height }) => {
    const box =
      '<rect width="400" height="400"/><filter id="s"><feGaussianBlur stdDeviation="1.5"/></filter><rect x="120" y="80" width="160" height="240" fill="#fff" filter="url(#s)"/>';
    const mask = sharp(await draw(400, box)).resize(width, height, { fit: 'fill' });
    return new Uint8Array(await mask.extractChannel(0).raw().toBuffer());
  },
};

async function opened(name: string) {
  const picture = sharp(join(folder, name)).toColourspace(name === 'mask.png' ? 'b-w' : 'srgb');
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const at = (x: number, y: number) => [...data.subarray((y * width + x) * channels).subarray(0, channels)];
  return { data, width, height, at };
}

/** The pixels of `masked.png` beside those of the photo at the same place. */
async function pairs(photo: Photo) {
  const [mask, masked] = [await opened('mask.png'), await opened('masked.png')];
  const seen = Array.from(mask.data.keys()).filter((index) => (mask.data[index] ?? 0) >= 8);
  const left = seen.reduce((least, index) => Math.min(least, index % mask.width), mask.width) - 2;
  const top = Math.floor((seen[0] ?? 0) / mask.width) - 2;
  return Array.from({ length: masked.width * masked.height }, (_, index) => {
    const [x, y] = [index % masked.width, Math.floor(index / masked.width)];
    const from = ((y + top) * photo.width + x + left) * 4;
    return { pixel: masked.at(x, y), before: [...photo.data.subarray(from, from + 4)] };
  });
}

describe('the pixels of a cutout', () => {
  it('are those of the photo where it is solid, and nothing where it is clear', async () => {
    // Story: the old background lay untouched under the transparent pixels.
    const grain = { type: 'gaussian', mean: 128, sigma: 50 } as const;
    const noise = sharp({ create: { width: 400, height: 400, channels: 3, background: '#000', noise: grain } });
    const photo = await readPhoto(await noise.png().toBuffer(), signal);
    await cut(photo, seeing);
    const all = await pairs(photo);
    const solid = all.filter(({ pixel }) => pixel[3] === 255);
    expect(solid.length).toBeGreaterThan(150 * 230);
    expect(solid.map(({ pixel }) => pixel)).toEqual(solid.map(({ before }) => before));
    const clear = all.filter(({ pixel }) => pixel[3] === 0);
    expect(new Set(clear.map(({ pixel }) => pixel.join()))).toEqual(new Set(['0,0,0,0']));
  });

  it('are, in a picture with its own alpha, the same to the last bit, see-through parts included', async () => {
    // Story: the see-through neck of a bottle was repainted in the blurred colours around it.
    const photo = await photoOf(
      400,
      '<rect x="150" y="40" width="100" height="260" rx="20" fill="#30a060"/><rect x="180" y="10" width="40" height="40" fill="#4060f0" fill-opacity="0.5"/>',
    );
    await cut(photo, blind);
    const kept = (await pairs(photo)).filter(({ pixel }) => pixel[3] !== 0);
    expect(kept.filter(({ pixel }) => pixel[3] === 128).length).toBeGreaterThan(1000);
    expect(kept.map(({ pixel }) => pixel)).toEqual(kept.map(({ before }) => before));
  });

  it('go with a mask of one channel', async () => {
    // Story: the mask came out as a colour picture, and whoever read it byte by byte saw stripes.
    await cut(await photoOf(400, '<rect width="400" height="400" fill="#e06020"/>'), seeing);
    expect(await sharp(join(folder, 'mask.png')).metadata()).toMatchObject({ width: 400, height: 400, channels: 1 });
  });
});

describe('cutting', () => {
  it('makes a card of a picture that is next to invisible everywhere', async () => {
    // Story: nothing was left of the mask, and trimming it failed with a negative width.
    const ghost = await photoOf(300, '<rect x="90" y="90" width="120" height="120" fill="#c00" fill-opacity="0.05"/>');
    expect(await cut(ghost, blind)).toMatchObject({ kind: 'card', reason: expect.stringContaining('invisible') });
  });

  it('writes nothing when it was stopped while the model worked', async () => {
    const stop = new AbortController();
    const slow: Matting = {
      matte: (_picture, given) =>
        new Promise((_resolve, reject) => {
          given.addEventListener('abort', () => reject(new Error('ended')));
          stop.abort();
        }),
    };
    const photo = await photoOf(400, '<rect width="400" height="400" fill="#e06020"/>');
    const work = cutProduct(photo, folder, { matting: slow, signal: stop.signal });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('that cannot be saved says so', async () => {
    const photo = await photoOf(400, '<rect x="90" y="90" width="120" height="120" fill="#c00"/>');
    const work = cutProduct(photo, join(folder, 'not-there'), { matting: blind, signal });
    await expect(work).rejects.toMatchObject({ code: 'step-failed' });
  });
});

describe("a product's colours", () => {
  const pixelsOf = (counts: readonly (readonly [string, number])[]) =>
    Uint8Array.from(
      counts.flatMap(([hex, count]) => {
        const pixel = [...rgbOf(hex).map((channel) => Math.round(channel * 255)), 255];
        return Array.from({ length: count }, () => pixel).flat();
      }),
    );

  it('are found, the most prominent first, and transparent pixels have no say', () => {
    const opaque = pixelsOf([
      ['#e06020', 600],
      ['#2040c0', 300],
      ['#f0f0f0', 100],
    ]);
    const clear = Uint8Array.from({ length: 8000 }, (_, index) => (index % 4 === 1 ? 255 : 0));
    const { colors, lightness } = productColors(new Uint8Array([...opaque, ...clear]));
    expect(colors).toEqual(['#e06020', '#2040c0', '#f0f0f0']);
    const mean = 0.6 * oklchOf('#e06020').l + 0.3 * oklchOf('#2040c0').l + 0.1 * oklchOf('#f0f0f0').l;
    expect(Math.abs(lightness - mean)).toBeLessThan(0.02);
  });

  it('are told apart when they are equally light', () => {
    const equal = pixelsOf([
      ['#d0503f', 500],
      ['#3f8f4f', 500],
      ['#5a74d8', 500],
    ]);
    expect(productColors(equal).colors).toHaveLength(3);
  });

  it('count the shades of one colour together', () => {
    // Story: a shaded green bottle lost the first place to its smaller grey label.
    const shaded = pixelsOf([
      ['#3c8c3a', 250],
      ['#489848', 250],
      ['#c8c8c8', 400],
    ]);
    expect(oklchOf(productColors(shaded).colors[0] ?? '').c).toBeGreaterThan(0.1);
  });
});
