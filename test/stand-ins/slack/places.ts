/** Which channel a call means, and whether the bot may do there what it wants. */
import type { Caller, Desk } from './desk.ts';
import { refuse } from './refusal.ts';
import { type Channel, dmOf, findMessage, type Message, repliesTo, type Team } from './world.ts';

/** A channel the bot can see: public ones, and others that it is in. A person's id means the conversation with them. */
export function channelToRead(team: Team, id: string): Channel {
  const channel = team.channels.get(team.users.has(id) ? dmOf(id) : id);
  if (!channel || (channel.kind !== 'public' && !channel.members.has(team.bot.userId)))
    return refuse('channel_not_found');
  return channel;
}

export function channelToWrite({ team }: Caller, id: string, publicScope = 'chat:write.public'): Channel {
  const channel = channelToRead(team, id);
  if (channel.isArchived) return refuse('is_archived');
  const mayPost = channel.members.has(team.bot.userId) || team.bot.scopes.includes(publicScope);
  return mayPost ? channel : refuse('not_in_channel');
}

export function ownMessage({ team }: Caller, channel: Channel, ts: string, refusal: string): Message {
  const message = findMessage(channel, ts);
  if (!message) return refuse('message_not_found');
  return message.isBot && message.user === team.bot.userId ? message : refuse(refusal);
}

/**
 * The root that a reply goes to; null: the message comes into the channel itself. That also happens, silently, where the
 * root was deleted and had no replies (slack-go/slack#1571, 2026). A reply's ts instead of the root's is an app's fault:
 * nobody finds what is posted there.
 */
export function threadFor(desk: Desk, channel: Channel, ts: string | undefined): string | null {
  if (ts === undefined) return null;
  const root = channel.messages.find((message) => message.ts === ts);
  if (!root || (root.isDeleted && repliesTo(channel, ts).length === 0)) return null;
  if (root.thread !== null) desk.faults.push(`thread_ts ${ts} is a reply's, not the root's`);
  return root.ts;
}
