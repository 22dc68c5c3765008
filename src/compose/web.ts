/** The windows people talk in, over a whole system: the web chat with its server, and Slack and Discord where they are chosen. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createWebPlatform, WEB_LIMITS } from '../bots/web/platform.ts';
import { sendUnsent } from '../bots/web/send.ts';
import type { System } from '../compose.ts';
import type { Config } from '../config.ts';
import { createHttp } from '../http/create-http.ts';
import type { Log } from '../pipeline/ports.ts';
import { openDiskUploads } from '../storage/disk-uploads.ts';
import { openLocalSecret } from '../storage/local-secret.ts';
import { createWebMessages } from '../storage/web-messages.ts';
import { openApi } from './api.ts';
import { openDelivery } from './delivery.ts';
import { openDiscord } from './discord.ts';
import { listen } from './listen.ts';
import { openSignIn } from './sign-in.ts';
import { openSlack } from './slack.ts';
import { keepUploadsSwept } from './sweeping.ts';

export type Web = {
  /** Where people open it. */
  readonly address: string;
  /** Where it listens on this machine. */
  readonly port: number;
  readonly close: () => Promise<void>;
};

/** Serves the page in `pageFolder` and works on what comes in until it is closed. Throws `set-up` when the port is taken. */
export async function openWeb(system: System, config: Config, pageFolder: string, log: Log): Promise<Web> {
  const { home, port, publicUrl, retentionDays } = config;
  const ending = new AbortController();
  const messages = createWebMessages(system.database);
  const uploads = await openDiskUploads(join(home, 'uploads'), WEB_LIMITS.maxFileBytes);
  const { files, sharedLinks } = await openDelivery(system, config, log);
  const slack = openSlack(config, { system, files, log });
  const discord = openDiscord(config, { system, files, log });
  const bots = [slack, discord].filter((bot) => bot !== null);
  const platforms = [createWebPlatform({ messages, uploads }), ...bots.map(({ platform }) => platform)];
  const conversations = system.converse(platforms);
  const { receive } = conversations;
  const secret = await openLocalSecret(home);
  const signIn = openSignIn(config, secret);
  const app = createHttp({
    ...{ messages, uploads, receive, pageFolder, publicUrl, sharedLinks, log },
    artifacts: system.artifacts,
    replicateHook: system.replicateHook,
    slack: slack?.handle,
    operations: system.operations,
    secret,
    accounts: signIn.accounts ?? null,
    api: openApi({ system, log, signIn, signal: ending.signal }),
    newId: () => randomBytes(18).toString('base64url'),
    signal: ending.signal,
  });
  const server = await listen(app.fetch, { port, publicUrl });
  const running = conversations.run(ending.signal);
  await sendUnsent({ messages, receive });
  for (const bot of bots) await bot.start(conversations);
  const sweeping = keepUploadsSwept(uploads, { retentionDays, log });
  return {
    address: publicUrl ?? `http://localhost:${server.port}`,
    port: server.port,
    close: async () => {
      ending.abort();
      await running;
      for (const bot of bots) await bot.close();
      await sweeping.close();
      await server.close();
    },
  };
}
