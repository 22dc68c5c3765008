/** Threads: begun from a message or by themselves, closed, locked, opened again, renamed, deleted. */
import { ChannelType, MessageType, ThreadAutoArchiveDuration } from 'discord-api-types/v10';
import { z } from 'zod';
import { guildFor } from './channel-routes.ts';
import { type Desk, publicMessage } from './desk.ts';
import { readForm } from './form.ts';
import { asChannel, asThreadMember } from './guild-shapes.ts';
import { tellChannel, tellMessage, tellThread, tellThreadDeleted } from './happenings.ts';
import { readMessage } from './message-body.ts';
import { systemMessage } from './message-routes.ts';
import { channelFor, demand, may } from './permissions.ts';
import { joinThread, maxFileBytesIn, postMessage } from './posting.ts';
import { refuse } from './refusal.ts';
import { type Asked, done, ok, type Route, route } from './route.ts';
import { addChannel } from './start-world.ts';
import type { Channel, Message } from './world.ts';

const minutes = z.enum(ThreadAutoArchiveDuration);

const begin = z.strictObject({
  name: z.string().min(1).max(100),
  auto_archive_duration: minutes.nullish(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).nullish(),
  type: z.number().int().optional(),
  invitable: z.boolean().optional(),
  message: z.unknown().optional(),
  applied_tags: z.array(z.string()).optional(),
});

const change = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  archived: z.boolean().optional(),
  auto_archive_duration: minutes.optional(),
  locked: z.boolean().optional(),
  invitable: z.boolean().optional(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).nullish(),
  flags: z.number().int().optional(),
  applied_tags: z.array(z.string()).optional(),
});

export const threadRoutes: readonly Route[] = [
  route('POST /channels/:channel/messages/:message/threads', fromMessage),
  route('POST /channels/:channel/threads', withoutMessage),
  route('PATCH /channels/:channel', ({ desk, part, body }) => {
    const channel = channelFor(desk, part('channel'));
    if (channel.thread === null) return refuse('wrong-channel-type');
    changeThread(desk, channel, readForm(change, body.json));
    return ok(asChannel(desk, channel));
  }),
  route('DELETE /channels/:channel', ({ desk, part }) => {
    const channel = channelFor(desk, part('channel'));
    if (channel.guild !== null) demand(desk, channel, channel.thread ? 'ManageThreads' : 'ManageChannels');
    const shape = asChannel(desk, channel);
    if (channel.guild !== null) deleteChannel(desk, channel);
    return ok(shape);
  }),
  route('GET /guilds/:guild/threads/active', ({ desk, part }) => {
    const guild = guildFor(desk, part('guild'));
    const inside = [...desk.channels.values()].filter(
      (one) => one.guild === guild.id && may(desk, one, desk.app.botId, 'ViewChannel'),
    );
    return ok(
      asList(
        desk,
        inside.filter(({ thread }) => thread?.isArchived === false),
      ),
    );
  }),
  route('GET /channels/:channel/threads/archived/public', ({ desk, part }) => {
    const parent = channelFor(desk, part('channel'), 'ReadMessageHistory');
    const inside = [...desk.channels.values()].filter(
      ({ thread }) => thread?.parent === parent.id && thread.isArchived,
    );
    return ok({ ...asList(desk, inside), has_more: false });
  }),
  route('GET /channels/:channel/thread-members', ({ desk, part }) => {
    const channel = channelFor(desk, part('channel'));
    return ok([...(channel.thread?.members ?? [])].map(([user, joinedMs]) => asThreadMember(channel, user, joinedMs)));
  }),
  route('PUT /channels/:channel/thread-members/:user', ({ desk, part }) => {
    const channel = channelFor(desk, part('channel'));
    if (channel.thread === null) return refuse('wrong-channel-type');
    if (channel.thread.isArchived) return refuse('thread-archived');
    const user = part('user') === '@me' ? desk.app.botId : part('user');
    if (user !== desk.app.botId) demand(desk, channel, 'SendMessagesInThreads');
    if (!may(desk, channel, user, 'ViewChannel')) return refuse('missing-access');
    joinThread(desk, channel, user);
    return done;
  }),
  route('DELETE /channels/:channel/thread-members/@me', ({ desk, part }) => {
    const channel = channelFor(desk, part('channel'));
    channel.thread?.members.delete(desk.app.botId);
    return done;
  }),
];

function asList(desk: Desk, threads: readonly Channel[]) {
  const members = threads.flatMap((one) => {
    const joinedMs = one.thread?.members.get(desk.app.botId);
    return joinedMs === undefined ? [] : [asThreadMember(one, desk.app.botId, joinedMs)];
  });
  return { threads: threads.map((one) => asChannel(desk, one)), members };
}

const HOLDS_THREADS: ReadonlySet<ChannelType> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

/** The thread gets the message's id, which is how each is found from the other. */
function fromMessage({ desk, part, body }: Asked) {
  const parent = channelFor(desk, part('channel'));
  if (!HOLDS_THREADS.has(parent.type)) return refuse('wrong-channel-type');
  demand(desk, parent, 'CreatePublicThreads', 'ReadMessageHistory');
  const message = publicMessage(parent, part('message'));
  const given = readForm(begin, body.json);
  if (desk.channels.has(message.id)) return refuse('thread-exists');
  return { status: 201, json: asChannel(desk, beginThread(desk, parent, message.id, given, message, desk.app.botId)) };
}

function withoutMessage({ desk, part, body }: Asked) {
  const parent = channelFor(desk, part('channel'));
  const isForum = parent.type === ChannelType.GuildForum;
  if (!HOLDS_THREADS.has(parent.type) && !isForum) return refuse('wrong-channel-type');
  const given = readForm(begin, body.json);
  if (given.type === ChannelType.PrivateThread) return refuse('missing-permissions');
  demand(desk, parent, isForum ? 'SendMessages' : 'CreatePublicThreads');
  const draft = isForum ? readMessage(given.message ?? {}, body.uploads) : null;
  const channel = beginThread(desk, parent, desk.id(), given, null, desk.app.botId);
  if (draft !== null) {
    const message = postMessage(desk, {
      channel,
      author: desk.app.botId,
      draft,
      maxFileBytes: maxFileBytesIn(desk, parent),
    });
    return { status: 201, json: { ...asChannel(desk, channel), message } };
  }
  systemMessage(desk, parent, MessageType.ThreadCreated, desk.app.botId, channel.name, null);
  return { status: 201, json: asChannel(desk, channel) };
}

/** The bot hears of the thread, of the message that has one now, and of the marker at its beginning. */
export function beginThread(
  desk: Desk,
  parent: Channel,
  id: string,
  given: { readonly name: string; readonly auto_archive_duration?: ThreadAutoArchiveDuration | null | undefined },
  message: Message | null,
  ownerId: string,
): Channel {
  const isNews = parent.type === ChannelType.GuildAnnouncement;
  const channel = addChannel(desk, {
    id,
    type: isNews ? ChannelType.AnnouncementThread : ChannelType.PublicThread,
    guild: parent.guild,
    name: given.name,
    thread: {
      ownerId,
      parent: parent.id,
      isArchived: false,
      isLocked: false,
      archivedMs: desk.now(),
      autoArchiveMinutes: given.auto_archive_duration ?? ThreadAutoArchiveDuration.OneDay,
      members: new Map([[ownerId, desk.now()]]),
      totalMessages: 0,
    },
  });
  tellThread(desk, channel, 'THREAD_CREATE');
  if (message !== null) {
    tellMessage(desk, message, 'MESSAGE_UPDATE');
    systemMessage(desk, channel, MessageType.ThreadStarterMessage, ownerId, '', message);
  }
  desk.changed();
  return channel;
}

/** In an archived thread nothing can be changed but that it is archived. */
function changeThread(desk: Desk, channel: Channel, given: z.output<typeof change>): void {
  const { thread } = channel;
  if (thread === null) return;
  const mayManage = may(desk, channel, desk.app.botId, 'ManageThreads');
  const isOwn = thread.ownerId === desk.app.botId;
  const isOpened = thread.isArchived && given.archived === false;
  if (thread.isArchived && !isOpened) refuse('thread-archived');
  if (thread.isLocked && !mayManage) refuse('missing-permissions');
  if (isOpened) demand(desk, channel, 'SendMessagesInThreads');
  const isMine = mayManage || (isOwn && given.locked === undefined) || (isOpened && Object.keys(given).length === 1);
  if (!isMine) refuse('missing-permissions');
  setThread(desk, channel, given);
}

export function setThread(
  desk: Desk,
  channel: Channel,
  given: {
    name?: string | undefined;
    archived?: boolean | undefined;
    locked?: boolean | undefined;
    auto_archive_duration?: ThreadAutoArchiveDuration | undefined;
  },
): void {
  const { thread } = channel;
  if (thread === null) return;
  if (given.archived !== undefined && given.archived !== thread.isArchived) thread.archivedMs = desk.now();
  thread.isArchived = given.archived ?? thread.isArchived;
  thread.isLocked = given.locked ?? thread.isLocked;
  thread.autoArchiveMinutes = given.auto_archive_duration ?? thread.autoArchiveMinutes;
  channel.name = given.name ?? channel.name;
  tellThread(desk, channel, 'THREAD_UPDATE');
  desk.changed();
}

/** With everything in it; the threads of a channel go with it. */
export function deleteChannel(desk: Desk, channel: Channel): void {
  for (const inner of [...desk.channels.values()].filter(({ thread }) => thread?.parent === channel.id))
    deleteChannel(desk, inner);
  desk.channels.delete(channel.id);
  if (channel.thread) tellThreadDeleted(desk, channel);
  else tellChannel(desk, channel, 'CHANNEL_DELETE');
  desk.changed();
}
