/** What the gateway tells about messages, channels, threads and servers, and which sessions hear of it. */
import type { GatewayDispatchEvents } from 'discord-api-types/v10';
import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Desk, Happening } from './desk.ts';
import { guildOf } from './desk.ts';
import { asChannel, asMember, asNewGuild, asThreadMember, asUser } from './guild-shapes.ts';
import { asGatewayMessage, withoutContent } from './message-shape.ts';
import { may } from './permissions.ts';
import type { Channel, Guild, Message } from './world.ts';

type Event = `${GatewayDispatchEvents}`;

/** Somebody wrote something, or it looks different now. What only one person sees is not told. */
export function tellMessage(desk: Desk, message: Message, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'): void {
  const channel = desk.channels.get(message.channel);
  if (!channel || message.ephemeralTo !== null || !may(desk, channel, desk.app.botId, 'ViewChannel')) return;
  const isOpen =
    channel.guild === null || message.author === desk.app.botId || message.mentions.includes(desk.app.botId);
  // As it stands now: what happens later is told by itself.
  const { nonce, ...rest } = asGatewayMessage(desk, message);
  const shape = event === 'MESSAGE_CREATE' && nonce !== undefined ? { ...rest, nonce } : rest;
  desk.tell({
    event,
    guild: channel.guild,
    data: heardWith(channel, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages, (intents) =>
      isOpen || (intents & GatewayIntentBits.MessageContent) !== 0 ? shape : withoutContent(shape),
    ),
  });
}

export function tellMessageDeleted(desk: Desk, message: Message): void {
  const channel = desk.channels.get(message.channel);
  if (!channel || message.ephemeralTo !== null || !may(desk, channel, desk.app.botId, 'ViewChannel')) return;
  const shape = { id: message.id, channel_id: channel.id, ...inGuild(channel) };
  const { GuildMessages, DirectMessages } = GatewayIntentBits;
  desk.tell({
    event: 'MESSAGE_DELETE',
    guild: channel.guild,
    data: heardWith(channel, GuildMessages, DirectMessages, () => shape),
  });
}

export function tellReaction(desk: Desk, message: Message, emoji: string, user: string, isAdded: boolean): void {
  const channel = desk.channels.get(message.channel);
  if (!channel || message.ephemeralTo !== null || !may(desk, channel, desk.app.botId, 'ViewChannel')) return;
  const shape = {
    user_id: user,
    channel_id: channel.id,
    message_id: message.id,
    ...inGuild(channel),
    emoji: { id: null, name: emoji },
    burst: false,
    type: 0,
    ...(isAdded ? { message_author_id: message.author } : {}),
  };
  const { GuildMessageReactions, DirectMessageReactions } = GatewayIntentBits;
  desk.tell({
    event: isAdded ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE',
    guild: channel.guild,
    data: heardWith(channel, GuildMessageReactions, DirectMessageReactions, () => shape),
  });
}

export function tellTyping(desk: Desk, channel: Channel, user: string): void {
  const member = guildOf(desk, channel)?.members.get(user);
  const shape = {
    channel_id: channel.id,
    user_id: user,
    timestamp: Math.floor(desk.now() / 1000),
    ...inGuild(channel),
    ...(member ? { member: { ...asMember(member), user: asUser(desk, user) } } : {}),
  };
  const { GuildMessageTyping, DirectMessageTyping } = GatewayIntentBits;
  desk.tell({
    event: 'TYPING_START',
    guild: channel.guild,
    data: heardWith(channel, GuildMessageTyping, DirectMessageTyping, () => shape),
  });
}

export function tellChannel(
  desk: Desk,
  channel: Channel,
  event: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'CHANNEL_DELETE',
): void {
  tellAbout(desk, channel.guild, event, asChannel(desk, channel));
}

export function tellThread(desk: Desk, channel: Channel, event: 'THREAD_CREATE' | 'THREAD_UPDATE'): void {
  if (!may(desk, channel, desk.app.botId, 'ViewChannel')) return;
  const shape = { ...asChannel(desk, channel), ...(event === 'THREAD_CREATE' ? { newly_created: true } : {}) };
  tellAbout(desk, channel.guild, event, shape);
}

export function tellThreadDeleted(desk: Desk, channel: Channel): void {
  const shape = { id: channel.id, ...inGuild(channel), parent_id: channel.thread?.parent, type: channel.type };
  tellAbout(desk, channel.guild, 'THREAD_DELETE', shape);
}

/** Without the intent for members a bot hears only of its own comings and goings. */
export function tellJoinedThread(desk: Desk, channel: Channel, user: string): void {
  const joined = channel.thread?.members.get(user);
  if (joined === undefined || !channel.thread) return;
  const member = asThreadMember(channel, user, joined);
  const shape = {
    id: channel.id,
    ...inGuild(channel),
    member_count: channel.thread.members.size,
    added_members: [{ ...member, presence: null }],
    removed_member_ids: [],
  };
  const isBot = user === desk.app.botId;
  const needed = isBot ? GatewayIntentBits.Guilds : GatewayIntentBits.GuildMembers;
  desk.tell({
    event: 'THREAD_MEMBERS_UPDATE',
    guild: channel.guild,
    data: (intents) => ((intents & needed) === 0 ? null : shape),
  });
}

export function tellArrived(desk: Desk, guild: Guild): void {
  tellAbout(desk, guild.id, 'GUILD_CREATE', asNewGuild(desk, guild));
}

/** Gone for good, or for a while when Discord itself is in trouble. */
export function tellLeft(desk: Desk, guild: string, isOutage: boolean): void {
  tellAbout(desk, guild, 'GUILD_DELETE', { id: guild, ...(isOutage ? { unavailable: true } : {}) });
}

function tellAbout(desk: Desk, guild: string | null, event: Event, shape: unknown): void {
  desk.tell({ event, guild, data: (intents) => ((intents & GatewayIntentBits.Guilds) === 0 ? null : shape) });
}

function heardWith(
  channel: Channel,
  inGuilds: number,
  alone: number,
  data: (intents: number) => unknown,
): Happening['data'] {
  const needed = channel.guild === null ? alone : inGuilds;
  return (intents) => ((intents & needed) === 0 ? null : data(intents));
}

function inGuild({ guild }: Channel): { readonly guild_id?: string } {
  return guild === null ? {} : { guild_id: guild };
}
