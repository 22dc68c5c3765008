import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probe } from '../../src/media/ffmpeg/probe.ts';
import { bottleOrder, smallHome } from '../fixtures/system.ts';
import { type Ran, runCli } from './run-cli.ts';

let home = '';
let photo = '';
beforeAll(async () => {
  home = await smallHome();
  photo = (await bottleOrder(home)).photo.file;
});
afterAll(() => rm(home, { recursive: true, force: true }));

const make = (
  change: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
) => {
  const options = {
    photo,
    brief: 'Lemonade with basil. Crisp and cold.',
    brand: 'Basilo',
    color: 'seagreen',
    seconds: '6',
    out: join(home, 'films'),
    ...change,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return runCli(['make', ...args, ...more], { ADGEN_HOME: home, ...environment });
};

const refused = (ran: Ran, sentence: RegExp) => {
  expect(ran.stderr.trim()).toMatch(sentence);
  expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
};

describe('adgen make', () => {
  it('makes three films, tells a program about them in one JSON object, and does not make them again', async () => {
    const ran = await make({ brand: '"50%: it’s\\new" 🍋 شركة' }, {}, ['--json']);
    expect(ran).toMatchObject({ code: 0 });
    const result = JSON.parse(ran.stdout);
    expect(result).toMatchObject({ version: 1, status: 'COMPLETED', quality: 'finished', costUsd: 0, degraded: [] });
    expect(Object.keys(result.outputs)).toEqual(['9:16', '1:1', '16:9']);
    const film = await probe(
      { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' },
      result.outputs['9:16'],
      new AbortController().signal,
    );
    expect(film.video).toMatchObject({ width: 1080, height: 1920, frames: 180 });
    expect((await readdir(join(home, 'films'))).sort()).toEqual([
      'final_16x9.mp4',
      'final_1x1.mp4',
      'final_9x16.mp4',
      'receipt.json',
      'storyboard.png',
    ]);
  });

  it.each([
    ['a file that is not there', 'nowhere.jpg', /no (readable file|photo)/i],
    ['a folder', '.', /not a file/],
  ])('refuses %s', async (_, path, sentence) => refused(await make({ photo: path }), sentence));

  it('refuses a text file named .png, and leaves nothing behind', async () => {
    const file = join(home, 'words.png');
    await writeFile(file, 'not a picture');
    const out = join(home, 'never');
    refused(await make({ photo: file, out }), /not a photo/);
    await expect(readdir(out)).resolves.toEqual([]);
  });

  it('refuses what cannot be a colour, a length, or a brief', async () => {
    refused(await make({ color: '#12345' }), /#12345.*not a colour/);
    refused(await make({ seconds: '-1' }), /6 to 60 seconds/);
    refused(await make({ brief: 'x'.repeat(20_000) }), /too long/);
  });

  it('says so when there is no room, or no permission, for the films', async () => {
    refused(await make({ out: '/sys/films' }), /\/sys\/films.*--out/);
  });

  it('says so when there is no room, or no permission, for its own files', async () => {
    refused(await make({}, { ADGEN_HOME: '/sys/adgen' }), /ADGEN_HOME|cannot be written/);
  });

  it('says how to get ffmpeg when there is none', async () => {
    refused(await make({}, { FFMPEG_PATH: join(home, 'no-ffmpeg') }), /ffmpeg/);
  });

  it('says what an ffmpeg without libx264 lacks', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adgen-ffmpeg-'));
    for (const name of ['ffmpeg', 'ffprobe']) {
      await writeFile(join(folder, name), '#!/bin/sh\necho "ffmpeg version 7.1"\necho " V....D mpeg4  MPEG-4"\n');
      await chmod(join(folder, name), 0o755);
    }
    refused(await make({}, { FFMPEG_PATH: join(folder, 'ffmpeg') }), /libx264/);
    await rm(folder, { recursive: true });
  });
});

describe('adgen', () => {
  it('explains itself, with examples', async () => {
    const ran = await runCli(['--help']);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/make --photo .* --brand/s);
    expect((await runCli(['make', '--help'])).stdout).toMatch(/--seconds N/);
  });

  it('does not know other commands', async () => refused(await runCli(['dance']), /no command "dance"/));

  it('doctor says in a line each what works', async () => {
    const ran = await runCli(['doctor'], { ADGEN_HOME: home });
    expect(ran.stdout).toMatch(/✓ ffmpeg {9}\d/);
    expect(ran.stdout).not.toContain('✗');
    expect(ran.code).toBe(0);
  });

  it('doctor says what does not, and ends with 2', async () => {
    const ran = await runCli(['doctor'], { ADGEN_HOME: home, FFMPEG_PATH: '/nowhere/ffmpeg' });
    expect(ran.stdout).toMatch(/✗ ffmpeg/);
    expect(ran.code).toBe(2);
  });

  it('migrates a database that is new, and one that is not', async () => {
    const folder = join(home, 'elsewhere');
    await mkdir(folder);
    expect((await runCli(['migrate'], { ADGEN_HOME: folder })).stdout).toMatch(/Applied 0001/);
    expect((await runCli(['migrate'], { ADGEN_HOME: folder })).stdout).toMatch(/up to date/);
  });
});
