/** The network and the store as they are on a bad day. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Manner, type S3Behaviour, startS3Server } from '../stand-ins/s3-server.ts';
import { stage } from './s3-stage.ts';

const MIB = 1024 ** 2;
const KEY = 'projects/p1/scenes/scene_1_bg.0a1b.mp4';

/** The first so many calls meet `manner`, the rest are served. */
const first = (calls: number, manner: Manner): S3Behaviour => ({
  receive: (_, number) => (number <= calls ? manner : 'serve'),
});

test.each<[string, Manner]>([
  ['is too busy', { status: 503, code: 'SlowDown' }],
  ['is out of order', { status: 500, code: 'InternalError' }],
  ['hangs up', 'drop'],
  ['hangs up after the work was done', 'lost'],
  ['never answers', 'hang'],
])('a store that at first %s gets everything in the end', async (_, manner) => {
  const { artifacts, server, folder, close } = await stage(first(2, manner), { stillMs: 400 });
  onTestFinished(close);
  await writeFile(join(folder, 'clip'), 'frames');
  await artifacts.putFile(KEY, join(folder, 'clip'));
  expect(await artifacts.has(KEY)).toBe(true);
  expect(server.objects.get(KEY)?.bytes.toString()).toBe('frames');
});

test.each<[string, Manner]>([
  ['half of the file', 'half'],
  ['nothing', 'drop'],
  ['an error', { status: 500, code: 'InternalError' }],
])('a file is opened whole even when at first only %s arrives', async (_, manner) => {
  const { artifacts, server, options, close } = await stage(first(2, manner));
  onTestFinished(close);
  const bytes = Buffer.alloc(3 * MIB, 'frames');
  server.objects.set(KEY, { bytes, type: '', etag: '"x"' });
  expect((await readFile(await artifacts.open(KEY))).equals(bytes)).toBe(true);
  expect(await drafts(options.cacheFolder)).toEqual([]);
});

test('a store that always breaks off is given up, and nothing half stays behind', async () => {
  const { artifacts, server, options, close } = await stage({ receive: () => 'half' });
  onTestFinished(close);
  server.objects.set(KEY, { bytes: Buffer.alloc(MIB), type: '', etag: '"x"' });
  await expect(artifacts.open(KEY)).rejects.toMatchObject({ code: 'storage', retryAfterMs: expect.any(Number) });
  expect(await drafts(options.cacheFolder)).toEqual([]);
});

test('a multipart upload that fails is taken back, and the file stays where it was made for another try', async () => {
  const isSecondPart = (query: URLSearchParams) => query.get('partNumber') === '2';
  const { artifacts, server, folder, close } = await stage(
    { receive: ({ query }) => (isSecondPart(query) ? { status: 403, code: 'AccessDenied' } : 'serve') },
    { partBytes: 5 * MIB },
  );
  onTestFinished(close);
  await writeFile(join(folder, 'film'), Buffer.alloc(11 * MIB));
  await expect(artifacts.putFile(KEY, join(folder, 'film'))).rejects.toMatchObject({ code: 'storage' });
  expect([server.uploads.size, server.objects.size]).toEqual([0, 0]);
  expect(await artifacts.has(KEY)).toBe(false);
  expect((await stat(join(folder, 'film'))).size).toBe(11 * MIB);
});

test('an upload whose last answer was lost on its way counts as what it is: done', async () => {
  let lost = false;
  const { artifacts, server, folder, close } = await stage(
    {
      receive: ({ method, query }) => {
        if (lost || method !== 'POST' || !query.has('uploadId')) return 'serve';
        lost = true;
        return 'lost';
      },
    },
    { partBytes: 5 * MIB },
  );
  onTestFinished(close);
  await writeFile(join(folder, 'film'), Buffer.alloc(6 * MIB));
  await artifacts.putFile(KEY, join(folder, 'film'));
  expect([lost, server.objects.get(KEY)?.bytes.length]).toEqual([true, 6 * MIB]);
});

test('a store that is away for some seconds loses nothing of twenty uploads at once', async () => {
  const { artifacts, server, close } = await stage({}, { patienceMs: 20_000 });
  onTestFinished(close);
  await server.close();
  const keys = Array.from({ length: 20 }, (_, number) => `projects/p1/shots/${number}.mp4`);
  const puts = Promise.all(keys.map((key) => artifacts.putBytes(key, Buffer.from(key))));
  const { promise: later, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, 2500);
  await later;
  const again = await startS3Server({ port: server.port });
  onTestFinished(again.close);
  await puts;
  expect([...again.objects.keys()].sort()).toEqual([...keys].sort());
});

test('closing ends what waits for the store', async () => {
  const { artifacts, server, close } = await stage(
    { receive: () => ({ status: 503, code: 'SlowDown' }) },
    { patienceMs: 600_000 },
  );
  const waiting = expect(artifacts.open(KEY)).rejects.toMatchObject({ code: 'storage' });
  await vi.waitFor(() => expect(server.received.length).toBeGreaterThan(0));
  await close();
  await waiting;
});

/** Half-done files of the one process that uses this cache. */
async function drafts(cacheFolder: string): Promise<readonly string[]> {
  const [own = ''] = await readdir(cacheFolder);
  return readdir(join(cacheFolder, own, 'work'));
}
