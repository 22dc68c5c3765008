import { execFileSync } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { ASPECTS, aspectSlug, scaledSize } from '../../src/ad/aspect.ts';
import { readBackdrop } from '../../src/media/backdrop/backdrop.ts';
import { probe } from '../../src/media/ffmpeg/probe.ts';
import { stageScene } from '../../src/media/stage.ts';
import type { ShotRequest } from '../../src/pipeline/ports.ts';
import {
  bottleVisuals,
  framesOf,
  freshFolder,
  LEAD,
  likeness,
  makeClip,
  never,
  renderer,
  SCALE,
  sceneOf,
  shotOf,
  tools,
  withBackdrop,
  words,
} from './shot-scenes.ts';

/** Renders into a fresh folder of its own. */
async function render(request: ShotRequest) {
  const folder = await freshFolder();
  return { folder, degraded: await renderer.shot(request, folder, never) };
}

test('a shot is a body and a transition in each aspect, of exactly the frames asked for', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const first = await withBackdrop(sceneOf('s1', { frames: 45, overlay: words('Cold. Bright. Kola.') }), folder);
  const next = await withBackdrop(sceneOf('s2', { frames: 40, overlay: words('Now') }), folder);
  const pieces = ['transition', 'body'] as const;
  const shot = await render(shotOf(visuals, first, { next, tailFrames: LEAD, pieces, aspects: ASPECTS }));
  expect(shot.degraded).toEqual([]);
  for (const aspect of ASPECTS) {
    for (const [piece, frames] of [
      ['body', 45 - LEAD],
      ['transition', LEAD],
    ] as const) {
      const { video, audio } = await probe(tools, join(shot.folder, `${piece}_${aspectSlug(aspect)}.mp4`), never);
      expect(video).toMatchObject({ ...scaledSize(aspect, SCALE), frames, fps: 30, codec: 'h264', profile: 'High' });
      expect(video?.color).toEqual({ range: 'tv', space: 'bt709', transfer: 'bt709', primaries: 'bt709' });
      expect(audio).toBeNull();
    }
  }
});

test('pieces made apart are the frames of one long film: no dip and no jump where they meet', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const [first, next] = [
    await withBackdrop(sceneOf('s1', { overlay: words('Hello') }), folder),
    await withBackdrop(
      sceneOf('s2', { product: { usage: 'aside', scale: 1, position: 'left', motion: 'drift' } }),
      folder,
    ),
  ];
  const pieces = ['body', 'transition'] as const;
  const a = await render(shotOf(visuals, first, { next, tailFrames: LEAD, pieces }));
  const b = await render(shotOf(visuals, next, { leadFrames: LEAD }));
  const film = join(folder, 'film.mp4');
  const parts = [
    join(a.folder, 'body_9x16.mp4'),
    join(a.folder, 'transition_9x16.mp4'),
    join(b.folder, 'body_9x16.mp4'),
  ];
  const metadata = { title: 'Two scenes', comment: '' };
  await renderer.film({ pieces: parts, audioFile: null, frames: 120, metadata }, film, never);

  const whole = await framesOf(film, '9:16');
  const alone = await framesOf(join((await render(shotOf(visuals, first))).folder, 'body_9x16.mp4'), '9:16');
  // The same frames of the second scene, those inside the transition too.
  const long = { ...next, scene: { ...next.scene, frames: 60 + LEAD } };
  const entering = await framesOf(join((await render(shotOf(visuals, long))).folder, 'body_9x16.mp4'), '9:16');
  expect([whole.length, alone.length, entering.length]).toEqual([120, 60, 75]);
  for (let frame = 0; frame <= 45; frame++) expect(likeness(whole[frame], alone[frame])).toBeGreaterThan(36);
  for (let frame = 60; frame < 120; frame++) expect(likeness(whole[frame], entering[frame - 45])).toBeGreaterThan(36);
  for (let frame = 46; frame < 60; frame++) {
    const share = (frame - 45) / LEAD;
    const mixed = alone[frame]?.map((value, i) => value * (1 - share) + (entering[frame - 45]?.[i] ?? 0) * share);
    expect(likeness(whole[frame], mixed)).toBeGreaterThan(36);
  }
});

test.each(['still', 'push', 'pull', 'drift'] as const)('the product keeps its own colours (%s)', async (motion) => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const scene = await withBackdrop(
    sceneOf('s1', { frames: 30, product: { usage: 'hero', scale: 1, position: 'center', motion } }),
    folder,
  );
  const shot = await render(shotOf(visuals, scene));
  const frames = await framesOf(join(shot.folder, 'body_9x16.mp4'), '9:16');
  const { ground } = await readBackdrop(join(folder, 'backdrop-s1', '9x16'));
  const { product, size } = stageScene({
    ...{ aspect: '9:16', scale: SCALE, ground, cutout: visuals.cutout, usage: scene.scene.product, overlay: null },
  });
  if (!product) throw new Error('The scene has a product.');
  const still = await sharp(visuals.maskedFile).resize(product.width, product.height, { fit: 'fill' }).raw().toBuffer();
  for (const frame of [frames[0], frames[29]]) {
    // Flat parts well inside the bottle: its red, its label, its red again.
    for (const height of [0.25, 0.55, 0.85]) {
      const [x, y] = [Math.floor(product.width / 2), Math.floor(product.height * height)];
      const wanted = still.subarray((y * product.width + x) * 4, (y * product.width + x) * 4 + 3);
      const at = ((product.y + y) * size.width + product.x + x) * 3;
      for (const channel of [0, 1, 2])
        expect(Math.abs((frame?.[at + channel] ?? -99) - (wanted[channel] ?? 0))).toBeLessThanOrEqual(4);
    }
  }
});

test('a slow push moves the product by parts of a pixel, and its foot not at all', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const scene = await withBackdrop(sceneOf('s1', { frames: 90 }), folder, 0.3);
  const shot = await render(shotOf(visuals, scene, { scale: 0.3 }));
  const frames = await framesOf(join(shot.folder, 'body_9x16.mp4'), '9:16', 0.3);
  const { ground } = await readBackdrop(join(folder, 'backdrop-s1', '9x16'));
  const size = scaledSize('9:16', 0.3);
  const foot = Math.round(ground.contactY * size.height);
  const column = (frame: Uint8Array, y: number) => frame[(y * size.width + size.width / 2) * 3 + 1] ?? 0;
  const top = frames.map((frame) => crossing(184, (y) => column(frame, y), foot - 215, foot - 185));
  const steps = top.slice(1).map((height, index) => (top[index] ?? 0) - height);
  expect((top[0] ?? 0) - (top.at(-1) ?? 0)).toBeGreaterThan(4);
  expect(Math.max(...steps)).toBeLessThan(0.45);
  expect(Math.min(...steps)).toBeGreaterThan(-0.1);
  const bottom = frames.map((frame) => crossing(-90, (y) => -column(frame, y), foot - 4, foot + 6));
  expect(Math.max(...bottom) - Math.min(...bottom)).toBeLessThan(0.2);
});

/** The height at which a row of values falls through `level`, to parts of a pixel; for rising ones both are negated. */
function crossing(level: number, value: (y: number) => number, from: number, to: number): number {
  for (let y = from; y < to; y++) {
    const [above, below] = [value(y), value(y + 1)];
    if (above >= level && below < level) return y + (above - level) / (above - below);
  }
  throw new Error('There is no edge here.');
}

test.each([
  { name: 'wide', size: { width: 256, height: 144 }, fps: 25, seconds: 2 },
  { name: 'upright', size: { width: 144, height: 256 }, fps: 24, seconds: 2 },
  { name: 'square, and too short', size: { width: 160, height: 160 }, fps: 16, seconds: 1.2 },
])('a clip that is $name fills every aspect, without bars', async ({ size, fps, seconds }) => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const file = join(folder, 'clip.mp4');
  await makeClip(file, size, seconds, fps);
  const scene = { scene: sceneOf('s1', { frames: 45 }), background: { kind: 'clip', file } } as const;
  const shot = await render(shotOf(visuals, scene, { aspects: ASPECTS }));
  expect(shot.degraded).toEqual([]);
  for (const aspect of ASPECTS) {
    const frames = await framesOf(join(shot.folder, `body_${aspectSlug(aspect)}.mp4`), aspect);
    expect(frames).toHaveLength(45);
    const { width, height } = scaledSize(aspect, SCALE);
    const brightness = (x: number, y: number) =>
      Math.max(...(frames[20]?.subarray((y * width + x) * 3, (y * width + x) * 3 + 3) ?? []));
    const border = [...Array(height).keys()].flatMap((y) => [brightness(0, y), brightness(width - 1, y)]);
    expect(border.filter((value) => value > 24).length).toBeGreaterThan(border.length / 2);
  }
});

test('a scene before a cut has no transition, and one after a cut none before it', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const scene = await withBackdrop(sceneOf('s1', { frames: 30, transition: 'cut' }), folder);
  const shot = await render(shotOf(visuals, scene));
  expect(await readdir(shot.folder)).not.toContain('transition_9x16.mp4');
  expect((await probe(tools, join(shot.folder, 'body_9x16.mp4'), never)).video?.frames).toBe(30);
});

test.each(['slide', 'wipe'] as const)('a %s ends on the next scene', async (transition) => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const [first, next] = [
    await withBackdrop(sceneOf('s1', { frames: 30, transition }), folder),
    await withBackdrop(sceneOf('s2', { frames: 30 }), folder),
  ];
  const shot = await render(shotOf(visuals, first, { next, tailFrames: LEAD, pieces: ['transition'] }));
  expect(await readdir(shot.folder)).not.toContain('body_9x16.mp4');
  expect((await probe(tools, join(shot.folder, 'transition_9x16.mp4'), never)).video?.frames).toBe(LEAD);
});

test('words that look like filters, paths and options are only words', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const headline = `100% 'o'ff"; [0:v] \\n,split=2:%{pts} <b>&amp; $(rm) 🎉`;
  const scene = await withBackdrop(sceneOf('s1', { frames: 30, overlay: words(headline) }), folder);
  const shot = await render(shotOf(visuals, scene));
  expect(shot.degraded).toEqual([]);
});

test('words that cannot be drawn cost the words, not the scene', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  // Georgian: none of our fonts has its letters.
  const scene = await withBackdrop(sceneOf('s1', { frames: 30, overlay: words('მაღაზია') }), folder);
  const shot = await render(shotOf(visuals, scene));
  expect(shot.degraded).toMatchObject([{ step: 'overlay', sceneId: 's1', redoMicroUsd: 0 }]);
  expect((await probe(tools, join(shot.folder, 'body_9x16.mp4'), never)).video?.frames).toBe(30);
});

test('a product that cannot be placed leaves the background, and that is said once for all aspects', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const scene = await withBackdrop(sceneOf('s1', { frames: 30 }), folder);
  await writeFile(visuals.maskedFile, 'not a picture');
  const shot = await render(shotOf(visuals, scene, { aspects: ['9:16', '1:1'] }));
  expect(shot.degraded).toMatchObject([{ step: 'composite', sceneId: 's1' }]);
});

test('a neighbour that is not there costs the transition: the scene plays on unmixed', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const scene = await withBackdrop(sceneOf('s1', { frames: 40 }), folder);
  const next = await withBackdrop(sceneOf('s2', { frames: 30 }), folder);
  await rm(join(folder, 'backdrop-s2'), { recursive: true });
  const shot = await render(shotOf(visuals, scene, { next, tailFrames: LEAD, pieces: ['body', 'transition'] }));
  expect(shot.degraded).toMatchObject([{ step: 'transition', sceneId: 's1' }]);
  expect((await probe(tools, join(shot.folder, 'transition_9x16.mp4'), never)).video?.frames).toBe(LEAD);
});

test('a background that is not there is an error: without it there is no scene', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const scene = { scene: sceneOf('s1'), background: { kind: 'backdrop', folder: join(folder, 'nothing') } } as const;
  await expect(renderer.shot(shotOf(visuals, scene), folder, never)).rejects.toMatchObject({ code: 'step-failed' });
});

test('a stop in the middle of a shot is a stop, never a lesser film, and leaves no ffmpeg behind', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const scene = await withBackdrop(sceneOf('s1', { frames: 900, overlay: words('Long') }), folder, 0.5);
  const out = join(folder, 'out');
  const stop = new AbortController();
  const run = expect(renderer.shot(shotOf(visuals, scene, { scale: 0.5 }), out, stop.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
  await expect.poll(() => processesWith(out), { timeout: 30_000 }).not.toBe('');
  const stoppedAt = Date.now();
  stop.abort();
  await run;
  expect(Date.now() - stoppedAt).toBeLessThan(2_000);
  expect(processesWith(out)).toBe('');
});

/** Running programs that have this folder among their arguments. */
function processesWith(folder: string): string {
  const list = execFileSync('ps', ['-ww', '-eo', 'args='], { encoding: 'utf8' });
  return list
    .split('\n')
    .filter((line) => line.includes(folder))
    .join('\n');
}
