/** A strict local stand-in for Slack: Web API, socket mode, signed requests, OAuth, files, and people who use it all. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { uninstalled } from './slack/app-methods.ts';
import { type CallFault, createCallFaults } from './slack/call-faults.ts';
import { createDelivery, type Delivery, type Parcel, slowestAckMs } from './slack/delivery.ts';
import type { App, Desk, Settings } from './slack/desk.ts';
import { teller } from './slack/event-envelope.ts';
import { createForgery, type Forgery } from './slack/forgery.ts';
import { createPerson, type Person } from './slack/people.ts';
import { createMeter, type Limit, type Limits, SLACK_LIMITS } from './slack/rate-limits.ts';
import { createReaders, type Readers } from './slack/readers.ts';
import { createRoutes } from './slack/routes.ts';
import { ACME, type Rules, type TeamSeed, USUAL_EVENTS } from './slack/seeds.ts';
import { createSockets, type Sockets } from './slack/sockets.ts';
import { type Call, createWebApi, type Reply } from './slack/web-api.ts';
import { createTeam, createTimes, type Team } from './slack/world.ts';

export type SlackOptions = {
  /** Any free one when absent. */
  readonly port?: number;
  /** Acme alone when absent. */
  readonly teams?: readonly TeamSeed[];
  readonly now?: () => number;
  /** What the app subscribed to: `app_mention`, `message.im`, …; everything usual when absent. */
  readonly events?: readonly string[];
  /** `slack`: as published (the default). */
  readonly limits?: 'slack' | 'none' | Limits;
  /** By method; these win. */
  readonly methodLimits?: Readonly<Record<string, Limit>>;
  /** Where to send events, presses and commands; null or absent: to the sockets. */
  readonly requestUrl?: string | null;
  /** How long an app has to say that it got something; three seconds. */
  readonly ackMs?: number;
  /** Before each further try of an event. */
  readonly retriesMs?: readonly number[];
  readonly settings?: Partial<Settings>;
};

export type Slack = Readers &
  Forgery & {
    /** `http://127.0.0.1:…/api/`, for `SLACK_API_URL`. */
    readonly apiUrl: string;
    readonly origin: string;
    readonly authorizeUrl: string;
    readonly app: App;
    /** The bot's token in that team, as of now. */
    readonly token: (team: string) => string;
    readonly botUser: (team: string) => string;
    readonly person: (team: string, user: string) => Person;
    /** Every call of the Web API, in the order they ended. */
    readonly calls: readonly Call[];
    /** What the app did that no app should do: a test ends with `expect(slack.faults).toEqual([])`. */
    readonly faults: readonly string[];
    /** Requests that took a token to a host that is not Slack's. */
    readonly leaks: readonly string[];
    /** Everything that was handed to the app, or is still waiting for it. */
    readonly parcels: readonly Parcel[];
    /** Events of a type (`message`, `app_mention`, …), to deliver them once more or to look into them. */
    readonly eventsOf: (type: string) => readonly Parcel[];
    /** The slowest of all acknowledgements so far; what was never acknowledged counts as Infinity. */
    readonly slowestAckMs: () => number;
    readonly sockets: Pick<Sockets, 'count' | 'disconnect' | 'cut' | 'freeze'>;
    readonly delivery: Pick<Delivery, 'again' | 'hold' | 'release' | 'settled' | 'goTo'>;
    /** The next calls of a method (`upload` and `download` are files' addresses, `respond` is a response_url, `*` anything). */
    readonly fault: (method: string, fault: CallFault, times?: number) => void;
    readonly clearFaults: () => void;
    readonly setScopes: (team: string, scopes: readonly string[]) => void;
    readonly setRules: (team: string, rules: Partial<Rules>) => void;
    /** The bot's token is dead from now on, without a word. */
    readonly revoke: (team: string) => void;
    /** An admin takes the app away: events, then a dead token. */
    readonly uninstall: (team: string) => void;
    readonly archive: (team: string, channel: string) => void;
    readonly kick: (team: string, channel: string) => void;
    readonly invite: (team: string, channel: string) => void;
    /** Everything that is as good as a key: must be in no log. */
    readonly secrets: () => readonly string[];
    readonly close: () => Promise<void>;
  };

const USUAL_SETTINGS: Settings = {
  triggerMs: 3000,
  fileReadyMs: 40,
  sharesMs: 80,
  streamMs: 300_000,
  statusMs: 120_000,
};

const APP = {
  id: 'A0STANDIN',
  appToken: 'xapp-1-A0STANDIN-stand-in',
  signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
  verificationToken: 'verification-stand-in',
  clientId: '1111.2222',
  clientSecret: 'client-secret-stand-in',
} as const;

export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const { now = Date.now, teams: seeds = [ACME], limits = 'slack' } = options;
  const teams = new Map(seeds.map((seed) => [seed.id, createTeam(seed)]));
  const faults: string[] = [];
  const leaks: string[] = [];
  const started = { origin: '', elsewhere: '' };
  const id = createIds();
  const app: App = { ...APP, events: options.events ?? USUAL_EVENTS };
  const sockets = createSockets(app, id, faults);
  const callFaults = createCallFaults();
  const tellers: { tell: Desk['tell'] } = { tell: () => {} };
  const desk: Desk = {
    app,
    settings: { ...USUAL_SETTINGS, ...options.settings },
    teams,
    now,
    ts: createTimes(now),
    id,
    faults,
    triggers: new Map(),
    responseUrls: new Map(),
    grants: new Map(),
    origin: () => started.origin,
    elsewhere: () => started.elsewhere,
    tell: (team, happening) => tellers.tell(team, happening),
  };
  const { requestUrl = null, ackMs = 3000, retriesMs = [20, 60_000, 300_000] } = options;
  const delivery = createDelivery(desk, sockets, { requestUrl, ackMs, retriesMs });
  tellers.tell = teller(desk, delivery);
  const tiers = limits === 'slack' ? SLACK_LIMITS : limits === 'none' ? null : limits;
  const meter = createMeter(tiers, options.methodLimits ?? {}, now);
  const webApi = createWebApi(desk, meter, callFaults, () => sockets.offer(started.origin));
  const routes = createRoutes(desk, webApi, callFaults);
  const server = createServer((request, response) => {
    answer(request, response, routes).catch((error: unknown) => {
      faults.push(`stand-in: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      response.writeHead(500).end(String(error));
    });
  });
  server.on('upgrade', (request, socket) => sockets.upgrade(request, socket));
  const elsewhere = createServer((request, response) => {
    if (request.headers.authorization)
      leaks.push(`${request.method} ${request.url} with ${request.headers.authorization}`);
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Another site</title>');
  });
  started.origin = await listen(server, options.port ?? 0);
  started.elsewhere = (await listen(elsewhere, 0)).replace('127.0.0.1', 'localhost');
  const teamOf = (given: string): Team => {
    const found = teams.get(given);
    if (!found) throw new Error(`No team ${given} in this stand-in.`);
    return found;
  };
  const channelOf = (team: string, channel: string) => {
    const found = teamOf(team).channels.get(channel);
    if (!found) throw new Error(`No channel ${channel} in ${team}.`);
    return found;
  };
  return {
    ...createReaders(desk, teamOf),
    ...createForgery(desk),
    apiUrl: `${started.origin}/api/`,
    origin: started.origin,
    authorizeUrl: `${started.origin}/oauth/v2/authorize`,
    app,
    token: (team) => teamOf(team).bot.token,
    botUser: (team) => teamOf(team).bot.userId,
    person: (team, user) => createPerson(desk, teamOf(team), user, delivery),
    calls: webApi.calls,
    faults,
    leaks,
    parcels: delivery.parcels,
    eventsOf: (type) =>
      delivery.parcels.filter(({ payload }) => (payload.event as { type?: string } | undefined)?.type === type), // only events have one
    slowestAckMs: () => slowestAckMs(delivery.parcels, ackMs, now()),
    sockets,
    delivery,
    fault: callFaults.add,
    clearFaults: callFaults.clear,
    setScopes: (team, scopes) => {
      teamOf(team).bot.scopes = scopes;
    },
    setRules: (team, rules) => {
      teamOf(team).rules = { ...teamOf(team).rules, ...rules };
    },
    revoke: (team) => {
      teamOf(team).bot.state = 'revoked';
    },
    uninstall: (team) => uninstalled(desk, teamOf(team)),
    archive: (team, channel) => {
      channelOf(team, channel).isArchived = true;
    },
    kick: (team, channel) => {
      channelOf(team, channel).members.delete(teamOf(team).bot.userId);
    },
    invite: (team, channel) => {
      channelOf(team, channel).members.add(teamOf(team).bot.userId);
    },
    secrets: () => [
      app.appToken,
      app.signingSecret,
      app.clientSecret,
      ...[...teams.values()].map(({ bot }) => bot.token),
    ],
    close: async () => {
      delivery.close();
      sockets.close();
      for (const one of [server, elsewhere]) {
        one.closeAllConnections();
        await new Promise((resolve) => one.close(resolve));
      }
    },
  };
}

/** As Slack's: a letter for the kind, then capitals and digits, in the order they were made. */
function createIds(): (prefix: string) => string {
  let last = 0;
  return (prefix) => {
    last += 1;
    return `${prefix.toUpperCase()}0${last.toString(36).toUpperCase().padStart(8, '0')}`;
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: ReturnType<typeof createRoutes>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const url = new URL(request.url ?? '', 'http://localhost');
  const { reply, delayMs } = await routes(request.method ?? '', url, request.headers, Buffer.concat(chunks));
  if (delayMs > 0) await pause(delayMs);
  write(response, reply);
}

function write(response: ServerResponse, reply: Reply): void {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'cut') return void response.destroy();
  const { status, headers, body } = reply;
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers, 'content-length': bytes.length }).end(bytes);
}
