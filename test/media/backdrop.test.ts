import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ASPECTS, type Aspect, scaledSize } from '../../src/ad/aspect.ts';
import { oklchOf, toHex } from '../../src/ad/color.ts';
import { Look, type Palette, type StyleSpec } from '../../src/ad/plan.ts';
import { type Backdrop, readBackdrop } from '../../src/media/backdrop/backdrop.ts';
import { backdropGraph } from '../../src/media/backdrop/backdrop-graph.ts';
import { drawBackdrop } from '../../src/media/backdrop/draw-backdrop.ts';

const run = promisify(execFile);

const CORAL: Palette = {
  tone: 'light',
  wall: '#f3c3b4',
  floor: '#f8dccf',
  light: '#fff1e0',
  accent: '#e8836b',
  shadow: '#4a2620',
  brand: '#ff6f4f',
};
const NAVY: Palette = {
  tone: 'dark',
  wall: '#15264d',
  floor: '#0d1833',
  light: '#ffc48a',
  accent: '#ff7a2f',
  shadow: '#050a18',
  brand: '#ff7a2f',
};

function styleOf(palette: Palette): StyleSpec {
  return {
    lighting: 'soft key light',
    camera: 'slow push',
    texture: 'paper',
    mood: 'calm',
    palette,
    grade: 'clean',
    typeface: 'modern',
  };
}

let root = '';
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'backdrop-'));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

type Wish = {
  look: Look;
  plain?: boolean;
  aspect?: Aspect;
  seed?: number;
  scale?: number;
  frames?: number;
  palette?: Palette;
};

async function draw({
  look,
  plain = false,
  aspect = '9:16',
  seed = 7,
  scale = 0.1,
  frames = 50,
  palette = CORAL,
}: Wish) {
  const folder = join(root, String(folders++));
  const background = { prompt: 'an empty studio', look, seed, warmth: 0, brightness: 0 };
  const request = { background, style: styleOf(palette), aspect, scale, frames, plain };
  const backdrop = await drawBackdrop(request, folder, new AbortController().signal);
  return { folder, backdrop, frames };
}

type Drawn = { folder: string; backdrop: Backdrop; frames: number };

function graphArguments({ folder, backdrop, frames }: Drawn, from: number, count: number): string[] {
  const cut = { folder, size: backdrop.size, fromFrame: from, frames: count, totalFrames: frames };
  const graph = backdropGraph(backdrop, { ...cut, firstInput: 0, label: 'set' });
  return [...graph.inputs.flat(), '-filter_complex', graph.filters.join(';'), '-map', `[${graph.output}]`];
}

/** Hashes of the pictures, and what ffmpeg says about their size and time base. */
async function frameHashes(drawn: Drawn, from: number, count: number) {
  const args = ['-v', 'error', ...graphArguments(drawn, from, count), '-f', 'framemd5', '-'];
  const { stdout } = await run('ffmpeg', args);
  const lines = stdout.trim().split('\n');
  const frames = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(',').map((part) => part.trim()));
  return {
    header: lines.filter((line) => line.startsWith('#')).join('\n'),
    times: frames.map((frame) => Number(frame[2])),
    hashes: frames.map((frame) => frame[5]),
  };
}

async function rgbOfFrame(drawn: Drawn, frame: number): Promise<Buffer> {
  const args = ['-v', 'error', ...graphArguments(drawn, frame, 1), '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

test('in place of a look that cannot be drawn there is black, with room for a product to stand', async () => {
  const drawn = await draw({ look: 'arch', plain: true });
  const pixels = await rgbOfFrame(drawn, 20);
  expect(Math.max(...pixels)).toBeLessThan(40);
  expect(drawn.backdrop.ground).toMatchObject({ contactY: 0.7, gloss: 0 });
});

describe.each(Look.options)('the look %s', (look) => {
  test.each(ASPECTS)('gives exactly the wanted frames in %s, and pieces of it join without a seam', async (aspect) => {
    const drawn = await draw({ look, aspect });
    const size = scaledSize(aspect, 0.1);
    const whole = await frameHashes(drawn, 0, 50);
    expect(whole.header).toContain('#tb 0: 1/30');
    expect(whole.header).toContain(`#dimensions 0: ${size.width}x${size.height}`);
    expect(whole.times).toEqual(Array.from({ length: 50 }, (_, frame) => frame));
    const first = await frameHashes(drawn, 0, 17);
    const second = await frameHashes(drawn, 17, 33);
    expect([...first.hashes, ...second.hashes]).toEqual(whole.hashes);
    // At this size a slow change leaves some frames as they were.
    expect(new Set(whole.hashes).size).toBeGreaterThan(10);
  });

  test('is the same for the same seed and another one for another seed', async () => {
    const [one, same, other] = [await draw({ look }), await draw({ look }), await draw({ look, seed: 8 })];
    expect(await filesOf(same.folder)).toEqual(await filesOf(one.folder));
    expect(await filesOf(other.folder)).not.toEqual(await filesOf(one.folder));
  });

  test('stays in the palette', async () => {
    for (const palette of [CORAL, NAVY]) {
      const drawn = await draw({ look, palette });
      const mean = oklchOf(meanColor(await rgbOfFrame(drawn, 20)));
      const wall = oklchOf(palette.wall);
      expect(Math.abs(mean.l - wall.l), `${palette.tone} lightness`).toBeLessThan(0.2);
      if (palette.tone === 'dark') expect(mean.l).toBeLessThan(0.5);
      else expect(mean.l).toBeGreaterThan(0.62);
    }
  });
});

test('a drawn background can be read back as it was written', async () => {
  const { folder, backdrop } = await draw({ look: 'podium' });
  expect(await readBackdrop(folder)).toEqual(backdrop);
  expect(backdrop.ground.contactY).toBeGreaterThan(0.65);
});

test('a folder without a whole background is told in a sentence', async () => {
  await expect(readBackdrop(join(root, 'nothing'))).rejects.toThrow('has to be drawn again');
  const { folder, backdrop } = await draw({ look: 'studio' });
  const layers = [{ ...backdrop.layers[0], file: '../elsewhere.yuv' }];
  await writeFile(join(folder, 'backdrop.json'), JSON.stringify({ ...backdrop, layers }));
  await expect(readBackdrop(folder)).rejects.toThrow('has to be drawn again');
});

test('a stop is obeyed and leaves nothing that looks finished', async () => {
  const folder = join(root, 'stopped');
  const stop = new AbortController();
  const background = { prompt: 'an empty studio', look: 'paper' as const, seed: 1, warmth: 0, brightness: 0 };
  const request = { background, style: styleOf(CORAL), aspect: '9:16' as const, scale: 1, frames: 600 };
  const drawing = drawBackdrop(request, folder, stop.signal);
  setImmediate(() => stop.abort());
  await expect(drawing).rejects.toThrow('Stopped');
  expect(await readdir(folder).catch(() => [])).not.toContain('backdrop.json');
});

test('the product stands where focusX says: the light follows', async () => {
  const left = join(root, 'left');
  const background = { prompt: 'an empty studio', look: 'podium' as const, seed: 3, warmth: 0, brightness: 0 };
  const request = { background, style: styleOf(CORAL), aspect: '16:9' as const, scale: 0.1, frames: 50 };
  const backdrop = await drawBackdrop({ ...request, focusX: 0.27 }, left, new AbortController().signal);
  const plinth = backdrop.layers.find((layer) => layer.kind === 'still');
  expect(plinth?.x).toBeLessThan(backdrop.size.width * 0.1);
});

test('a smooth wall keeps no bands after encoding', async () => {
  const drawn = await draw({ look: 'studio', scale: 0.5, palette: NAVY });
  const film = join(root, 'wall.mp4');
  const settings = '-c:v libx264 -preset superfast -crf 18 -bf 0 -x264-params rc-lookahead=10:mbtree=1'.split(' ');
  await run('ffmpeg', ['-v', 'error', ...graphArguments(drawn, 0, 12), ...settings, film]);
  const { stdout } = await run(
    'ffmpeg',
    ['-v', 'error', '-i', film, '-vf', 'select=eq(n\\,8)', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
    {
      encoding: 'buffer',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  expect(longestPlateau(stdout, drawn.backdrop.size.width)).toBeLessThan(60);
});

/** Median over rows of the longest run of one value: a band would be a run of a hundred pixels and more in every row. */
function longestPlateau(grey: Buffer, width: number): number {
  const longest: number[] = [];
  for (let start = 0; start + width <= grey.length; start += width) {
    let [best, run_] = [0, 0];
    for (let x = 1; x < width; x++) {
      run_ = grey[start + x] === grey[start + x - 1] ? run_ + 1 : 0;
      best = Math.max(best, run_);
    }
    longest.push(best);
  }
  return longest.sort((a, b) => a - b)[Math.floor(longest.length / 2)] ?? 0;
}

function meanColor(rgb: Buffer): string {
  const sum = [0, 0, 0];
  rgb.forEach((value, index) => {
    sum[index % 3] = (sum[index % 3] ?? 0) + value;
  });
  const [r, g, b] = sum.map((channel) => channel / (rgb.length / 3) / 255);
  return toHex([r ?? 0, g ?? 0, b ?? 0]);
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => `${name} ${(await readFile(join(folder, name))).toString('base64')}`));
}
