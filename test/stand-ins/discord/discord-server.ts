/** Discord in small on this machine: REST v10, the gateway and the CDN at one address, with people, owners and faults. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Locale } from 'discord-api-types/v10';
import { type CallFaults, createCallFaults } from './call-faults.ts';
import { callbackRoutes } from './callback-routes.ts';
import { serveFile } from './cdn.ts';
import { channelRoutes } from './channel-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { type App, createIds, type Desk, need, type Settings } from './desk.ts';
import { isFilePath } from './files.ts';
import { createGateway, type GatewayControl } from './gateway.ts';
import { messageRoutes } from './message-routes.ts';
import { archiveQuiet, createOwner, type Owner } from './owner.ts';
import { createPerson, type Person } from './person.ts';
import { createMeter, DISCORD_LIMITS, type Limits } from './rate-limits.ts';
import { type Call, createRest } from './rest-api.ts';
import { ACME, type GuildSeed, MIB } from './seeds.ts';
import { addGuild } from './start-world.ts';
import { threadRoutes } from './thread-routes.ts';
import { createWatch, type Watch } from './watch.ts';
import { webhookRoutes } from './webhook-routes.ts';
import type { Command, Interaction } from './world.ts';

export type DiscordOptions = {
  /** Acme when absent. */
  readonly guilds?: readonly GuildSeed[];
  /** Privileged intents that are switched on; the one for contents when absent. */
  readonly privileged?: readonly ('MessageContent' | 'GuildMembers' | 'GuildPresences')[];
  /** As usually seen at Discord when absent; null: none. */
  readonly limits?: Limits | null;
  readonly settings?: Partial<Settings>;
  readonly heartbeatMs?: number;
  /** How long a lost session can be resumed. */
  readonly sessionMs?: number;
};

export type Discord = {
  /** For `rest.api`: `http://127.0.0.1:…/api`. Links to files are at the same host. */
  readonly api: string;
  readonly origin: string;
  readonly app: Pick<App, 'id' | 'botId' | 'name'>;
  readonly token: () => string;
  /** The old one is refused from now on, and connections made with it are closed. */
  readonly resetToken: () => string;
  /** `<@…>`: calls the bot in a message. */
  readonly mention: string;
  /** By name or id. */
  readonly person: (who: string) => Person;
  readonly owner: Owner;
  readonly gateway: GatewayControl;
  readonly callFaults: CallFaults;
  /** Oldest first, as they were answered. */
  readonly calls: readonly Call[];
  /** What the app did that no app should do: forms Discord refuses, double answers, routes that are not there. */
  readonly faults: readonly string[];
  readonly interactions: () => readonly Interaction[];
  /** The interaction whose first answer took longest; null while nothing was asked. An unanswered one takes for ever. */
  readonly slowestAnswer: () => { readonly words: string; readonly afterMs: number } | null;
  /** Of a server, or of everywhere. */
  readonly commands: (guild: string | 'global') => readonly Command[];
  readonly now: () => number;
  /** Moves the clock; quiet threads are archived. Rate limits go by real time. */
  readonly advance: (ms: number) => void;
  readonly until: Watch['until'];
  readonly close: () => Promise<void>;
};

const ROUTES = [
  ...channelRoutes,
  ...messageRoutes,
  ...threadRoutes,
  ...commandRoutes,
  ...callbackRoutes,
  ...webhookRoutes,
];

const USUAL: Settings = {
  answerMs: 3000,
  tokenMs: 15 * 60_000,
  linkMs: 24 * 3_600_000,
  nonceMs: 5 * 60_000,
  maxRequestBytes: 25 * MIB,
};

export async function startDiscord(options: DiscordOptions = {}): Promise<Discord> {
  const watch = createWatch();
  const callFaults = createCallFaults();
  let ahead = 0;
  let origin = '';
  const now = () => Date.now() + ahead;
  const app: App = {
    id: '150000000000000001',
    name: 'adgen',
    botId: '150000000000000001',
    publicKey: 'stand-in-public-key',
    token: 'MTUw.stand-in.token-1',
    privileged: new Set(options.privileged ?? ['MessageContent']),
  };
  const desk: Desk = {
    app,
    settings: { ...USUAL, ...options.settings },
    users: new Map([
      [
        app.botId,
        {
          id: app.botId,
          name: app.name,
          isBot: true,
          locale: Locale.EnglishUS,
          maxFileBytes: 10 * MIB,
          isClosed: false,
        },
      ],
    ]),
    guilds: new Map(),
    channels: new Map(),
    files: new Map(),
    interactions: new Map(),
    commands: new Map(),
    typings: [],
    nonces: new Map(),
    faults: [],
    now,
    id: createIds(now),
    origin: () => origin,
    tell: (happening) => gateway.tell(happening),
    changed: watch.changed,
  };
  const gateway = createGateway(desk, {
    heartbeatMs: options.heartbeatMs ?? 41_250,
    sessionMs: options.sessionMs ?? 180_000,
  });
  const rest = createRest(
    desk,
    ROUTES,
    createMeter(options.limits === undefined ? DISCORD_LIMITS : options.limits),
    callFaults,
  );
  for (const seed of options.guilds ?? [ACME]) addGuild(desk, seed);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const serving = isFilePath(url.pathname)
      ? serveFile(desk, callFaults, request, response, url)
      : rest.handle(request, response, url);
    serving.catch((error: unknown) => {
      desk.faults.push(
        `The stand-in itself broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      response.destroy();
    });
  });
  server.on('upgrade', gateway.upgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  const interactions = () => [...desk.interactions.values()];
  return {
    api: `${origin}/api`,
    origin,
    app,
    token: () => app.token,
    resetToken: () => {
      app.token = `MTUw.stand-in.token-${desk.id()}`;
      gateway.control.close(4004);
      return app.token;
    },
    mention: `<@${app.botId}>`,
    person: (who) => {
      const user = [...desk.users.values()].find(({ id, name }) => id === who || name === who);
      return createPerson(desk, watch, need(user, `person ${who}`));
    },
    owner: createOwner(desk),
    gateway: gateway.control,
    callFaults,
    calls: rest.calls,
    faults: desk.faults,
    interactions,
    slowestAnswer: () => slowest(interactions()),
    commands: (guild) => desk.commands.get(guild) ?? [],
    now,
    advance: (ms) => {
      ahead += ms;
      archiveQuiet(desk);
      desk.changed();
    },
    until: watch.until,
    close: async () => {
      gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function slowest(all: readonly Interaction[]): { readonly words: string; readonly afterMs: number } | null {
  const timed = all.map(({ words, bornMs, answeredMs }) => ({
    words,
    afterMs: answeredMs === null ? Infinity : answeredMs - bornMs,
  }));
  return timed.toSorted((one, other) => other.afterMs - one.afterMs)[0] ?? null;
}
