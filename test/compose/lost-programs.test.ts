/** Programs that stand still or are killed while an ad is made: the ad is whole all the same, and nothing is left of them. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSystem, type System } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { createRenderer } from '../../src/media/renderer.ts';
import type { Ports } from '../../src/pipeline/run.ts';
import { bottleOrder, makeWhole, SMALL, smallHome } from '../fixtures/system.ts';

const { FFMPEG_PATH: ffmpegPath = 'ffmpeg', FFPROBE_PATH: ffprobePath = 'ffprobe' } = process.env;

let home = '';
let folder = '';
let system: System | null = null;
let said: string[] = [];
beforeEach(async () => {
  home = await smallHome();
  folder = await mkdtemp(join(tmpdir(), 'adgen-lost-'));
  said = [];
});
afterEach(async () => {
  await system?.close();
  for (const used of [home, folder]) await rm(used, { recursive: true, force: true });
});

async function open(ports: Partial<Ports>): Promise<System> {
  const config = readConfig({ ADGEN_HOME: home, FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath }, home);
  const hear = (fields: Readonly<Record<string, unknown>>, message: string) =>
    void said.push(`${message} ${'err' in fields ? String(fields.err) : ''}`);
  system = await openSystem(config, { info: hear, warn: hear, error: hear }, { ports: { scale: SMALL, ...ports } });
  return system;
}

/** Process ids of our children whose command line says `name`. */
function childrenNamed(name: string): readonly number[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(name) && Number(line.trim().split(/\s+/)[1]) === process.pid)
    .map((line) => Number.parseInt(line, 10));
}

async function expectWhole(work: Promise<Awaited<ReturnType<typeof makeWhole>>>): Promise<void> {
  const project = await work;
  expect(project).toMatchObject({ status: 'COMPLETED', errorMessage: null });
  expect(Object.keys(project.ad.receipt?.outputs ?? {})).toHaveLength(3);
  expect(project.ad.receipt?.degraded).toEqual([]);
  const kept = await readdir(home, { recursive: true });
  expect(kept.filter((name) => /(^|\/)work\/./.test(name))).toEqual([]);
}

it('an ffmpeg that stands still is ended and its step made again: shots at once, films by the queue', {
  timeout: 120_000,
}, async () => {
  // The first encoder and the first joiner stop themselves before they begin; SIGTERM waits until they go on, and they never do.
  const stopping = join(folder, 'stopping-ffmpeg');
  const script = `#!/bin/sh
case "$*" in *libx264*) kind=shot;; *ffconcat*) kind=film;; *) kind=;; esac
if [ -n "$kind" ] && mkdir "${folder}/$kind" 2>/dev/null; then kill -STOP $$; fi
exec "${ffmpegPath}" "$@"
`;
  await writeFile(stopping, script);
  await chmod(stopping, 0o755);
  const tools = { ffmpegPath: stopping, ffprobePath, stallMs: 4_000 };
  const system = await open({ renderer: createRenderer({ tools, encoders: 2 }) });
  await expectWhole(makeWhole(system, await bottleOrder(folder)));
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['shot', 'film']));
  const retried = said.filter((line) => line.startsWith('a job failed and is tried again'));
  expect(retried).toEqual([expect.stringContaining('ffmpeg made no progress for 4 seconds')]);
  expect(childrenNamed('stopping-ffmpeg')).toEqual([]);
});

it('a killed helper process costs its step another try, and nothing else', { timeout: 120_000 }, async () => {
  const system = await open({});
  const work = expectWhole(makeWhole(system, await bottleOrder(folder)));
  const found = await vi.waitFor(
    () => {
      const pids = childrenNamed('drawing-process');
      if (pids.length === 0) throw new Error('Nobody draws yet.');
      return pids;
    },
    { timeout: 60_000, interval: 20 },
  );
  for (const pid of found) process.kill(pid, 'SIGKILL');
  await work;
  const retried = said.filter((line) => line.startsWith('a job failed and is tried again'));
  expect(retried).toEqual([expect.stringContaining('A helper process ended: SIGKILL')]);
  await expect.poll(() => childrenNamed('-process.ts'), { timeout: 10_000 }).toEqual([]);
});
