import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cutProduct } from '../../src/media/cutout/cut-product.ts';
import { readPhoto } from '../../src/media/photo/read-photo.ts';
import { createImglyMatting } from '../../src/providers/imgly/matting.ts';

const SIZE = 1024;

/** A shaded bottle on a table, and where it really is. */
const bottle = (fill: string) =>
  `<path d="M440 300 h144 v90 c60 40 80 80 80 160 v330 q0 30 -30 30 h-244 q-30 0 -30 -30 v-330 c0 -80 20 -120 80 -160 Z" fill="${fill}"/>`;
const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}">
  <defs><linearGradient id="b"><stop offset="0" stop-color="#5b1020"/><stop offset="0.3" stop-color="#d8425a"/><stop offset="1" stop-color="#3d0914"/></linearGradient>
  <linearGradient id="w" x2="0" y2="1"><stop stop-color="#e8e2d6"/><stop offset="0.7" stop-color="#cfc6b6"/><stop offset="0.72" stop-color="#a79b88"/><stop offset="1" stop-color="#c9bfae"/></linearGradient></defs>
  <rect width="${SIZE}" height="${SIZE}" fill="url(#w)"/>${bottle('url(#b)')}<rect x="400" y="600" width="224" height="180" fill="#f5efe2"/></svg>`;

const rgbOf = async (svg: string) =>
  new Uint8Array(await sharp(Buffer.from(svg)).flatten({ background: '#000' }).removeAlpha().raw().toBuffer());

const children = () =>
  execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)])
    .toString()
    .split('\n')
    .filter((line) => line.includes('matting-process'));

describe('the matting model in its child process', () => {
  it('finds a bottle, and the cut keeps the label that the model takes for background', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adgen-imgly-'));
    const signal = new AbortController().signal;
    const photo = await readPhoto(new Uint8Array(await sharp(Buffer.from(scene)).png().toBuffer()), signal);
    const cutout = await cutProduct(photo, folder, { matting: createImglyMatting(), signal });
    const mask = await sharp(join(folder, 'mask.png')).extractChannel(0).raw().toBuffer();
    await rm(folder, { recursive: true });
    const truth = await rgbOf(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}">${bottle('#fff')}</svg>`,
    );
    let both = 0;
    let either = 0;
    mask.forEach((alpha, index) => {
      const inside = (truth[index * 3] ?? 0) > 128;
      if (alpha > 128 && inside) both++;
      if (alpha > 128 || inside) either++;
    });
    expect(cutout.kind).toBe('cut');
    expect(both / either).toBeGreaterThan(0.9);
  });

  it('ends with its caller’s patience, and its process with it', async () => {
    const stop = new AbortController();
    const work = createImglyMatting().matte({ data: await rgbOf(scene), width: SIZE, height: SIZE }, stop.signal);
    const outcome = expect(work).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(children).toHaveLength(1);
    stop.abort();
    await outcome;
    await expect.poll(children, { timeout: 3000 }).toEqual([]);
  });
});
