import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPhoto } from '../../src/media/photo/read-photo.ts';

const signal = new AbortController().signal;
const read = (bytes: Uint8Array) => readPhoto(new Uint8Array(bytes), signal);

const picture = (width = 200, height = 120) => sharp({ create: { width, height, channels: 3, background: '#c0392b' } });

/** Left half red, right half blue: turned or mirrored, it is another picture. */
const halves = () =>
  picture().composite([
    { input: { create: { width: 100, height: 120, channels: 3, background: '#2980b9' } }, left: 100, top: 0 },
  ]);

const pixel = ({ data, width }: { data: Uint8Array; width: number }, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];
const near = (found: readonly number[], wanted: readonly number[]) =>
  found.forEach((value, index) => {
    expect(Math.abs(value - (wanted[index] ?? 0))).toBeLessThan(30);
  });

describe('a product photo', () => {
  it.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('may be %s', async (format) => {
    const photo = await read(await halves().toFormat(format).toBuffer());
    expect(photo).toMatchObject({ width: 200, height: 120, hasAlpha: false });
    near(pixel(photo, 20, 60), [192, 57, 43, 255]);
    near(pixel(photo, 180, 60), [41, 128, 185, 255]);
  });

  it('stands upright however the phone was held', async () => {
    const photo = await read(await halves().jpeg().withMetadata({ orientation: 6 }).toBuffer());
    expect(photo).toMatchObject({ width: 120, height: 200 });
    near(pixel(photo, 60, 20), [192, 57, 43, 255]);
  });

  it('may be CMYK, as print shops send it', async () => {
    const photo = await read(await halves().toColourspace('cmyk').jpeg().toBuffer());
    expect(photo.data).toHaveLength(200 * 120 * 4);
    const [red = 0, green = 0, blue = 0] = pixel(photo, 20, 60);
    expect(red).toBeGreaterThan(Math.max(green, blue) + 60);
  });

  it('may have 16 bits a channel', async () => {
    const photo = await read(await halves().toColourspace('rgb16').png().toBuffer());
    near(pixel(photo, 20, 60), [192, 57, 43, 255]);
  });

  it('may be grey', async () => {
    const photo = await read(await picture().greyscale().png().toBuffer());
    const [red, green, blue] = pixel(photo, 5, 5);
    expect([green, blue]).toEqual([red, red]);
  });

  it('keeps its transparency', async () => {
    const clear = sharp({
      create: { width: 100, height: 100, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } },
    });
    const photo = await read(await clear.png().toBuffer());
    expect(photo.hasAlpha).toBe(true);
    expect(Math.abs((pixel(photo, 50, 50)[3] ?? 0) - 128)).toBeLessThanOrEqual(1);
  });

  it('is made smaller when it is larger than any film needs', async () => {
    expect(await read(await picture(4000, 1000).jpeg().toBuffer())).toMatchObject({ width: 2000, height: 500 });
  });
});

const frames = async (format: 'gif' | 'webp') => {
  const strip = sharp(Buffer.concat([Buffer.alloc(100 * 100 * 3, 0), Buffer.alloc(100 * 100 * 3, 255)]), {
    raw: { width: 100, height: 200, channels: 3, pageHeight: 100 },
  });
  return format === 'gif' ? strip.gif({ delay: [100, 100] }).toBuffer() : strip.webp({ delay: [100, 100] }).toBuffer();
};

describe('what is no product photo is refused in one sentence', () => {
  const refused = async (bytes: Uint8Array, sentence: RegExp) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(sentence) });
  };

  it('nothing', () => refused(new Uint8Array(), /empty \(0 bytes\)/));
  it('text that is called .png', () => refused(Buffer.from('I am a picture, believe me'), /not a photo/));
  it('noise', () => refused(randomBytes(5000), /not a photo|damaged/));
  it('a drawing that would load things from elsewhere', () =>
    refused(
      Buffer.from(
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/x"/></svg>',
      ),
      /SVG/,
    ));
  it('a JPEG that was cut off', async () => {
    const whole = await sharp(randomBytes(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
      .jpeg()
      .toBuffer();
    await refused(whole.subarray(0, whole.length / 2), /damaged or cut off/);
  });
  it('a PNG that was cut off', async () => {
    const whole = await sharp(randomBytes(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
      .png()
      .toBuffer();
    await refused(whole.subarray(0, whole.length / 2), /damaged or cut off/);
  });
  it('an animated GIF', async () => refused(await frames('gif'), /animated/));
  it('an animated WebP', async () => refused(await frames('webp'), /animated/));
  it('a single pixel', async () => refused(await picture(1, 1).png().toBuffer(), /too small \(1 × 1\)/));
  it('12,000 pixels a side, without decoding them', async () => {
    const huge = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 1 })
      .toBuffer();
    await refused(huge, /too large \(12000 × 12000\)/);
  });
  it('full transparency', async () => {
    const clear = sharp({
      create: { width: 100, height: 100, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    await refused(await clear.png().toBuffer(), /fully transparent/);
  });
  it('a HEIC photo, with what to do about it', () =>
    refused(Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), randomBytes(64)]), /HEIC.*JPEG/));
});
