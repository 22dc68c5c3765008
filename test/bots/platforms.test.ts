import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attachment } from '../../src/bots/platform.ts';
import { createTerminalPlatform } from '../../src/bots/terminal/platform.ts';
import { createWebPlatform } from '../../src/bots/web/platform.ts';
import { openDiskUploads } from '../../src/storage/disk-uploads.ts';
import { createWebMessages } from '../../src/storage/web-messages.ts';
import { type OpenPlatform, platformContract } from '../contracts/platform.ts';
import { createMemoryPlatform } from '../fixtures/memory-platform.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

const attachment = (bytes: Uint8Array, source: Attachment['source']): Attachment => ({
  id: 'a1',
  name: 'photo.png',
  bytes: bytes.length,
  source,
});
const MAX_BYTES = 1000;

/** Takes no room on the disk: nothing is written into it. */
async function writeHuge(path: string, bytes: number): Promise<void> {
  await writeFile(path, '');
  await truncate(path, bytes);
}

async function withFolder(use: (folder: string) => Promise<Omit<OpenPlatform, 'close'>>): Promise<OpenPlatform> {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-platform-'));
  return { ...(await use(folder)), close: () => rm(folder, { recursive: true, force: true }) };
}

describe('the web chat', () => {
  let fresh: Fresh;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.remove());

  platformContract(() =>
    withFolder(async (folder) => {
      const messages = createWebMessages(fresh.database);
      const uploads = await openDiskUploads(folder, MAX_BYTES);
      const [threadId, otherThreadId] = [`web:local:ada:${randomUUID()}`, `web:local:ada:${randomUUID()}`];
      for (const id of [threadId, otherThreadId]) await messages.open(id, 'ada');
      return {
        platform: createWebPlatform({ messages, uploads }),
        threadId,
        otherThreadId,
        shown: async (id) =>
          (await messages.since(id, 0, 100))
            .toSorted((one, other) => one.position - other.position)
            .map((message) => JSON.stringify(message)),
        files: async (id) => {
          const rows = await fresh.database.query(
            'select unnest(files) as key from web_messages where thread_id = $1',
            [id],
          );
          return rows.map(({ key }) => String(key));
        },
        attach: async (bytes) => {
          const upload = await uploads.put(bytes);
          return attachment(bytes, { upload });
        },
        attachHuge: async (bytes) => {
          const upload = 'a'.repeat(64);
          await writeHuge(join(folder, upload), bytes);
          return attachment(new Uint8Array(), { upload });
        },
        remove: async () =>
          void (await fresh.database.query('delete from web_messages where thread_id = $1', [threadId])),
      };
    }),
  );
});

describe('the terminal', () => {
  platformContract(() =>
    withFolder(async (folder) => {
      const [threadId, otherThreadId] = ['terminal:local:me:1', 'terminal:local:me:2'];
      const lines: string[] = [];
      const screen = { say: (text: string) => void lines.push(text), progress: () => {}, endProgress: () => {} };
      const platform = createTerminalPlatform({ name: 'terminal', screen, locate: async (key) => key });
      const ofOther = (line: string) => line.includes('of the other');
      return {
        platform,
        threadId,
        otherThreadId,
        // It is one window: what is said in another thread is only to be told by its words.
        shown: async (id) => lines.filter((line) => ofOther(line) === (id === otherThreadId)),
        files: null,
        attach: async (bytes) => {
          const path = join(folder, 'photo.png');
          await writeFile(path, bytes);
          return attachment(bytes, { path });
        },
        attachHuge: async (bytes) => {
          const path = join(folder, 'huge.png');
          await writeHuge(path, bytes);
          return attachment(new Uint8Array(), { path });
        },
        remove: null,
      };
    }),
  );

  test('a pipe and a folder are no pictures, and are not waited for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adgen-platform-'));
    const pipe = join(folder, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const screen = { say: () => {}, progress: () => {}, endProgress: () => {} };
    const platform = createTerminalPlatform({ name: 'terminal', screen, locate: async (key) => key });
    for (const path of [pipe, folder, join(folder, 'nothing')]) {
      const file = attachment(new Uint8Array(), { path });
      await expect(platform.fetchAttachment(file, 1000, new AbortController().signal)).rejects.toMatchObject({
        code: 'bad-input',
      });
    }
    await rm(folder, { recursive: true });
  });
});

describe('the platform of the other tests', () => {
  platformContract(async () => {
    const platform = createMemoryPlatform();
    const threadId = 'memory:w:c:1';
    return {
      platform,
      threadId,
      otherThreadId: 'memory:w:c:2',
      shown: async (id) => platform.thread(id).map(({ card }) => card.text),
      files: async (id) =>
        platform
          .thread(id)
          .flatMap(({ card: { picture, films } }) => [picture, ...films].flatMap((file) => file?.key ?? [])),
      attach: async (bytes) => {
        platform.files.set('a1', bytes);
        return attachment(bytes, {});
      },
      attachHuge: null,
      remove: async (messageId) => platform.remove(threadId, messageId),
      close: async () => {},
    };
  });
});
