/** Copies that fit: never more bytes than asked for, whatever the film; made once; gone without a trace when stopped. */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probe } from '../../../src/media/ffmpeg/probe.ts';
import { makeChatCopy } from '../../../src/media/film/chat-copy.ts';
import { chatCopyKey, stepBelow } from '../../../src/media/film/chat-copy-key.ts';
import { createChatCopies } from '../../../src/media/film/chat-copy-shelf.ts';
import { chooseShape, type FilmToCopy } from '../../../src/media/film/chat-copy-size.ts';
import type { Artifacts } from '../../../src/pipeline/ports.ts';
import { openDiskArtifacts } from '../../../src/storage/disk-artifacts.ts';
import { freshFolder, never, tools } from '../shot-scenes.ts';
import { NOTE, noisyFilm } from './noisy-film.ts';

const KEY = 'projects/p1/outputs/v2/final_9x16.mp4';
const MIB = 1024 ** 2;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-copies-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function copyOf(film: string, capBytes: number) {
  return makeChatCopy(tools, { film, capBytes, folder: await freshFolder(), threads: 2 }, never);
}

describe.each([
  { seconds: 10, shares: [0.15, 0.5, 0.9] },
  { seconds: 15, shares: [0.2, 0.7] },
  { seconds: 30, shares: [0.3] },
  { seconds: 60, shares: [0.25] },
])('$seconds seconds of noise', ({ seconds, shares }) => {
  let film: string;
  beforeAll(async () => {
    film = await noisyFilm({ width: 54, height: 96, seconds }, folder);
  });

  test.each(shares)('in %f of its bytes are never more than that, and use most of them', async (share) => {
    const capBytes = Math.floor((await stat(film)).size * share);
    const copy = await copyOf(film, capBytes);
    const { size } = await stat(copy?.file ?? '');
    expect(size).toBe(copy?.bytes);
    expect(size).toBeLessThanOrEqual(capBytes);
    expect(size).toBeGreaterThan(capBytes * 0.6);
  });
});

test('also at full size, where it becomes a smaller picture of the same shape', async () => {
  const film = await noisyFilm({ width: 1080, height: 1920, seconds: 2, qp: 46 }, await freshFolder());
  const copy = await copyOf(film, 450_000);
  expect(copy?.bytes).toBeLessThanOrEqual(450_000);
  const { video } = await probe(tools, copy?.file ?? '', never);
  expect(video?.width).toBeLessThan(1080);
  expect((video?.width ?? 0) / (video?.height ?? 1)).toBe(9 / 16);
});

test('a copy plays wherever films play: H.264 High, AAC, tagged colours, the index first, and what was written in the film', async () => {
  const film = await noisyFilm({ width: 108, height: 192, seconds: 3 }, await freshFolder());
  const copy = await copyOf(film, 300_000);
  const facts = await probe(tools, copy?.file ?? '', never);
  expect(facts.video).toMatchObject({
    ...{ codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', frames: 90, fps: 30, seconds: 3 },
    color: { range: 'tv', space: 'bt709', transfer: 'bt709', primaries: 'bt709' },
  });
  expect(facts.audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2, seconds: 3 });
  expect(facts.tags).toMatchObject({ title: 'Noise', comment: NOTE });
  const file = await readFile(copy?.file ?? '');
  expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
  execFileSync('ffmpeg', ['-v', 'error', '-xerror', '-i', copy?.file ?? '', '-f', 'null', '-']);
});

test('a film whose pictures come as they like becomes one that keeps time', async () => {
  const own = await freshFolder();
  const [even, uneven] = [await noisyFilm({ width: 54, height: 96, seconds: 3 }, own), join(own, 'uneven.mp4')];
  // A hole now and then, and a picture that begins after the sound.
  const picture = [
    '-vf',
    "select='mod(n,7)',setpts=PTS-STARTPTS+0.021/TB",
    '-fps_mode',
    'vfr',
    '-c:v',
    'libx264',
    '-qp',
    '20',
  ];
  execFileSync('ffmpeg', ['-v', 'error', '-i', even, ...picture, '-c:a', 'copy', uneven]);
  const copy = await copyOf(uneven, 150_000);
  expect((await probe(tools, copy?.file ?? '', never)).video).toMatchObject({ fps: 30, profile: 'High', frames: 89 });
});

test('what no decent copy can be made of is refused before anything is encoded', async () => {
  const own = await freshFolder();
  const film = await noisyFilm({ width: 72, height: 128, seconds: 10 }, own);
  expect(await makeChatCopy(tools, { film, capBytes: 100_000, folder: own, threads: 1 }, never)).toBeNull();
  expect(await readdir(own)).toEqual([basename(film)]);
});

describe('the picture of a copy', () => {
  const film = (change: Partial<FilmToCopy>): FilmToCopy => ({
    ...{ width: 1080, height: 1920, frames: 900, seconds: 30, hasSound: true, pictureBits: 3_700_000 },
    ...change,
  });
  const sideIn = (bytes: number, change: Partial<FilmToCopy> = {}) =>
    chooseShape(film(change), bytes, 0)?.width ?? null;

  test('of a calm film stays as large as it is while there are bits for it', () => {
    expect([8, 4, 3, 2, 1].map((mib) => sideIn(mib * MIB))).toEqual([1080, 1080, 720, 540, 360]);
  });

  test('of a restless film is smaller sooner', () => {
    const restless = { pictureBits: 20_000_000 };
    expect([12, 8, 4, 2].map((mib) => sideIn(mib * MIB, restless))).toEqual([1080, 720, 540, 360]);
  });

  test.each(['1080x1920', '1080x1080', '1920x1080'])('of %s has the same shape at every size', (size) => {
    const [width = 0, height = 0] = size.split('x').map(Number);
    for (let mib = 1; mib < 20; mib += 0.25) {
      const shape = chooseShape(film({ width, height, pictureBits: 30_000_000 }), mib * MIB, 0);
      if (shape) expect(shape.width / shape.height).toBe(width / height);
    }
  });

  test('is made in one pass where it has nearly the quality of the film, and worse it never is', () => {
    const crfIn = (mib: number) => chooseShape(film({}), mib * MIB, 0)?.crf;
    expect([14, 12, 8, 6, 5, 3].map(crfIn)).toEqual([18, 18, 20.5, 22.5, null, null]);
  });

  test('leaves room for sound, more where there is more', () => {
    expect(chooseShape(film({}), 8 * MIB, 0)?.soundBits).toBe(128_000);
    expect(chooseShape(film({}), 3 * MIB, 0)?.soundBits).toBe(96_000);
    expect(chooseShape(film({ hasSound: false }), 3 * MIB, 0)?.soundBits).toBe(0);
  });
});

test('sizes are few, and never more than asked for', () => {
  const asked = Array.from({ length: 2000 }, (_, index) => 1000 + index * 5003);
  for (const bytes of asked) {
    expect(stepBelow(bytes)).toBeLessThanOrEqual(bytes);
    expect(stepBelow(bytes)).toBeGreaterThan(bytes * 0.875);
  }
  expect(new Set(asked.map(stepBelow)).size).toBeLessThan(120);
  expect([stepBelow(10 * MIB), stepBelow((25 * MIB) / 3)]).toEqual([10 * MIB, 8 * MIB]);
  expect([0, -5, Number.NaN].map(stepBelow)).toEqual([0, 0, 0]);
});

test('a copy lies beside its film, where a finished film may be shared from', () => {
  const key = chatCopyKey(KEY, 8 * MIB, 'abc');
  expect(key).toMatch(/^projects\/p1\/outputs\/v2\/chat_9x16\.8388608\.[0-9a-f]{16}\.mp4$/);
  expect(chatCopyKey(KEY, 8 * MIB, 'abd')).not.toBe(key);
});

describe('on the shelf', () => {
  let film: string;
  beforeAll(async () => {
    film = await noisyFilm({ width: 72, height: 128, seconds: 6 }, folder);
  });

  /** `broken`: the ffmpeg there is. */
  async function shelf(broken: Partial<typeof tools> = {}) {
    const folder = await freshFolder();
    const store = await openDiskArtifacts(folder);
    const own = join(await freshFolder(), 'film.mp4');
    await copyFile(film, own);
    await store.putFile(KEY, own);
    const put: string[] = [];
    const putFile: Artifacts['putFile'] = async (key, file) => {
      put.push(key);
      await store.putFile(key, file);
    };
    const warnings: string[] = [];
    const log = { info: () => {}, error: () => {}, warn: (_: unknown, message: string) => void warnings.push(message) };
    const artifacts = { ...store, putFile };
    const copies = createChatCopies({ tools: { ...tools, ...broken }, artifacts, threads: 1, log });
    const left = () => readdir(join(folder, 'work'));
    return { folder, store, copies, put, warnings, left };
  }

  test('a film that is small enough is what it is, and anything else that is too large is nothing', async () => {
    const { store, copies } = await shelf({ ffmpegPath: '/nowhere' });
    const { size } = await stat(film);
    expect(await copies.fit(KEY, size, never)).toEqual({ key: KEY, bytes: size });
    await store.putBytes('projects/p1/storyboard/v2.png', new Uint8Array(1000));
    expect(await copies.fit('projects/p1/storyboard/v2.png', 999, never)).toBeNull();
    await expect(copies.fit('projects/p2/outputs/v1/final_1x1.mp4', 999, never)).rejects.toMatchObject({
      code: 'not-found',
    });
    for (const bytes of [0, -1, Number.NaN]) expect(await copies.fit(KEY, bytes, never)).toBeNull();
  });

  test('two who ask at once, and others who have a little more room, get the one copy; later nothing is made at all', async () => {
    const { folder, store, copies, put, left } = await shelf();
    const asked = [400_000, 400_000, 405_000];
    const [first, ...others] = await Promise.all(asked.map((bytes) => copies.fit(KEY, bytes, never)));
    expect(others).toEqual([first, first]);
    expect(put).toEqual([first?.key]);
    expect(first?.bytes).toBe((await stat(join(folder, first?.key ?? ''))).size);
    expect(first?.bytes).toBeLessThanOrEqual(400_000);
    expect(await left()).toEqual([]);
    const later = createChatCopies({
      ...{ tools: { ffmpegPath: '/nowhere', ffprobePath: '/nowhere' }, artifacts: store, threads: 1 },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    expect(await later.fit(KEY, 400_000, never)).toEqual(first);
    expect(dirname(first?.key ?? '')).toBe(dirname(KEY));
  });

  test('who stops waiting ends the work within two seconds, and nothing is left of it', async () => {
    const { copies, put, left } = await shelf({ ffmpegPath: await slowFfmpeg() });
    const stop = new AbortController();
    const waiting = copies.fit(KEY, 400_000, stop.signal);
    await expect.poll(encodersNow).toHaveLength(1);
    const stoppedAt = performance.now();
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - stoppedAt).toBeLessThan(2000);
    expect([encodersNow(), await left(), put]).toEqual([[], [], []]);
    await expect(copies.fit(KEY, 400_000, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('others who wait for the same copy still get it', async () => {
    const { copies, put } = await shelf();
    const stop = new AbortController();
    const leaving = copies.fit(KEY, 400_000, stop.signal);
    const staying = copies.fit(KEY, 400_000, never);
    await expect.poll(encodersNow).toHaveLength(1);
    stop.abort();
    await expect(leaving).rejects.toMatchObject({ code: 'cancelled' });
    expect(await staying).toMatchObject({ key: put[0] });
  });

  test('it stands back for everything else on this machine', async () => {
    const { copies } = await shelf({ ffmpegPath: await slowFfmpeg() });
    const stop = new AbortController();
    const waiting = copies.fit(KEY, 400_000, stop.signal).catch(() => null);
    await expect.poll(encodersNow).toEqual([expect.stringMatching(/^\s*5 /)]);
    stop.abort();
    expect(await waiting).toBeNull();
  });

  test.each([
    ['is missing', { ffmpegPath: '/nowhere/ffmpeg' }],
    ['fails', { ffmpegPath: 'false' }],
  ])('without a copy because ffmpeg %s, there is none, and the log says so', async (_, broken) => {
    const { copies, warnings, left } = await shelf(broken);
    expect(await copies.fit(KEY, 400_000, never)).toBeNull();
    expect(warnings).toEqual(['no smaller copy of a film could be made']);
    expect(await left()).toEqual([]);
  });
});

/** The real one, told to take its time: each picture as slowly as it is played. */
async function slowFfmpeg(): Promise<string> {
  const folder = await freshFolder();
  const file = join(folder, 'ffmpeg');
  await writeFile(file, '#!/bin/sh\nexec ffmpeg -re "$@"\n', { mode: 0o755 });
  return file;
}

/** The ffmpegs of this process, each with its niceness. */
function encodersNow(): readonly string[] {
  const listed = execFileSync('ps', ['--ppid', `${process.pid}`, '-o', 'ni=,args='], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => /ffmpeg.*-pass/.test(line));
}
