import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProductCutter } from '../../src/media/cutout/cutter.ts';
import { openPhoto } from '../../src/media/photo/open-photo.ts';
import { readPhoto } from '../../src/media/photo/read-photo.ts';

const signal = new AbortController().signal;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-photo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c82828' } });
const refusal = (say: RegExp) => ({ code: 'bad-input', message: expect.stringMatching(say) });

describe("a photo's file", () => {
  const cutter = createProductCutter({
    matting: { matte: () => Promise.reject(new Error('a check asks no model')) },
  });

  it('is believed by its content, not by its name', async () => {
    const file = join(folder, 'product.txt');
    await writeFile(file, await plain(80, 80).png().toBuffer());
    await expect(cutter.check(file, signal)).resolves.toBeUndefined();
  });

  it('that is missing, or a folder, is named without telling where we keep things', async () => {
    // Story: the bare ENOENT, with the whole path, came out of `check`.
    await expect(cutter.check(join(folder, 'gone.png'), signal)).rejects.toMatchObject(
      refusal(/^There is no photo named gone\.png\./),
    );
    await expect(cutter.check(folder, signal)).rejects.toMatchObject(refusal(/^adgen-photo-\w+ is not a file\./));
  });

  it('that is too heavy is never read', async () => {
    const file = join(folder, 'heavy.png');
    const handle = await open(file, 'w');
    await handle.truncate(40_000_001);
    await handle.close();
    await expect(openPhoto(file, signal)).rejects.toMatchObject(refusal(/41 MB.*40 MB/));
  });

  it('is left alone after a stop', async () => {
    const file = join(folder, 'stopped.png');
    await writeFile(file, await plain(80, 80).png().toBuffer());
    await expect(cutter.check(file, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a photo', () => {
  it('is the first page of a TIFF with several', async () => {
    // Story: a scanner's TIFF with a preview on its second page was refused as "animated".
    const pages = Buffer.concat([Buffer.alloc(30_000, 20), Buffer.alloc(30_000, 220)]);
    const raw = { width: 100, height: 200, channels: 3, pageHeight: 100 } as const;
    const photo = await readPhoto(await sharp(pages, { raw }).tiff().toBuffer(), signal);
    expect(photo).toMatchObject({ width: 100, height: 100 });
    expect([...photo.data.subarray(0, 4)]).toEqual([20, 20, 20, 255]);
  });

  it('becomes sRGB from a wide gamut', async () => {
    const photo = await readPhoto(await plain(80, 80).withIccProfile('p3').png().toBuffer(), signal);
    const [r = 0, g = 0, b = 0] = photo.data;
    expect(Math.max(Math.abs(r - 200), Math.abs(g - 40), Math.abs(b - 40))).toBeLessThan(4);
  });

  it('that is a long strip is refused: next to nothing would be left of it', async () => {
    // Story: 100 × 9000 pixels were shrunk to 22 × 2000, far below the smallest photo that is accepted.
    await expect(readPhoto(await plain(100, 9000).png().toBuffer(), signal)).rejects.toMatchObject(
      refusal(/long strip/),
    );
  });

  it.each(['webp', 'tiff', 'avif'] as const)('that is a %s and breaks off is refused', async (format) => {
    const grain = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const noise = sharp({ create: { width: 300, height: 300, channels: 3, background: '#000', noise: grain } });
    const bytes = await noise.toFormat(format).toBuffer();
    await expect(readPhoto(bytes.subarray(0, Math.floor(bytes.length * 0.7)), signal)).rejects.toMatchObject(
      refusal(/damaged or cut off/),
    );
  });

  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><image href="http://127.0.0.1:9/a"/></svg>';
  it.each([
    ['behind an XML head', Buffer.from(`<?xml version="1.0"?>\n<!-- drawn -->\n${svg}`), /SVG/],
    ['behind a very long comment', Buffer.from(`<!--${'-'.repeat(5000)}-->${svg}`), /not a photo/],
    ['that begins like a PNG', Buffer.from(`\x89PNG ${svg}`, 'latin1'), /damaged/],
  ])('is never an SVG %s', async (_how, bytes, say) => {
    await expect(readPhoto(bytes, signal)).rejects.toMatchObject(refusal(say));
  });
});
