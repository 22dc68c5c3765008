/** adgen in Discord, whole and in small: the real discord.js before the whole system, on the strict stand-in. */
import { join } from 'node:path';
import { expect } from 'vitest';
import { registerCommands } from '../../src/bots/discord/register.ts';
import { openWeb, type Web } from '../../src/compose/web.ts';
import { openSystem, type System } from '../../src/compose.ts';
import { type Accounts, readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import type { Ports } from '../../src/pipeline/run.ts';
import { bottleOrder, SMALL, smallHome } from '../fixtures/system.ts';
import { createSketches } from '../hosted/sketches.ts';
import { type Discord, type DiscordOptions, startDiscord } from '../stand-ins/discord/discord-server.ts';
import type { SeenMessage } from '../stand-ins/discord/sight.ts';

/** Not looked at here. */
const NO_PAGE = join(import.meta.dirname, 'no-page');
const PATIENT = { timeout: 45_000, interval: 50 };

export type DiscordStage = {
  readonly discord: Discord;
  readonly photo: { readonly name: string; readonly bytes: Uint8Array };
  readonly system: () => System;
  readonly address: () => string;
  /** What adgen says in a thread, as somebody there sees it now. */
  readonly replies: (thread: string, who?: string) => readonly SeenMessage[];
  /** Resolves with the newest message of the thread that is so. */
  readonly sees: (thread: string, what: RegExp, who?: string) => Promise<SeenMessage>;
  /** As after a crash: another program on the same home. `between` happens while none is there. */
  readonly restart: (between?: () => void) => Promise<void>;
  /** As `adgen manifests --register` does. */
  readonly register: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly discord?: DiscordOptions;
  readonly ports?: Partial<Ports>;
  /** Where people have accounts, if they do. */
  readonly accounts?: Accounts | null;
};

export async function openDiscordStage({
  discord: change = {},
  ports = {},
  accounts = null,
}: Options = {}): Promise<DiscordStage> {
  const home = await smallHome();
  const discord = await startDiscord({ limits: null, ...change });
  const environment = {
    DISCORD_TOKEN: discord.token(),
    DISCORD_APPLICATION_ID: discord.app.id,
    DISCORD_API_URL: discord.api,
  };
  const config = { ...readConfig({ ...environment, ADGEN_HOME: home, PORT: '0' }, home), accounts };
  const log = createLog('silent');
  let system: System;
  let web: Web;
  const start = async () => {
    system = await openSystem(config, log, { ports: { scale: SMALL, renderer: createSketches(), ...ports } });
    web = await openWeb(system, config, NO_PAGE, log);
    await system.studio.resume();
  };
  const stop = async () => {
    await web.close();
    await system.close();
  };
  await start();
  const { bytes } = (await bottleOrder(home)).photo;
  const replies = (thread: string, who = 'ann') => {
    try {
      return discord
        .person(who)
        .sees(thread)
        .filter(({ isBot, isSystem }) => isBot && !isSystem);
    } catch {
      // The thread is begun with the first answer.
      return [];
    }
  };
  return {
    discord,
    photo: { name: 'bottle.png', bytes },
    system: () => system,
    address: () => `http://127.0.0.1:${web.port}`,
    replies,
    sees: async (thread, what, who) => {
      const found = () => replies(thread, who).findLast(({ text }) => what.test(text));
      const said = () => found()?.text ?? JSON.stringify(replies(thread, who).map(({ text }) => text));
      await expect.poll(said, PATIENT).toMatch(what);
      const message = found();
      if (!message) throw new Error(`Nobody said ${what}.`);
      return message;
    },
    restart: async (between = () => undefined) => {
      await stop();
      between();
      await start();
    },
    register: async () => {
      const { app, api } = discord;
      await registerCommands({ token: discord.token(), applicationId: app.id, guildId: null, apiUrl: api });
    },
    close: async () => {
      await stop();
      await discord.close();
    },
  };
}
