/** What every part of a Discord stand-in works with. */
import type { GatewayDispatchEvents } from 'discord-api-types/v10';
import { Refusal } from './refusal.ts';
import type { Channel, Command, Guild, Interaction, Message, StoredFile, Typing, User } from './world.ts';

export type Settings = {
  /** Until the first answer to an interaction: 3 s at Discord. */
  readonly answerMs: number;
  /** How long an interaction's token can be used: 15 minutes at Discord. */
  readonly tokenMs: number;
  /** How long a CDN link works: about a day at Discord. */
  readonly linkMs: number;
  /** How long a nonce is remembered: "the past few minutes". */
  readonly nonceMs: number;
  /** Of one whole request: 25 MiB at Discord (2026). */
  readonly maxRequestBytes: number;
};

export type App = {
  readonly id: string;
  readonly name: string;
  readonly botId: string;
  readonly publicKey: string;
  token: string;
  /** Privileged intents that the developer has switched on. */
  readonly privileged: ReadonlySet<'MessageContent' | 'GuildMembers' | 'GuildPresences'>;
};

/** Something happened that a bot may hear of. */
export type Happening = {
  readonly event: `${GatewayDispatchEvents}`;
  /** Where: for intents and shards. Null: a conversation of two. */
  readonly guild: string | null;
  /** As it looks for a session with these intents; null: such a session does not hear of it. */
  readonly data: (intents: number) => unknown;
};

export type Desk = {
  readonly app: App;
  readonly settings: Settings;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  /** Threads and conversations of two are channels, too. */
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, StoredFile>;
  /** By id, oldest first. */
  readonly interactions: Map<string, Interaction>;
  /** By guild; `global` for those of everywhere. */
  readonly commands: Map<string, readonly Command[]>;
  readonly typings: Typing[];
  /** Nonces of the last minutes. */
  readonly nonces: Map<string, { readonly message: string; readonly atMs: number }>;
  /** What the app did that no app should do. */
  readonly faults: string[];
  readonly now: () => number;
  /** A new id; ids rise with time. */
  readonly id: () => string;
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly origin: () => string;
  readonly tell: (happening: Happening) => void;
  /** Whoever waits for something looks again. */
  readonly changed: () => void;
};

const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** Discord's ids: milliseconds since 2015 and a number, unique and rising. */
export function createIds(now: () => number): () => string {
  let last = 0n;
  return () => {
    const earliest = BigInt(Math.floor(now()) - DISCORD_EPOCH_MS) << 22n;
    last = earliest > last ? earliest : last + 1n;
    return String(last);
  };
}

/** When the thing with this id was made. */
export function bornMs(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

export function iso(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}

export function guildOf(desk: Desk, channel: Channel): Guild | null {
  return channel.guild === null ? null : (desk.guilds.get(channel.guild) ?? null);
}

/** For what a stand-in's own state must contain; a test that names what is not there learns of it. */
export function need<Thing>(thing: Thing | null | undefined, words: string): Thing {
  if (thing === null || thing === undefined) throw new Error(`There is no ${words} in this Discord.`);
  return thing;
}

export function findMessage(channel: Channel, id: string): Message | undefined {
  return channel.messages.find((message) => message.id === id);
}

/** A message that REST shows: not one that only a single person sees. */
export function publicMessage(channel: Channel, id: string): Message {
  const found = channel.messages.find((message) => message.id === id && message.ephemeralTo === null);
  if (!found) throw new Refusal(404, 10008, 'Unknown Message');
  return found;
}
