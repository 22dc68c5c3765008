/** A stored message as Slack describes it: in answers, in history and in events. */
import type { Desk } from './desk.ts';
import { asFile, asStub } from './file-shape.ts';
import { type Channel, type Message, repliesTo, type Team } from './world.ts';

export function filesOf(desk: Desk, team: Team, message: Message) {
  return message.files.flatMap((id) => {
    const file = team.files.get(id);
    if (!file || file.isDeleted) return [];
    return file.kind === 'stub' ? asStub(file) : asFile(desk, team, file);
  });
}

/** `withMetadata`: only who asks for it gets it. */
export function asMessage(desk: Desk, team: Team, message: Message, withMetadata: boolean) {
  const channel = team.channels.get(message.channel);
  const files = filesOf(desk, team, message);
  const { isBot, blocks, attachments, metadata, thread, edited, clientId } = message;
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    ...(clientId ? { client_msg_id: clientId } : {}),
    text: message.text,
    team: team.id,
    ...(isBot ? { bot_id: team.bot.botId, app_id: desk.app.id, bot_profile: profileOf(desk, team) } : {}),
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(files.length > 0 ? { files, upload: true, display_as_bot: false } : {}),
    ...(edited ? { edited } : {}),
    ...(thread ? { thread_ts: thread, parent_user_id: rootUser(channel, thread) } : {}),
    ...(channel ? rootFacts(channel, message) : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    ...(message.reactions.length > 0 ? { reactions: reactionsOf(message) } : {}),
  };
}

function reactionsOf({ reactions }: Message) {
  return [...new Set(reactions.map(({ name }) => name))].map((name) => {
    const users = reactions.filter((one) => one.name === name).map(({ user }) => user);
    return { name, users, count: users.length };
  });
}

function rootUser(channel: Channel | undefined, ts: string): string {
  return channel?.messages.find((message) => message.ts === ts)?.user ?? '';
}

/** A root knows its replies; a message without any says nothing of a thread. */
function rootFacts(channel: Channel, message: Message) {
  const replies = repliesTo(channel, message.ts);
  const users = [...new Set(replies.map(({ user }) => user))];
  const last = replies.at(-1);
  if (!last) return {};
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: last.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
}

function profileOf(desk: Desk, team: Team) {
  return {
    id: team.bot.botId,
    app_id: desk.app.id,
    name: 'Ad',
    icons: { image_36: '', image_48: '', image_72: '' },
    deleted: false,
    updated: 1_700_000_000,
    team_id: team.id,
  } as const;
}
