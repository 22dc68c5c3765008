/** The web chat as a platform, over the real database. */
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import type { Platform } from '../../src/bots/platform.ts';
import type { WebMessages } from '../../src/bots/web/messages.ts';
import { createWebPlatform } from '../../src/bots/web/platform.ts';
import { type DiskUploads, openDiskUploads } from '../../src/storage/disk-uploads.ts';
import { openLocalSecret } from '../../src/storage/local-secret.ts';
import { createWebMessages } from '../../src/storage/web-messages.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

let fresh: Fresh;
let folder: string;
let messages: WebMessages;
let uploads: DiskUploads;
let platform: Platform;
let threadId: string;
let count = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-uploads-'));
  messages = createWebMessages(fresh.database);
  uploads = await openDiskUploads(folder, 100);
  platform = createWebPlatform({ messages, uploads });
  count += 1;
  threadId = `web:local:ada:${count}`;
  await messages.open(threadId, 'ada');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;
const card = (text: string) => plainCard('reply', text);
const all = () => messages.since(threadId, 0, 100);

describe('a card', () => {
  test('posted again under its key stays one message, also when both come at once', async () => {
    const posting = ['first', 'second', 'third'].map((text) => platform.post(threadId, 'k', card(text), signal));
    expect(new Set(await Promise.all(posting)).size).toBe(1);
    expect(await all()).toHaveLength(1);
  });

  test('that is edited keeps its place and takes the next number; one that says the same takes none', async () => {
    const id = await platform.post(threadId, 'a', card('one'), signal);
    await platform.post(threadId, 'b', card('two'), signal);
    expect(await platform.edit(threadId, id, card('changed'), signal)).toBe(true);
    expect(await platform.edit(threadId, id, card('changed'), signal)).toBe(true);
    expect((await all()).map(({ key, position, sequence }) => [key, position, sequence])).toEqual([
      ['c:b', 2, 2],
      ['c:a', 1, 3],
    ]);
  });

  test('that is gone cannot be edited, and that is no error', async () => {
    expect(await platform.edit(threadId, 'c:nothing', card('x'), signal)).toBe(false);
    expect(await platform.edit('web:local:ada:nowhere', 'c:nothing', card('x'), signal)).toBe(false);
  });

  test('is not posted after a stop', async () => {
    const stopped = AbortSignal.abort();
    await expect(platform.post(threadId, 'k', card('x'), stopped)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await all()).toEqual([]);
  });
});

test('many writers of one thread leave numbers without a gap or a double, seen in their order by every reader', async () => {
  const seen: number[] = [];
  const stop = await messages.listen((changed) => changed === threadId && void look());
  let looking = Promise.resolve();
  const look = () => {
    looking = looking.then(async () => {
      for (const { sequence } of await messages.since(threadId, seen.at(-1) ?? 0, 100)) seen.push(sequence);
    });
  };
  await Promise.all(Array.from({ length: 30 }, (_, index) => platform.post(threadId, `${index}`, card('x'), signal)));
  look();
  await looking;
  await stop();
  expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});

test('typing is heard by those who listen, and never throws', async () => {
  const heard = Promise.withResolvers<string>();
  const stop = await messages.listen((id, what) => what === 'typing' && id === threadId && heard.resolve(what));
  await platform.typing(threadId);
  expect(await heard.promise).toBe('typing');
  await stop();
  const broken = createWebPlatform({
    messages: { ...messages, typing: () => Promise.reject(new Error('no database')) },
    uploads,
  });
  await broken.typing(threadId);
});

describe('an upload', () => {
  const bytes = new TextEncoder().encode('a picture');
  const attachment = (upload: string) => ({ id: '1', name: 'can.png', bytes: 9, source: { upload } });

  test('is kept once, however often it is sent, and leaves nothing half-written', async () => {
    const names = await Promise.all([uploads.put(bytes), uploads.put(bytes), uploads.put(bytes)]);
    expect(new Set(names).size).toBe(1);
    expect(await readdir(folder)).toEqual([names[0]]);
  });

  test('beyond the cap is refused before it is written, and before it is read', async () => {
    await expect(uploads.put(new Uint8Array(101))).rejects.toMatchObject({ code: 'bad-input' });
    expect(await readdir(folder)).toEqual([]);
    const name = await uploads.put(bytes);
    const fetching = platform.fetchAttachment(attachment(name), 8, signal);
    await expect(fetching).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('that is gone, or is no upload at all, is a sentence', async () => {
    const gone = platform.fetchAttachment(attachment('0'.repeat(64)), 100, signal);
    await expect(gone).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('send it again') });
    await expect(uploads.read('../secret', 100)).rejects.toMatchObject({ code: 'bad-input' });
    const nowhere = platform.fetchAttachment({ id: '1', name: 'a', bytes: 1, source: {} }, 100, signal);
    await expect(nowhere).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is swept when nobody has sent it for long, and only then', async () => {
    const [old, again] = [await uploads.put(bytes), await uploads.put(new Uint8Array([1]))];
    const lastYear = new Date('2025-01-01');
    for (const name of [old, again]) await utimes(join(folder, name), lastYear, lastYear);
    await uploads.put(new Uint8Array([1]));
    await uploads.sweep(Date.parse('2025-06-01'));
    expect(await readdir(folder)).toEqual([again]);
  });

  test('into a folder that is none is a sentence', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(openDiskUploads(join(file, 'in-it'), 100)).rejects.toMatchObject({ code: 'storage' });
  });
});

test('the secret is made once, also by two at a time, and stays', async () => {
  const secrets = await Promise.all([openLocalSecret(folder), openLocalSecret(folder)]);
  expect(new Set([...secrets, await openLocalSecret(folder)]).size).toBe(1);
  expect(secrets[0]).toMatch(/^[0-9a-f]{64}$/);
});
