/** Films of noise, of every length that an ad may have, on their way to Discord: within its limits, and they play. */
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Card, plainCard } from '../../src/bots/card.ts';
import type { Files } from '../../src/bots/platform.ts';
import { createLog } from '../../src/log.ts';
import { createChatCopies } from '../../src/media/film/chat-copy-shelf.ts';
import { openDiskArtifacts } from '../../src/storage/disk-artifacts.ts';
import { openPlatform } from '../fixtures/discord-platform.ts';
import { noisyFilm } from '../media/film/noisy-film.ts';
import { startDiscord } from '../stand-ins/discord/discord-server.ts';
import { ACME, MIB } from '../stand-ins/discord/seeds.ts';

const run = promisify(execFile);
const { signal } = new AbortController();
const tools = { ffmpegPath: process.env.FFMPEG_PATH || 'ffmpeg', ffprobePath: process.env.FFPROBE_PATH || 'ffprobe' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-noisy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([10, 15, 30, 60])('three films of %i seconds of noise', { timeout: 240_000 }, async (seconds) => {
  const artifacts = await openDiskArtifacts(join(folder, `artifacts-${seconds}`));
  const film = await noisyFilm({ width: 72, height: 128, seconds, qp: 2 }, folder);
  const films = [];
  for (const aspect of ['9:16', '1:1', '16:9'] as const) {
    const key = `projects/p1/outputs/v1/final_${aspect.replace(':', 'x')}.mp4`;
    await copyFile(film, `${film}.own`);
    await artifacts.putFile(key, `${film}.own`);
    films.push({ key, aspect, name: key.split('/').at(-1) ?? '', mime: 'video/mp4' as const, alt: 'Noise' });
  }
  const copies = createChatCopies({ tools, artifacts, threads: 2, log: createLog('silent') });
  const files: Files = {
    open: async (key) => {
      const path = await artifacts.open(key);
      return { bytes: (await stat(path)).size, stream: createReadStream(path) };
    },
    link: async () => null,
    fit: copies.fit,
  };
  const discord = await startDiscord({ limits: null });
  const { platform, close } = await openPlatform(discord, { files });
  onTestFinished(async () => {
    await close();
    expect(discord.faults).toEqual([]);
    await discord.close();
  });
  const ann = discord.person('ann');
  const { id } = ann.say(ACME.channels[0].id, `${discord.mention} an ad`);
  const card: Card = { ...plainCard('result', 'Finished.'), films };
  await platform.post(`discord:${ACME.id}:${ACME.channels[0].id}:${id}`, 'result', card, signal);
  const shown = ann.sees(id).flatMap((message) => message.files);
  expect(shown).toHaveLength(3);
  expect(Math.max(...shown.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(10 * MIB);
  expect(shown.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(25 * MIB);
  for (const [index, { bytes }] of shown.entries()) {
    const file = join(folder, `shown-${seconds}-${index}.mp4`);
    await writeFile(file, bytes);
    const asked = [
      '-v',
      'error',
      '-count_frames',
      '-show_entries',
      'stream=codec_name,nb_read_frames',
      '-of',
      'csv=p=0',
    ];
    const { stdout } = await run(tools.ffprobePath, [...asked, '-select_streams', 'v', file]);
    expect(stdout.trim()).toBe(`h264,${30 * seconds}`);
  }
});
