/** The real model and the whole cutter on a photo as phones and print shops send them, started from a folder that is not ours. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';

/** A bottle that lies on its side, before a plain wall, larger than the model looks at; the camera says how to turn it. */
const LYING = `<svg xmlns="http://www.w3.org/2000/svg" width="1800" height="1400">
  <defs><linearGradient id="b" x2="0" y2="1"><stop stop-color="#4a0d1a"/><stop offset="0.35" stop-color="#cc3a50"/><stop offset="1" stop-color="#33070f"/></linearGradient></defs>
  <rect width="1800" height="1400" fill="#ddd6c8"/>
  <path d="M300 560 h240 c60 -80 120 -120 260 -120 h640 q60 0 60 60 v400 q0 60 -60 60 h-640 c-140 0 -200 -40 -260 -120 h-240 Z" fill="url(#b)"/></svg>`;

/** The JPEG with the camera's word in front that it is to be turned clockwise (Exif 2.3: orientation 6). */
function sideways(jpeg: Buffer): Buffer {
  const tiff = Buffer.from('4d4d002a0000000800010112000300000001000600000000000000', 'hex');
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

it('a CMYK photo that the camera held sideways becomes an upright cutout at full size', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-elsewhere-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'photo.jpg');
  const cmyk = sharp(Buffer.from(LYING)).flatten().toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 92 });
  await writeFile(file, sideways(await cmyk.toBuffer()));
  expect(await sharp(file).metadata()).toMatchObject({ space: 'cmyk', orientation: 6, width: 1800, height: 1400 });

  const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
  const program = `
    import { createProductCutter } from ${source('media/cutout/cutter.ts')};
    import { createImglyMatting } from ${source('providers/imgly/matting.ts')};
    const cutter = createProductCutter({ matting: createImglyMatting() });
    const cutout = await cutter.cut(${JSON.stringify(file)}, ${JSON.stringify(folder)}, new AbortController().signal);
    console.log(JSON.stringify(cutout));`;
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: folder });
  const { kind, width, height } = JSON.parse(stdout);
  expect(kind).toBe('cut');
  // 520 by 1200 in the photo, whose long side is 1800 and stays so.
  expect(Math.abs(width - 520)).toBeLessThan(40);
  expect(Math.abs(height - 1200)).toBeLessThan(60);

  const mask = await sharp(join(folder, 'mask.png')).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  expect(mask.info).toMatchObject({ width: 1400, height: 1800 });
  // The mask was found at 1024 by 1024: enlarged by cubic, its edge is soft; by whole pixels it would be a staircase.
  const row = mask.data.subarray(1200 * 1400, 1201 * 1400);
  expect(row.filter((alpha) => alpha > 0 && alpha < 255).length).toBeGreaterThan(1);
  const { data, info } = await sharp(join(folder, 'masked.png')).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 4 });
  const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(
    (Math.round(height * 0.6) * width + Math.round(width * 0.65)) * 4,
  );
  expect(alpha).toBe(255);
  expect(red).toBeGreaterThan(Math.max(green, blue) + 40);
});
