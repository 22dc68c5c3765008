import { execFileSync } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { videoEncoding } from '../../src/media/ffmpeg/encoding.ts';
import { probe } from '../../src/media/ffmpeg/probe.ts';
import { freshFolder, never, renderer, tools } from './shot-scenes.ts';

const METADATA = { title: `It's "100%": a\\b = ü 🎉; [0:v]`, comment: 'compositeWithTrainedAlgorithmicMedia' };

function ffmpeg(...args: readonly string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
}

async function threePieces(): Promise<{ readonly folder: string; readonly pieces: readonly string[] }> {
  const folder = await freshFolder();
  const pieces = [31, 15, 44].map((frames, index) => {
    const file = join(folder, `piece '${index}'.mp4`);
    const source = `testsrc2=s=108x192:r=30,trim=end_frame=${frames}`;
    ffmpeg('-f', 'lavfi', '-i', source, ...videoEncoding(), '-video_track_timescale', '30000', file);
    return file;
  });
  return { folder, pieces };
}

function makeSound(file: string, seconds: number, rate: number): void {
  ffmpeg('-f', 'lavfi', '-i', `sine=r=${rate}:d=${seconds}`, '-ac', '2', '-c:a', 'aac', '-b:a', '192k', file);
}

test('a film is its pieces, frame for frame, with its sound and its marking', async () => {
  const { folder, pieces } = await threePieces();
  const audioFile = join(folder, 'music.m4a');
  makeSound(audioFile, 3, 48_000);
  const film = join(folder, 'film.mp4');
  await renderer.film({ pieces, audioFile, frames: 90, metadata: METADATA }, film, never);
  const facts = await probe(tools, film, never);
  expect(facts.video).toMatchObject({ frames: 90, fps: 30, seconds: 3, width: 108, height: 192, profile: 'High' });
  expect(facts.audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2 });
  expect(facts.audio?.seconds).toBeCloseTo(3, 2);
  expect(facts.tags).toMatchObject({ title: METADATA.title, comment: METADATA.comment });
});

test('time stamps are exact from the first to the last frame, and the film starts to play before it is loaded', async () => {
  const { folder, pieces } = await threePieces();
  const film = join(folder, 'film.mp4');
  await renderer.film({ pieces, audioFile: null, frames: 90, metadata: METADATA }, film, never);
  const show = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts', '-of', 'csv=p=0', film];
  const stamps = execFileSync('ffprobe', show, { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => Number.parseInt(line, 10));
  expect(stamps).toEqual(Array.from({ length: 90 }, (_, index) => index * 1000));
  const boxes = execFileSync('ffprobe', ['-v', 'trace', film], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  expect(boxes).toBeDefined();
  expect(execFileSync('head', ['-c', '48', film]).includes('moov')).toBe(true);
  ffmpeg('-xerror', '-i', film, '-f', 'null', '-');
});

test('a film without music has a silent track of the same length', async () => {
  const { folder, pieces } = await threePieces();
  const film = join(folder, 'film.mp4');
  await renderer.film({ pieces, audioFile: null, frames: 90, metadata: METADATA }, film, never);
  const { audio } = await probe(tools, film, never);
  expect(audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2 });
  expect(audio?.seconds).toBeCloseTo(3, 2);
});

test.each([
  { name: 'too short', seconds: 1.7, rate: 48_000 },
  { name: 'too long', seconds: 4, rate: 48_000 },
  { name: 'of another sample rate', seconds: 3, rate: 44_100 },
])('sound that is $name is fitted to the picture', async ({ seconds, rate }) => {
  const { folder, pieces } = await threePieces();
  const audioFile = join(folder, 'music.m4a');
  makeSound(audioFile, seconds, rate);
  const film = join(folder, 'film.mp4');
  await renderer.film({ pieces, audioFile, frames: 90, metadata: METADATA }, film, never);
  const { audio, video } = await probe(tools, film, never);
  expect(audio?.sampleRate).toBe(48_000);
  expect(audio?.seconds).toBeCloseTo(3, 2);
  expect(video?.frames).toBe(90);
});

test('a film that is not what was asked for is an error, and no file', async () => {
  const { folder, pieces } = await threePieces();
  const film = join(folder, 'film.mp4');
  const request = { pieces, audioFile: null, frames: 91, metadata: METADATA };
  await expect(renderer.film(request, film, never)).rejects.toMatchObject({
    code: 'step-failed',
    message: expect.stringContaining('90 frames instead of 91'),
  });
  await expect(access(film)).rejects.toThrow();
});
