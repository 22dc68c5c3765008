/** What a Slack stand-in knows: workspaces with their people, channels, messages, files and views. */
import type { KnownBlock, MessageMetadata, View } from '@slack/types';
import type { Rules, TeamSeed, UserSeed } from './seeds.ts';
import { USUAL_RULES, USUAL_SCOPES } from './seeds.ts';

export type Message = {
  readonly ts: string;
  readonly channel: string;
  /** The root's ts; null for a message of the channel itself, which a root is, too. */
  readonly thread: string | null;
  readonly user: string;
  readonly isBot: boolean;
  readonly clientId: string | null;
  readonly broadcast: boolean;
  text: string;
  blocks: readonly KnownBlock[];
  attachments: readonly unknown[];
  files: readonly string[];
  metadata: MessageMetadata | null;
  edited: { readonly user: string; readonly ts: string } | null;
  reactions: { readonly name: string; readonly user: string }[];
  /** People deleted it. A root with replies stays as a stone that says so. */
  isDeleted: boolean;
  /** Null: no stream. Milliseconds; `endedMs` null while it runs. */
  stream: { readonly startedMs: number; endedMs: number | null } | null;
};

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'mpim' | 'im';
  /** People and the bot's user. */
  readonly members: Set<string>;
  isArchived: boolean;
  /** Oldest first. */
  readonly messages: Message[];
};

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly createdMs: number;
  readonly altText: string | null;
  title: string;
  mimetype: string;
  bytes: Uint8Array | null;
  /** As announced when the upload URL was asked for. */
  readonly length: number;
  /** `external`: at `elsewhere`, not at Slack; `stub`: of Slack Connect, its facts only through files.info. */
  readonly kind: 'hosted' | 'external' | 'stub';
  isComplete: boolean;
  /** From then on it has been looked at: its type is known and blocks may show it. */
  readyMs: number;
  readonly shares: { readonly channel: string; readonly ts: string; readonly thread: string | null }[];
  isDeleted: boolean;
};

export type StoredView = {
  readonly id: string;
  readonly user: string;
  /** The conversation that the person was looking at when it was opened. */
  readonly from: string | null;
  readonly rootId: string;
  readonly previousId: string | null;
  readonly type: 'modal' | 'home';
  view: View;
  hash: string;
  isOpen: boolean;
};

export type Ephemeral = {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
};

export type Bot = {
  readonly userId: string;
  readonly botId: string;
  token: string;
  scopes: readonly string[];
  state: 'active' | 'revoked' | 'uninstalled' | 'absent';
};

export type Status = {
  readonly channel: string;
  readonly thread: string;
  readonly text: string;
  readonly loading: readonly string[];
  readonly atMs: number;
};

export type Prompts = {
  readonly channel: string;
  readonly title: string | null;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
};

export type Team = {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly users: ReadonlyMap<string, UserSeed>;
  readonly groups: NonNullable<TeamSeed['groups']>;
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, StoredFile>;
  readonly views: StoredView[];
  readonly ephemerals: Ephemeral[];
  readonly statuses: Status[];
  readonly prompts: Prompts[];
  readonly sessions: Map<string, string>;
  readonly bot: Bot;
  rules: Rules;
};

export function createTeam(seed: TeamSeed): Team {
  const bot: Bot = {
    userId: `UBOT${seed.id.slice(1)}`,
    botId: `B${seed.id.slice(1)}`,
    token: `xoxb-stand-in-${seed.id}`,
    scopes: seed.scopes ?? USUAL_SCOPES,
    state: seed.isInstalled === false ? 'absent' : 'active',
  };
  const people = seed.users.map(({ id }) => id);
  const channels = seed.channels.map((channel): Channel => {
    const { id, name, kind = 'public', members = people, hasBot = true, isArchived = false } = channel;
    return {
      id,
      name,
      kind,
      members: new Set([...members, ...(hasBot ? [bot.userId] : [])]),
      isArchived,
      messages: [],
    };
  });
  const dms = people.map((user): Channel => {
    const members = new Set([user, bot.userId]);
    return { id: dmOf(user), name: user, kind: 'im', members, isArchived: false, messages: [] };
  });
  return {
    id: seed.id,
    name: seed.name,
    domain: seed.name.toLowerCase().replaceAll(/\W+/g, '-'),
    users: new Map(seed.users.map((user) => [user.id, user])),
    groups: seed.groups ?? [],
    channels: new Map([...channels, ...dms].map((channel) => [channel.id, channel])),
    files: new Map(),
    views: [],
    ephemerals: [],
    statuses: [],
    prompts: [],
    sessions: new Map(),
    bot,
    rules: { ...USUAL_RULES, ...seed.rules },
  };
}

/** The person's conversation with the app. */
export function dmOf(user: string): string {
  return `D${user.slice(1)}`;
}

/** Slack's timestamps: seconds with six digits, unique and rising. */
export function createTimes(now: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}

/** The message as long as it is there: what people deleted is gone, unless it has replies (then a stone is left). */
export function findMessage(channel: Channel, ts: string): Message | undefined {
  return channel.messages.find((message) => message.ts === ts && !message.isDeleted);
}

export function repliesTo(channel: Channel, ts: string): Message[] {
  return channel.messages.filter((message) => message.thread === ts && !message.isDeleted);
}
