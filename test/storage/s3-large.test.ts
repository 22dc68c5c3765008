/** Files larger than memory should hold, and processes that die in the middle of them. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openS3Artifacts } from '../../src/storage/s3-artifacts.ts';
import { startS3rver } from '../stand-ins/s3-rver.ts';
import { runNode, runNodeWithFullDisk } from './run-program.ts';
import { stage } from './s3-stage.ts';

const MIB = 1024 ** 2;
const KEY = 'projects/p1/outputs/v1/final_16x9.mp4';
const PROGRAM = join(import.meta.dirname, 's3-process.ts');

test('a hundred megabytes go to the store and come back without ever being in memory', async () => {
  const { folder, close } = await stage();
  onTestFinished(close);
  const server = await startS3rver(join(folder, 'store'));
  onTestFinished(server.close);
  const file = join(folder, 'film.mp4');
  const sum = await writeLarge(file, 100);
  const put = runNode(PROGRAM, 'put', 's3rver', server.url, join(folder, 'one'), KEY, file);
  const stored = JSON.parse((await put.line()) ?? '');
  await expect(stat(file)).rejects.toThrow('ENOENT');
  const opened = runNode(PROGRAM, 'open', 's3rver', server.url, join(folder, 'other'), KEY);
  const fetched = JSON.parse((await opened.line()) ?? '');
  expect(await sumOf(fetched.path)).toBe(sum);
  // Seen for 50, 100 and 200 MiB alike: 72 and 50 to 67, most of it read-ahead and what is not collected yet.
  expect(stored.grownMiB).toBeLessThan(100);
  expect(fetched.grownMiB).toBeLessThan(100);
  await Promise.all([put.ended, opened.ended]);
});

test('a process killed in the middle of an upload leaves nothing that looks stored', async () => {
  const { server, artifacts, folder, close } = await stage({
    receive: ({ query }) => (query.get('partNumber') === '3' ? 'hang' : 'serve'),
  });
  onTestFinished(close);
  const file = join(folder, 'film.mp4');
  await writeLarge(file, 20);
  const program = runNode(PROGRAM, 'put', 'strict', server.url, join(folder, 'one'), KEY, file);
  await vi.waitFor(
    () => expect(server.received.filter((call) => call.includes('?partNumber'))).toHaveLength(4),
    30_000,
  );
  await program.kill();
  expect(await artifacts.has(KEY)).toBe(false);
  await expect(artifacts.open(KEY)).rejects.toMatchObject({ code: 'not-found' });
  // What it made is still there for whoever goes on; the parts in the store are what the bucket's rule ends after a day.
  expect([(await stat(file)).size, server.uploads.size]).toEqual([20 * MIB, 1]);
});

test('a process killed in the middle of a download leaves nothing, and the next one opens the whole file', async () => {
  let stalls = true;
  const { server, options, folder, close } = await stage({
    receive: ({ method, key }) => (stalls && method === 'GET' && key === KEY ? 'stall' : 'serve'),
  });
  onTestFinished(close);
  const bytes = Buffer.alloc(8 * MIB, 'frames');
  server.objects.set(KEY, { bytes, type: 'video/mp4', etag: '"x"' });
  const cacheFolder = join(folder, 'other');
  await mkdir(cacheFolder);
  const program = runNode(PROGRAM, 'open', 'strict', server.url, cacheFolder, KEY);
  const draft = await vi.waitFor(() => onlyDraft(cacheFolder), 30_000);
  await program.kill();
  expect((await stat(draft)).size).toBeGreaterThan(0);
  stalls = false;
  const next = await openS3Artifacts({ ...options, cacheFolder });
  onTestFinished(next.close);
  await expect(stat(draft)).rejects.toThrow('ENOENT');
  expect((await readFile(await next.open(KEY))).equals(bytes)).toBe(true);
});

test('a full disk on this side is said in one sentence at once, and nothing half is left', async () => {
  const { server, folder, close } = await stage();
  onTestFinished(close);
  server.objects.set(KEY, { bytes: Buffer.alloc(4 * MIB), type: 'video/mp4', etag: '"x"' });
  const cacheFolder = join(folder, 'small');
  const program = runNodeWithFullDisk(1000, PROGRAM, 'open', 'strict', server.url, cacheFolder, KEY);
  expect(await program.line()).toBe(
    `storage: There is no room left in ${cacheFolder}. Free some space, or set ADGEN_HOME to a folder on a disk with room.`,
  );
  await program.ended;
  const [own = ''] = await readdir(cacheFolder);
  expect(await readdir(join(cacheFolder, own, 'work'))).toEqual([]);
  expect(server.received.filter((call) => call === `GET ${KEY}`)).toHaveLength(1);
});

async function onlyDraft(cacheFolder: string): Promise<string> {
  const [own = ''] = await readdir(cacheFolder);
  const [draft = ''] = await readdir(join(cacheFolder, own, 'work'));
  const path = join(cacheFolder, own, 'work', draft);
  expect((await stat(path)).size).toBeGreaterThan(MIB);
  return path;
}

/** Returns its checksum. */
async function writeLarge(file: string, mib: number): Promise<string> {
  const handle = await open(file, 'w');
  const hash = createHash('sha256');
  for (let number = 0; number < mib; number++) {
    const piece = Buffer.alloc(MIB, `piece ${number} `);
    hash.update(piece);
    await handle.write(piece);
  }
  await handle.close();
  return hash.digest('hex');
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
