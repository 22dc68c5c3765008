import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { probe } from '../../src/media/ffmpeg/probe.ts';
import { runProgram } from '../../src/media/ffmpeg/run-program.ts';
import type { BedRequest } from '../../src/media/synth/bed.ts';
import { integratedLoudness } from '../../src/media/synth/dsp/loudness.ts';
import { renderBed } from '../../src/media/synth/render-bed.ts';
import { encodeWav } from '../../src/media/synth/wav.ts';

const tools = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };
const { signal } = new AbortController();
const request: BedRequest = { mood: 'bold', tempoBpm: 96, frames: 185, cutFrames: [47, 94, 139], seed: 11 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-bed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a rendered bed', () => {
  it('is AAC that lasts as long as the film, at -14 LUFS under -1.5 dBTP, and blocks nobody meanwhile', async () => {
    const file = join(folder, 'bed.m4a');
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 20);
    // Story: ffmpeg's default AAC coder took this bed from -2.6 to -0.2 dBTP at its first hit.
    await renderBed(request, file, { ...tools, signal }).finally(() => clearInterval(ticking));
    expect(turns).toBeGreaterThan(15);
    const { audio } = await probe(tools, file, signal);
    expect(audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2 });
    // The container counts in whole milliseconds.
    expect(Math.abs((audio?.seconds ?? 0) - 185 / 30)).toBeLessThan(0.001);
    const { lufs, truePeakDb } = await loudnessOf(file);
    expect(Math.abs(lufs + 14)).toBeLessThanOrEqual(0.5);
    expect(truePeakDb).toBeLessThanOrEqual(-1.5);
    expect(await readdir(folder)).toEqual(['bed.m4a']);
  });

  it('stops at once when asked to, with its processes gone and nothing left behind', async () => {
    const stop = new AbortController();
    await vi.waitFor(() => expect(children()).toBe(0));
    const rendering = renderBed({ ...request, frames: 1800 }, join(folder, 'never.m4a'), {
      ...tools,
      signal: stop.signal,
    });
    await vi.waitFor(() => expect(children()).toBe(1));
    const asked = performance.now();
    stop.abort();
    await expect(rendering).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - asked).toBeLessThan(2_000);
    await vi.waitFor(() => expect(children()).toBe(0));
    expect((await readdir(folder)).filter((name) => name.startsWith('never'))).toEqual([]);
  });
});

describe('a WAV file', () => {
  it('is read by ffmpeg as loud and as long as it was written', async () => {
    const tone = Float32Array.from(
      { length: 96_000 },
      (_, index) => 0.25 * Math.sin((index * 2 * Math.PI * 997) / 48_000),
    );
    const file = join(folder, 'tone.wav');
    await writeFile(file, encodeWav({ sampleRate: 48_000, left: tone, right: tone }));
    expect((await probe(tools, file, signal)).audio).toMatchObject({ codec: 'pcm_f32le', channels: 2, seconds: 2 });
    const { lufs } = await loudnessOf(file);
    expect(integratedLoudness({ left: tone, right: tone })).toBeCloseTo(lufs, 1);
  });
});

const children = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

async function loudnessOf(file: string) {
  const args = ['-hide_banner', '-nostats', '-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-'];
  const { stderr } = await runProgram('ffmpeg', args, { name: 'ffmpeg', signal });
  const summary = stderr.slice(stderr.lastIndexOf('Summary'));
  const read = (pattern: RegExp) => Number(pattern.exec(summary)?.[1]);
  return { lufs: read(/I:\s+(-?[\d.]+)/), truePeakDb: read(/Peak:\s+(-?[\d.]+)/) };
}
