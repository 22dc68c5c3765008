/** Discord, connected: what people say there comes in by the gateway, cards go out by requests. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits, Partials } from 'discord.js';
import { AdgenError } from '../../ad/errors.ts';
import type { Files, Platform, Receiving } from '../platform.ts';
import type { Linking, Window } from '../window.ts';
import { addCommands } from './answer-commands.ts';
import { addClicks } from './clicks.ts';
import type { DiscordLog } from './front-needs.ts';
import { createHints } from './hints.ts';
import { createInTurn } from './in-turn.ts';
import { catchUp, type InboundNeeds, takeDispatch } from './inbound.ts';
import { survivesLostSessions } from './lost-session.ts';
import { createDiscordPlatform } from './platform.ts';
import { restOptions } from './rest.ts';
import { isTokenRefused, TOKEN_REFUSED } from './trouble.ts';

export type DiscordOptions = {
  readonly token: string;
  /** Null: Discord's own; as in `http://127.0.0.1:9000/api`. */
  readonly apiUrl: string | null;
  readonly files: Files;
  readonly window: Window;
  readonly links: Linking;
  readonly log: DiscordLog;
};

export type Discord = {
  readonly platform: Platform;
  /** From now on what is said there comes in. Throws when Discord does not accept the token or what the app wants to hear. */
  readonly start: (receiving: Receiving) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A film on a slow line; discord.js gives up after fifteen seconds and sends it again (discord.js#9484, 2026-11). */
const TIMEOUT_MS = 180_000;

export function createDiscord({ token, apiUrl, files, window, links, log }: DiscordOptions): Discord {
  const client = openClient(token, apiUrl);
  const hints = createHints(client.rest);
  const closing = new AbortController();
  let isRefused = false;
  const onTokenRefused = () => {
    if (isRefused || closing.signal.aborted) return;
    isRefused = true;
    log.error({}, TOKEN_REFUSED);
    void client.destroy();
  };
  const platform = createDiscordPlatform({ client, files, hints, links, apiUrl, log, onTokenRefused });
  return {
    platform,
    start: async (receiving) => {
      const needs: InboundNeeds & { window: Window } = { ...receiving, client: asReady(client), window, log };
      listen(needs, onTokenRefused);
      addClicks(needs.client, { receive: receiving.receive, hints, log });
      addCommands(client, { receive: receiving.receive, window, links, log });
      await connect(client, token, { log, signal: closing.signal });
    },
    close: async () => {
      closing.abort();
      await client.destroy();
    },
  };
}

/** Listeners are only called once it is. */
function asReady(client: Client): Client<true> {
  return client as Client<true>; // `user` is asked for in listeners alone
}

function openClient(token: string, apiUrl: string | null): Client {
  const { Guilds, GuildMessages, MessageContent, DirectMessages } = GatewayIntentBits;
  const client = new Client({
    intents: [Guilds, GuildMessages, MessageContent, DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    enforceNonce: true,
    rest: {
      ...restOptions(apiUrl),
      timeout: TIMEOUT_MS,
      // Whether something was done is looked up before it is done again.
      retries: 0,
      // What waits is made of what a card says by then; answers to people never wait here.
      rejectOnRateLimit: ({ route }) => route.startsWith('/channels/'),
    },
  });
  // Cards go out also while nothing is heard.
  client.rest.setToken(token);
  return client;
}

/** Codes of the gateway that no waiting mends (https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11). */
const REFUSED = { token: 4004, intents: 4014 } as const;

const INTENT_MISSING =
  'Discord does not let adgen read what people write: switch on “Message Content Intent” (Developer Portal, your app, Bot), then start adgen again.';

function listen(needs: InboundNeeds & { readonly window: Window }, onTokenRefused: () => void): void {
  const { client, log } = needs;
  survivesLostSessions(client);
  const inTurn = createInTurn();
  client.on(Events.Raw, (packet: { t: string | null; d: unknown }) => {
    inTurn(placeIn(packet.d), () => takeDispatch(packet, needs)).catch((error: unknown) =>
      log.error({ err: error }, 'something from Discord could not be worked on'),
    );
  });
  // A new session: whatever happened since the last one was told to nobody.
  client.on(Events.ShardReady, () => {
    catchUp(needs).catch((error: unknown) => log.warn({ err: error }, 'what was said meanwhile could not be read'));
  });
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === REFUSED.token) onTokenRefused();
    if (code === REFUSED.intents) log.error({}, INTENT_MISSING);
  });
  client.on(Events.Error, (error) => log.error({ err: error }, 'the connection to Discord had an error'));
  client.on(Events.Warn, (message) => log.warn({}, message));
}

function placeIn(told: unknown): string {
  return typeof told === 'object' && told !== null && 'channel_id' in told ? String(told.channel_id) : '';
}

/** So long a start waits for Discord; then it goes on, and the connection comes when it comes. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 2000;
const LONGEST_MS = 60_000;

type Connecting = { readonly log: DiscordLog; readonly signal: AbortSignal };

async function connect(client: Client, token: string, { log, signal }: Connecting): Promise<void> {
  const late = new AbortController();
  const connected = tryUntilConnected(client, token, { log, signal });
  // After the start nobody waits for it: what it says is in the log.
  connected.catch(() => undefined);
  const waited = pause(PATIENCE_MS, undefined, { signal: late.signal, ref: false }).catch(() => undefined);
  await Promise.race([connected, waited]).finally(() => late.abort());
}

async function tryUntilConnected(client: Client, token: string, { log, signal }: Connecting): Promise<void> {
  for (let waitMs = RETRY_MS; !signal.aborted; waitMs = Math.min(LONGEST_MS, 2 * waitMs)) {
    try {
      await client.login(token);
      return;
    } catch (error) {
      if (signal.aborted) return;
      const refusal = refusalOf(error);
      if (refusal) {
        log.error({}, refusal.message);
        throw refusal;
      }
      log.warn({ err: error }, 'Discord could not be reached; it is tried again');
      await pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

function refusalOf(error: unknown): AdgenError | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'TokenInvalid' || isTokenRefused(error))
    return new AdgenError(
      'set-up',
      'Discord does not accept DISCORD_TOKEN. Take a new one: Developer Portal, your app, Bot, Reset Token.',
      { cause: error },
    );
  if (code === 'DisallowedIntents' || (error instanceof Error && /disallowed intents/iu.test(error.message)))
    return new AdgenError('set-up', INTENT_MISSING, { cause: error });
  return null;
}
