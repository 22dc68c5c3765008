/** Local copies: one download for many, gone when they take too much room, never while somebody reads. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { S3Options } from '../../src/storage/s3/options.ts';
import { openS3Artifacts } from '../../src/storage/s3-artifacts.ts';
import { stage } from './s3-stage.ts';

const keyOf = (number: number) => `projects/p1/shots/${number}.mp4`;

test('many who open one file at once share one download, and later ones need none', async () => {
  const { artifacts, server, stored, gets } = await withStored(1, {});
  const paths = await Promise.all(Array.from({ length: 20 }, () => artifacts.open(keyOf(0))));
  expect([new Set(paths).size, gets()]).toEqual([1, 1]);
  await artifacts.open(keyOf(0));
  expect(gets()).toBe(1);
  expect((await readFile(paths[0] ?? '')).equals(stored)).toBe(true);
  expect(server.faults).toEqual([]);
});

test('what was just stored here is opened here without a download', async () => {
  const { artifacts, gets } = await withStored(0, {});
  await artifacts.putBytes(keyOf(0), Buffer.from('film'));
  expect(await readFile(await artifacts.open(keyOf(0)), 'utf8')).toBe('film');
  expect(gets()).toBe(0);
});

test('a copy that is no longer trusted is asked about, and fetched only when another machine replaced it', async () => {
  let now = 0;
  const { artifacts, options, server } = await withStored(1, { now: () => now, trustCopyMs: 1000 });
  const before = await readFile(await artifacts.open(keyOf(0)));
  now = 2000;
  const statusAt = server.received.length;
  expect(await readFile(await artifacts.open(keyOf(0)))).toEqual(before);
  expect(server.received.length).toBe(statusAt + 1);
  const other = await openS3Artifacts(options);
  onTestFinished(other.close);
  await other.putBytes(keyOf(0), Buffer.from('newer'));
  now = 4000;
  expect(await readFile(await artifacts.open(keyOf(0)), 'utf8')).toBe('newer');
  await other.removeProject('p1');
  now = 6000;
  await expect(artifacts.open(keyOf(0))).rejects.toMatchObject({ code: 'not-found' });
});

test('beyond the bound, what was used longest ago goes, except what was opened lately', async () => {
  let now = 0;
  const bounds = { now: () => now, cacheBytes: 3500, keepOpenedMs: 60_000, trustCopyMs: 1e9 };
  const { artifacts, local } = await withStored(6, bounds);
  for (const number of [0, 1, 2, 3, 4]) await artifacts.open(keyOf(number));
  // All were opened just now: nobody's file is taken away, even though they take too much.
  expect(await local()).toEqual(['0.mp4', '1.mp4', '2.mp4', '3.mp4', '4.mp4']);
  now = 30_000;
  await artifacts.open(keyOf(0));
  now = 61_000;
  await artifacts.open(keyOf(5));
  expect(await local()).toEqual(['0.mp4', '4.mp4', '5.mp4']);
});

test('what nobody opened for a day goes, also where there is room: its ad may be swept away elsewhere', async () => {
  let now = 0;
  const { artifacts, local } = await withStored(3, { now: () => now, trustCopyMs: 1e12 });
  for (const number of [0, 1]) await artifacts.open(keyOf(number));
  now = 20 * 3_600_000;
  await artifacts.open(keyOf(1));
  now = 25 * 3_600_000;
  await artifacts.open(keyOf(2));
  expect(await local()).toEqual(['1.mp4', '2.mp4']);
});

test('what was only stored makes room at once', async () => {
  const { artifacts, local } = await withStored(0, { cacheBytes: 2500 });
  for (const number of [0, 1, 2, 3]) await artifacts.putBytes(keyOf(number), Buffer.alloc(1000));
  expect(await local()).toEqual(['2.mp4', '3.mp4']);
});

test('a hundred files opened at random beside each other, in a cache for three, are all there and whole when they are read', async () => {
  const { artifacts, stored } = await withStored(20, { cacheBytes: 3500 });
  const order = Array.from({ length: 100 }, (_, index) => keyOf((index * 7) % 20));
  const read = await Promise.all(order.map(async (key) => readFile(await artifacts.open(key))));
  expect(read.every((bytes) => bytes.equals(stored))).toBe(true);
});

test('a copy that a tidy-up of temporary files took is fetched again', async () => {
  const { artifacts, gets } = await withStored(1, {});
  await rm(await artifacts.open(keyOf(0)));
  await readFile(await artifacts.open(keyOf(0)));
  expect(gets()).toBe(2);
});

async function withStored(files: number, own: Partial<S3Options>) {
  const opened = await stage({}, own);
  onTestFinished(opened.close);
  const stored = Buffer.alloc(1000, 'frames');
  for (let number = 0; number < files; number++)
    opened.server.objects.set(keyOf(number), { bytes: stored, type: 'video/mp4', etag: `"${number}"` });
  return {
    ...opened,
    stored,
    gets: () => opened.server.received.filter((call) => call.startsWith('GET projects')).length,
    local: async () => {
      const [process = ''] = await readdir(opened.options.cacheFolder);
      return (await readdir(join(opened.options.cacheFolder, process, 'files/projects/p1/shots'))).sort();
    },
  };
}
