/** The web chat's server on a real port and a real database, with a core that only writes down what it is given. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { serve } from '@hono/node-server';
import type { InboundEvent, Platform } from '../../src/bots/platform.ts';
import type { WebMessages } from '../../src/bots/web/messages.ts';
import { createWebPlatform, WEB_LIMITS } from '../../src/bots/web/platform.ts';
import { createHttp, type HttpOptions } from '../../src/http/create-http.ts';
import { openDiskArtifacts } from '../../src/storage/disk-artifacts.ts';
import { openDiskUploads } from '../../src/storage/disk-uploads.ts';
import { createWebMessages } from '../../src/storage/web-messages.ts';
import type { Fresh } from '../storage/fresh-database.ts';

export type ChatServer = {
  readonly address: string;
  readonly platform: Platform;
  readonly messages: WebMessages;
  /** What the core got, repeats left out. */
  readonly received: readonly InboundEvent[];
  readonly artifact: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Ends every connection, as a network that fails. */
  readonly dropConnections: () => void;
  readonly stop: () => Promise<void>;
};

type Given = Partial<Omit<HttpOptions, 'signal' | 'messages'>> & {
  /** Called once per event, after it was written down. */
  readonly onEvent?: (event: InboundEvent, server: Pick<ChatServer, 'platform'>) => void;
  /** 0: any free one. */
  readonly port?: number;
};

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function startChatServer(fresh: Fresh, given: Given = {}): Promise<ChatServer> {
  const messages = createWebMessages(fresh.database);
  const uploads = await openDiskUploads(join(fresh.folder, 'uploads'), WEB_LIMITS.maxFileBytes);
  const artifacts = await openDiskArtifacts(join(fresh.folder, 'artifacts'));
  const pageFolder = given.pageFolder ?? (await smallPage(join(fresh.folder, 'page')));
  const platform = createWebPlatform({ messages, uploads });
  const received: InboundEvent[] = [];
  const stopping = new AbortController();
  const receive = async (event: InboundEvent) => {
    if (received.some(({ key }) => key === event.key)) return;
    received.push(event);
    given.onEvent?.(event, { platform });
  };
  const app = createHttp({
    receive,
    secret: 'a secret for tests',
    publicUrl: null,
    replicateHook: null,
    newId: () => randomBytes(16).toString('base64url'),
    log: quiet,
    artifacts,
    uploads,
    ...given,
    messages,
    pageFolder,
    signal: stopping.signal,
  });
  const listening = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: given.port ?? 0, hostname: '127.0.0.1' }, listening.resolve);
  const { port } = await listening.promise;
  return {
    address: `http://127.0.0.1:${port}`,
    platform,
    messages,
    received,
    artifact: (key, bytes) => artifacts.putBytes(key, bytes),
    dropConnections: () => 'closeAllConnections' in server && server.closeAllConnections(),
    stop: async () => {
      stopping.abort();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function smallPage(folder: string): Promise<string> {
  const files = {
    'index.html': '<!doctype html><head><title>adgen</title></head>',
    'assets/index-1a2b3c.js': 'export {};',
  };
  for (const [path, content] of Object.entries({ ...files, 'built-from.txt': 'not for readers' })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
