import { execFileSync } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AdgenError } from '../../src/ad/errors.ts';
import { checkFfmpeg } from '../../src/media/ffmpeg/check-ffmpeg.ts';
import { probe } from '../../src/media/ffmpeg/probe.ts';
import { runFfmpeg } from '../../src/media/ffmpeg/run-ffmpeg.ts';
import { runProgram } from '../../src/media/ffmpeg/run-program.ts';
import { freshFolder, makeClip, never, tools } from './shot-scenes.ts';

const ENDLESS = {
  inputs: [['-re', '-f', 'lavfi', '-i', 'color=s=64x64:r=30']],
  filters: [],
  outputs: [['-f', 'null', '-']],
};

/** A program that does what `script` says, in the place of ffmpeg. */
async function standIn(script: string): Promise<string> {
  const file = join(await freshFolder(), 'program');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

async function errorOf(work: Promise<unknown>): Promise<AdgenError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'AdgenError' });
  return error as AdgenError; // its name was just checked
}

/** Process ids of the ffmpegs, and what stands in for them, that this test has started. */
function childrenNow(): readonly number[] {
  const listed = execFileSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,args='], { encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((line) => /ffmpeg|program|sleep/.test(line))
    .map((line) => Number.parseInt(line, 10));
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('reports frames while it works and resolves when the file is whole', async () => {
  const file = join(await freshFolder(), 'out.mp4');
  const seen: number[] = [];
  const inputs = [['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=30:d=1']];
  const outputs = [['-c:v', 'libx264', '-pix_fmt', 'yuv420p', file]];
  await runFfmpeg(tools, { inputs, filters: [], outputs }, { signal: never, onFrames: (frames) => seen.push(frames) });
  expect(seen.at(-1)).toBe(30);
  expect((await probe(tools, file, never)).video).toMatchObject({ width: 64, height: 64, frames: 30, fps: 30 });
});

test('a stop ends ffmpeg at once and is told apart from a failure', async () => {
  const stop = new AbortController();
  const started = Date.now();
  const run = errorOf(runFfmpeg(tools, ENDLESS, { signal: stop.signal, onFrames: () => stop.abort() }));
  expect((await run).code).toBe('cancelled');
  expect(Date.now() - started).toBeLessThan(4_000);
});

test('a program that ignores SIGTERM is gone two seconds after the stop', async () => {
  const folder = await freshFolder();
  const pidFile = join(folder, 'pid');
  const stubborn = await standIn(`trap '' TERM; echo $$ > "${pidFile}"; echo frame=1; while :; do :; done`);
  const stop = new AbortController();
  let stoppedAt = 0;
  const onFrames = () => {
    stoppedAt = Date.now();
    stop.abort();
  };
  const error = await errorOf(
    runFfmpeg({ ...tools, ffmpegPath: stubborn }, ENDLESS, { signal: stop.signal, onFrames }),
  );
  expect(error.code).toBe('cancelled');
  expect(Date.now() - stoppedAt).toBeLessThan(2_000);
  expect(alive(Number(await readFile(pidFile, 'utf8')))).toBe(false);
});

test('a stop before the start starts nothing', async () => {
  const program = { ...tools, ffmpegPath: '/nowhere/ffmpeg' };
  expect((await errorOf(runFfmpeg(program, ENDLESS, { signal: AbortSignal.abort() }))).code).toBe('cancelled');
});

test('a run that reports but does not move is ended', async () => {
  const stuck = await standIn('while :; do echo frame=7; echo progress=continue; sleep 0.05; done');
  const error = await errorOf(runFfmpeg({ ...tools, ffmpegPath: stuck, stallMs: 300 }, ENDLESS, { signal: never }));
  expect(error).toMatchObject({ code: 'step-failed', message: expect.stringContaining('no progress') });
});

test('a stopped ffmpeg, which no SIGTERM reaches, is ended all the same, and worth another try', async () => {
  const file = join(await freshFolder(), 'out.mp4');
  const inputs = [['-re', '-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=30']];
  const outputs = [['-c:v', 'libx264', '-pix_fmt', 'yuv420p', file]];
  let pid = 0;
  const onFrames = () => {
    if (pid !== 0) return;
    pid = childrenNow()[0] ?? 0;
    process.kill(pid, 'SIGSTOP');
  };
  // On a busy machine it takes a while to its first frame.
  const run = runFfmpeg({ ...tools, stallMs: 2000 }, { inputs, filters: [], outputs }, { signal: never, onFrames });
  expect(await errorOf(run)).toMatchObject({ code: 'step-failed', retryAfterMs: 1_000 });
  expect(alive(pid)).toBe(false);
});

test('an ffmpeg whose input never says anything is ended', async () => {
  const pipe = join(await freshFolder(), 'pipe');
  execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
  const job = { inputs: [['-i', pipe]], filters: [], outputs: [['-f', 'null', '-']] };
  const error = await errorOf(runFfmpeg({ ...tools, stallMs: 300 }, job, { signal: never }));
  expect(error).toMatchObject({ code: 'step-failed', retryAfterMs: 1_000 });
  expect(childrenNow()).toEqual([]);
});

test('an ffmpeg that somebody killed is worth another try; one that refuses its input is not', async () => {
  const onFrames = () => {
    for (const pid of childrenNow()) process.kill(pid, 'SIGKILL');
  };
  const killed = await errorOf(runFfmpeg(tools, ENDLESS, { signal: never, onFrames }));
  expect(killed).toMatchObject({ code: 'step-failed', retryAfterMs: 1_000, message: expect.stringMatching(/SIGKILL/) });
  const job = { inputs: [['-i', '/nowhere/clip.mp4']], filters: [], outputs: [['-f', 'null', '-']] };
  expect((await errorOf(runFfmpeg(tools, job, { signal: never }))).retryAfterMs).toBeUndefined();
});

test('a program that never answers is ended at its limit', async () => {
  const silent = await standIn('exec sleep 60');
  const error = await errorOf(runProgram(silent, [], { signal: never, name: 'the tool', limitMs: 200 }));
  expect(error).toMatchObject({
    ...{ code: 'step-failed', retryAfterMs: 1_000 },
    message: 'the tool did not answer within 0.2 seconds and was ended.',
  });
  expect(childrenNow()).toEqual([]);
});

test('a failed run keeps the last words of ffmpeg as its cause', async () => {
  const job = { inputs: [['-i', '/nowhere/clip.mp4']], filters: [], outputs: [['-f', 'null', '-']] };
  const error = await errorOf(runFfmpeg(tools, job, { signal: never }));
  expect(error.code).toBe('step-failed');
  expect(error.message).not.toContain('nowhere');
  expect(String(error.cause)).toContain('/nowhere/clip.mp4');
});

test('a full disk is said as such', async () => {
  const full = await standIn('echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1');
  const error = await errorOf(runFfmpeg({ ...tools, ffmpegPath: full }, ENDLESS, { signal: never }));
  expect(error).toMatchObject({ code: 'storage', message: expect.stringContaining('disk is full') });
});

test("this machine's ffmpeg can render our films", async () => {
  await expect(checkFfmpeg(tools, never)).resolves.toMatch(/^\d|^n/);
});

test('a missing ffmpeg is one sentence with what to do', async () => {
  const error = await errorOf(checkFfmpeg({ ...tools, ffmpegPath: '/nowhere/ffmpeg' }, never));
  expect(error).toMatchObject({
    code: 'set-up',
    message: expect.stringMatching(/could not be started.*apt-get install/),
  });
});

test('an ffmpeg without libx264 is named, with what to do', async () => {
  const lesser = await standIn(
    'case "$2" in -encoders) ffmpeg -hide_banner -encoders | grep -v libx264;; *) exec ffmpeg "$@";; esac',
  );
  const error = await errorOf(checkFfmpeg({ ...tools, ffmpegPath: lesser }, never));
  expect(error).toMatchObject({ code: 'set-up', message: expect.stringMatching(/libx264.*FFMPEG_PATH/) });
});

test('an ffmpeg with stripped filters is told which ones it lacks', async () => {
  const lesser = await standIn(
    'case "$2" in -filters) ffmpeg -hide_banner -filters | grep -vE " (overlay|xfade) ";; *) exec ffmpeg "$@";; esac',
  );
  const error = await errorOf(checkFfmpeg({ ...tools, ffmpegPath: lesser }, never));
  expect(error).toMatchObject({ code: 'set-up', message: expect.stringMatching(/lacks.*overlay, xfade/) });
});

test('an ffmpeg that crashes is one that does not work', async () => {
  const error = await errorOf(checkFfmpeg({ ...tools, ffmpegPath: await standIn('exit 127') }, never));
  expect(error).toMatchObject({ code: 'set-up', message: expect.stringContaining('does not work') });
});

test('a file that is no film cannot be probed', async () => {
  const file = join(await freshFolder(), 'clip.mp4');
  await writeFile(file, 'not a film');
  expect((await errorOf(probe(tools, file, never))).code).toBe('step-failed');
});

test('probing tells picture from sound', async () => {
  const file = join(await freshFolder(), 'clip.mp4');
  await makeClip(file, { width: 96, height: 64 }, 1, 24);
  const facts = await probe(tools, file, never);
  expect(facts).toMatchObject({ video: { width: 96, height: 64, frames: 24, fps: 24, seconds: 1 }, audio: null });
});
