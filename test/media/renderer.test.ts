import { access } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import {
  bottleVisuals,
  freshFolder,
  makeClip,
  never,
  renderer,
  SCALE,
  sceneOf,
  withBackdrop,
  words,
} from './shot-scenes.ts';

test('a backdrop names every file it wrote, one folder per aspect', async () => {
  const folder = await freshFolder();
  const { style } = await bottleVisuals(folder);
  const request = { background: sceneOf('s1').background, style, frames: 30, side: 'left', scale: SCALE } as const;
  const files = await renderer.backdrop(request, join(folder, 'drawn'), never);
  for (const aspect of ['9x16', '1x1', '16x9']) expect(files).toContain(`${aspect}/backdrop.json`);
  for (const file of files) await access(join(folder, 'drawn', file));
});

test('a storyboard shows every scene, also one whose clip is already there', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const file = join(folder, 'clip.mp4');
  await makeClip(file, { width: 144, height: 256 }, 2, 24);
  const scenes = [
    await withBackdrop(sceneOf('s1', { overlay: words('Hello') }), folder),
    { scene: sceneOf('s2', { overlay: words('Again') }), background: { kind: 'clip', file } } as const,
    await withBackdrop(
      sceneOf('s3', { product: { usage: 'absent', scale: 1, position: 'center', motion: 'still' } }),
      folder,
    ),
  ];
  const outFile = join(folder, 'storyboard.png');
  expect(await renderer.storyboard({ visuals, scenes, scale: SCALE }, outFile, never)).toEqual([]);
  const { format, width = 0, height = 0 } = await sharp(outFile).metadata();
  expect(format).toBe('png');
  expect(width).toBeGreaterThan(height);
});

test('a stopped storyboard is a stop', async () => {
  const folder = await freshFolder();
  const visuals = await bottleVisuals(folder);
  const scenes = [await withBackdrop(sceneOf('s1'), folder)];
  const work = renderer.storyboard({ visuals, scenes, scale: SCALE }, join(folder, 'out.png'), AbortSignal.abort());
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
});
