/** The methods `conversations.*`: channels, who is in them, and what was said there. */
import { z } from 'zod';
import type { Caller, Desk } from './desk.ts';
import { asMessage } from './message-shape.ts';
import { count, flag, type Method, method, timestamp } from './method.ts';
import { channelToRead } from './places.ts';
import { refuse } from './refusal.ts';
import { type Channel, dmOf, type Message, repliesTo, type Team } from './world.ts';

const HISTORY = [['channels:history', 'groups:history', 'im:history', 'mpim:history']] as const;
const READ = [['channels:read', 'groups:read', 'im:read', 'mpim:read']] as const;

const pages = { cursor: z.string().optional(), limit: count.optional() };
const span = {
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
};

type Span = {
  cursor?: string | undefined;
  limit?: number | undefined;
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive?: boolean | undefined;
  include_all_metadata?: boolean | undefined;
};

/** The kinds of channels whose history a token may read, each with its own permission. */
function mayRead({ team }: Caller, channel: Channel): void {
  const scope = { public: 'channels:history', private: 'groups:history', mpim: 'mpim:history', im: 'im:history' }[
    channel.kind
  ];
  if (!team.bot.scopes.includes(scope)) refuse('missing_scope', { needed: scope, provided: team.bot.scopes.join(',') });
  if (!channel.members.has(team.bot.userId)) refuse('not_in_channel');
}

function page(desk: Desk, team: Team, messages: readonly Message[], args: Span) {
  const { oldest = '0', latest = '9999999999.999999', inclusive = false, limit = 100, cursor } = args;
  const within = messages.filter(
    ({ ts }) => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest)),
  );
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString()) : 0;
  const part = within.slice(start, start + Math.min(limit, 999));
  const hasMore = start + part.length < within.length;
  return {
    messages: part.map((message) => asMessage(desk, team, message, args.include_all_metadata ?? false)),
    has_more: hasMore,
    ...(hasMore
      ? { response_metadata: { next_cursor: Buffer.from(String(start + part.length)).toString('base64') } }
      : {}),
  };
}

const history = method({
  tier: 3,
  scopes: HISTORY,
  args: { channel: z.string(), ...pages, ...span },
  run: (args, caller, desk) => {
    const channel = channelToRead(caller.team, args.channel);
    mayRead(caller, channel);
    const shown = channel.messages.filter(
      (message) => !message.isDeleted && (message.thread === null || message.broadcast),
    );
    return { ...page(desk, caller.team, shown.toReversed(), args), pin_count: 0 };
  },
});

const replies = method({
  tier: 3,
  scopes: HISTORY,
  args: { channel: z.string(), ts: timestamp, ...pages, ...span },
  run: (args, caller, desk) => {
    const channel = channelToRead(caller.team, args.channel);
    mayRead(caller, channel);
    const found = channel.messages.find((message) => message.ts === args.ts);
    const root = found?.thread ?? found?.ts;
    if (found === undefined || root === undefined) return refuse('thread_not_found');
    const below = repliesTo(channel, root);
    const top = channel.messages.find((message) => message.ts === root);
    if (!top || (top.isDeleted && below.length === 0)) return refuse('thread_not_found');
    return page(desk, caller.team, [...(top.isDeleted ? [] : [top]), ...below], args);
  },
});

function asChannel(channel: Channel, team: Team) {
  const isIm = channel.kind === 'im';
  return {
    id: channel.id,
    ...(isIm
      ? { user: channel.name === '' ? '' : [...channel.members].find((id) => id !== team.bot.userId) }
      : { name: channel.name, name_normalized: channel.name }),
    is_channel: channel.kind === 'public' || channel.kind === 'private',
    is_group: false,
    is_im: isIm,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_archived: channel.isArchived,
    is_general: false,
    is_member: channel.members.has(team.bot.userId),
    is_shared: false,
    is_ext_shared: false,
    context_team_id: team.id,
    created: 1_700_000_000,
    creator: [...channel.members][0] ?? '',
  };
}

const info = method({
  tier: 3,
  scopes: READ,
  args: { channel: z.string(), include_locale: flag.optional(), include_num_members: flag.optional() },
  run: ({ channel: id }, { team }) => ({ channel: asChannel(channelToRead(team, id), team) }),
});

const members = method({
  tier: 4,
  scopes: READ,
  args: { channel: z.string(), ...pages },
  run: ({ channel: id }, { team }) => ({
    members: [...channelToRead(team, id).members],
    response_metadata: { next_cursor: '' },
  }),
});

const list = method({
  tier: 2,
  scopes: READ,
  args: { types: z.string().optional(), exclude_archived: flag.optional(), ...pages },
  run: ({ types = 'public_channel', exclude_archived: onlyLive = false }, { team }) => {
    const kinds = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' } as const;
    const asked = new Set(types.split(',').map((type) => kinds[type.trim() as keyof typeof kinds])); // an unknown one matches nothing
    const seen = [...team.channels.values()].filter(
      (one) =>
        asked.has(one.kind) &&
        !(onlyLive && one.isArchived) &&
        (one.kind === 'public' || one.members.has(team.bot.userId)),
    );
    return { channels: seen.map((one) => asChannel(one, team)), response_metadata: { next_cursor: '' } };
  },
});

const open = method({
  tier: 3,
  scopes: ['im:write'],
  args: {
    users: z.string().optional(),
    channel: z.string().optional(),
    return_im: flag.optional(),
    prevent_creation: flag.optional(),
  },
  run: ({ users, channel }, { team }) => {
    const id = channel ?? dmOf(users ?? '');
    const found = team.channels.get(id);
    return found ? { no_op: true, already_open: true, channel: { id } } : refuse('user_not_found');
  },
});

const join = method({
  tier: 3,
  scopes: ['channels:join'],
  args: { channel: z.string() },
  run: ({ channel: id }, { team }) => {
    const channel = channelToRead(team, id);
    if (channel.kind !== 'public') return refuse('method_not_supported_for_channel_type');
    if (channel.isArchived) return refuse('is_archived');
    channel.members.add(team.bot.userId);
    return { channel: asChannel(channel, team) };
  },
});

export const channelMethods: Readonly<Record<string, Method>> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.list': list,
  'conversations.open': open,
  'conversations.join': join,
};
