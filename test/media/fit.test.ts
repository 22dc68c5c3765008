import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probe } from '../../src/media/ffmpeg/probe.ts';
import { createFitter } from '../../src/media/fit/fitter.ts';
import { turned } from '../../src/media/shot/turn-clip.ts';
import { sampleMedia } from '../stand-ins/sample-media.ts';

const tools = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };
const fitter = createFitter({ tools });
const signal = new AbortController().signal;

let folder = '';
let clip = '';
let music = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-fit-'));
  const media = await sampleMedia(2);
  [clip, music] = [join(folder, 'clip.mp4'), join(folder, 'music.wav')];
  await writeFile(clip, media.video);
  await writeFile(music, media.audio);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Integrated loudness and true peak as ffmpeg's ebur128 hears them. */
const heard = (file: string) => {
  const words = ['-hide_banner', '-nostats', '-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-'];
  const said = execFileSync('sh', ['-c', 'ffmpeg "$@" 2>&1', 'ffmpeg', ...words]).toString();
  const summary = said.slice(said.lastIndexOf('Summary:'));
  const number = (name: string) => Number(new RegExp(`${name}:\\s+(-?[\\d.]+|-inf)`).exec(summary)?.[1]);
  return { loudness: number('I'), peak: number('Peak') };
};

describe('music', () => {
  it.each([
    ['cut', 180],
    ['as it is', 240],
    ['repeated', 900],
  ])('is %s to exactly its film, −14 LUFS, 48 kHz stereo AAC (%i frames)', async (_how, frames) => {
    const out = join(folder, `bed${frames}.m4a`);
    await fitter.music(music, frames, out, signal);
    const { audio, video } = await probe(tools, out, signal);
    expect(video).toBeNull();
    expect(audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2 });
    expect(audio?.seconds).toBeCloseTo(frames / 30, 2);
    const { loudness, peak } = heard(out);
    expect(Math.abs(loudness + 14)).toBeLessThan(0.6);
    expect(peak).toBeLessThan(-0.5);
  });

  it('fades out: its last tenth of a second is far below the middle', async () => {
    const out = join(folder, 'faded.m4a');
    await fitter.music(music, 180, out, signal);
    const level = (start: number) => {
      const words = [
        '-hide_banner',
        '-ss',
        String(start),
        '-t',
        '0.1',
        '-i',
        out,
        '-af',
        'volumedetect',
        '-f',
        'null',
        '-',
      ];
      const said = execFileSync('sh', ['-c', 'ffmpeg "$@" 2>&1', 'ffmpeg', ...words]).toString();
      return Number(/mean_volume: (-?[\d.]+)/.exec(said)?.[1]);
    };
    expect(level(5.9)).toBeLessThan(level(3) - 20);
  });

  it.each(['a video', 'silence', 'a page'])('of which there is none in %s is not made', async (what) => {
    const file = join(folder, 'none');
    if (what === 'a page') await writeFile(file, '<!doctype html>');
    if (what === 'silence')
      execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'anullsrc', '-t', '3', '-f', 'wav', file]);
    const from = what === 'a video' ? clip : file;
    await expect(fitter.music(from, 180, join(folder, 'none.m4a'), signal)).rejects.toMatchObject({
      code: 'step-failed',
    });
  });
});

describe('a clip', () => {
  it('is taken as it is, whatever its length', async () => {
    const out = join(folder, 'taken.mp4');
    await fitter.clip(clip, out);
    expect(await readFile(out)).toEqual(await readFile(clip));
  });

  it.each(['music', 'a page', 'one that broke off', 'one that broke off after its index'])(
    'that is %s is not taken',
    async (what) => {
      const file = join(folder, 'no.mp4');
      const whole = await readFile(clip);
      if (what === 'a page') await writeFile(file, '<!doctype html>');
      if (what === 'one that broke off') await writeFile(file, whole.subarray(0, whole.length / 2));
      if (what === 'one that broke off after its index') {
        const early = join(folder, 'early.mp4');
        execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', clip, '-c', 'copy', '-movflags', '+faststart', early]);
        const bytes = await readFile(early);
        await writeFile(file, bytes.subarray(0, bytes.length - 2_000));
      }
      const from = what === 'music' ? music : file;
      await expect(fitter.clip(from, join(folder, 'none.mp4'))).rejects.toMatchObject({ code: 'step-failed' });
    },
  );
});

describe('a clip in a shot', () => {
  it.each([
    ['that is long enough is played as it is', 60, 2],
    ['that is long enough when slowed down, too', 90, 2],
    ['that is too short is played there and back', 150, 4],
    ['that is far too short is played there and back again', 250, 6],
  ])('%s', async (_what, frames, seconds) => {
    const known = { file: clip, width: 72, height: 128, seconds: 2, color: { space: 'unknown', range: 'unknown' } };
    const out = await turned(tools, known, frames, join(folder, `clip${frames}.mp4`), signal);
    const { video } = await probe(tools, out.file, signal);
    expect(video?.seconds).toBeCloseTo(seconds, 1);
    expect(out.seconds).toBe(seconds);
    expect(out.seconds * 1.5).toBeGreaterThanOrEqual(frames / 30 - 0.1);
  });
});
