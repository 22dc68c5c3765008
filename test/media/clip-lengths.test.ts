/** How a clip lasts as long as its scene: as it was ordered where the model can, else slowed down, else there and back; never again from the start. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { framesOf as framesIn } from '../../src/ad/frames.ts';
import type { Clip } from '../../src/media/shot/clip.ts';
import { stretchOf } from '../../src/media/shot/clip-background.ts';
import { turned } from '../../src/media/shot/turn-clip.ts';
import { videoModel } from '../../src/providers/replicate/video-models.ts';
import { bottleVisuals, framesOf, freshFolder, never, renderer, SCALE, sceneOf, shotOf, tools } from './shot-scenes.ts';

const COLOR = { space: 'unknown', range: 'unknown' };

/** Seconds of a clip that was ordered with this input, by what the pages of the models say. */
function secondsOf(name: string, input: Readonly<Record<string, unknown>>): number {
  if (typeof input.num_frames === 'number') return input.num_frames / 16;
  return typeof input.duration === 'number' ? input.duration : ({ 'minimax/video-01': 6 }[name] ?? 0);
}

type How = 'as it is' | 'slowed down' | 'there and back';

async function howIn(name: string, seconds: number): Promise<How> {
  const frames = framesIn(seconds);
  const clip: Clip = {
    ...{ file: 'no such file', width: 720, height: 1280, color: COLOR },
    seconds: secondsOf(name, videoModel(name).priced(seconds)),
  };
  // Only what is turned is read at all.
  const isTurned = await turned(tools, clip, frames, 'no such folder/clip.mp4', never).then(
    (played) => played !== clip,
    () => true,
  );
  if (isTurned) return 'there and back';
  return stretchOf(clip, frames) > 1.001 ? 'slowed down' : 'as it is';
}

describe('a clip ordered for a scene', () => {
  test.each<[string, readonly (readonly [number, How])[]]>([
    [
      'wan-video/wan-2.2-t2v-fast',
      [
        [1.6, 'as it is'],
        [5.1, 'as it is'],
        // A quarter of half a minute.
        [7.5, 'as it is'],
        [8, 'slowed down'],
        [11.3, 'slowed down'],
        [14, 'there and back'],
      ],
    ],
    [
      'wan-video/wan-2.5-t2v-fast',
      [
        [1.6, 'as it is'],
        [5, 'as it is'],
        [7.5, 'slowed down'],
        [7.6, 'as it is'],
        [10, 'as it is'],
        [15, 'slowed down'],
        [20, 'there and back'],
      ],
    ],
    [
      'minimax/video-01',
      [
        [6, 'as it is'],
        [9, 'slowed down'],
        [12, 'there and back'],
      ],
    ],
  ])('of %s plays as it is while the model can, then slower, then there and back', async (name, scenes) => {
    const found = await Promise.all(scenes.map(async ([seconds]) => [seconds, await howIn(name, seconds)]));
    expect(found).toEqual(scenes);
  });
});

const run = promisify(execFile);

/** One and a half seconds in which the picture goes from dark to bright, so that its brightness tells the moment. */
async function brightening(folder: string): Promise<string> {
  const file = join(folder, 'clip.mp4');
  const source = "color=black:s=72x128:r=16:d=1.5,format=gray,geq=lum='30+190*N/23',format=yuv420p";
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-c:v', 'libx264', '-crf', '8', file]);
  return file;
}

/** The brightness of each frame of a shot of so many frames before such a clip, without product and words. */
async function brightnessOf(frames: number): Promise<readonly number[]> {
  const folder = await freshFolder();
  const background = { kind: 'clip', file: await brightening(folder) } as const;
  const product = { usage: 'absent', scale: 1, position: 'center', motion: 'still' } as const;
  const request = shotOf(await bottleVisuals(folder), { scene: sceneOf('s1', { frames, product }), background });
  expect(await renderer.shot(request, folder, never)).toEqual([]);
  const pictures = await framesOf(join(folder, 'body_9x16.mp4'), '9:16', SCALE);
  expect(pictures).toHaveLength(frames);
  return pictures.map((picture) => picture.reduce((sum, value) => sum + value, 0) / picture.length);
}

const steps = (values: readonly number[]) => values.slice(1).map((value, at) => value - (values[at] ?? 0));

describe('what is seen of a clip', () => {
  test('that is somewhat too short goes on to change until the scene ends', async () => {
    // Two seconds of one and a half.
    const seen = await brightnessOf(60);
    expect(Math.min(...steps(seen))).toBeGreaterThan(-3);
    expect((seen.at(-1) ?? 0) - (seen.at(-10) ?? 0)).toBeGreaterThan(10);
    expect((seen[30] ?? 0) - (seen[0] ?? 0)).toBeGreaterThan(60);
  });

  test('that is far too short turns round at its end, and never jumps back to its start', async () => {
    // Four seconds: there and back, a third slower.
    const seen = await brightnessOf(120);
    const range = Math.max(...seen) - Math.min(...seen);
    expect(range).toBeGreaterThan(120);
    expect(Math.max(...steps(seen).map(Math.abs))).toBeLessThan(range / 8);
    const brightest = seen.indexOf(Math.max(...seen));
    const darkestAfter = Math.min(...seen.slice(brightest));
    expect(brightest).toBeLessThan(90);
    expect(darkestAfter).toBeLessThan((seen[brightest] ?? 0) - range / 2);
  });
});
