import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
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
      const threadId = `web:local:ada:${randomUUID()}`;
      await messages.open(threadId, 'ada');
      return {
        platform: createWebPlatform({ messages, uploads }),
        threadId,
        shown: async () => (await messages.since(threadId, 0, 100)).map((message) => JSON.stringify(message)),
        attach: async (bytes) => {
          const upload = await uploads.put(bytes);
          return attachment(bytes, { upload });
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
      const lines: string[] = [];
      const screen = { say: (text: string) => void lines.push(text), progress: () => {}, endProgress: () => {} };
      return {
        platform: createTerminalPlatform({ name: 'terminal', screen, locate: async (key) => key }),
        threadId: 'terminal:local:me:1',
        shown: async () => lines,
        attach: async (bytes) => {
          const path = join(folder, 'photo.png');
          await writeFile(path, bytes);
          return attachment(bytes, { path });
        },
        remove: null,
      };
    }),
  );
});

describe('the platform of the other tests', () => {
  platformContract(async () => {
    const platform = createMemoryPlatform();
    const threadId = 'memory:w:c:1';
    return {
      platform,
      threadId,
      shown: async () => platform.thread(threadId).map(({ card }) => card.text),
      attach: async (bytes) => {
        platform.files.set('a1', bytes);
        return attachment(bytes, {});
      },
      remove: async (messageId) => platform.remove(threadId, messageId),
      close: async () => {},
    };
  });
});
