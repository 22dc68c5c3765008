/** Messages by the bot's own token: written, read, changed and taken back. */
import { ChannelType, MessageFlags, type MessageType } from 'discord-api-types/v10';
import { type Desk, publicMessage } from './desk.ts';
import { tellMessageDeleted, tellReaction } from './happenings.ts';
import { readMessage } from './message-body.ts';
import { asMessage } from './message-shape.ts';
import { channelFor, demand, may, postingPermission } from './permissions.ts';
import { editMessage, isModern, maxFileBytesIn, postMessage } from './posting.ts';
import { Refusal, refuse, refuseForm } from './refusal.ts';
import { type Asked, done, ok, type Route, route } from './route.ts';
import type { Channel, Message } from './world.ts';

const HOUR_MS = 3_600_000;

export const messageRoutes: readonly Route[] = [
  route('POST /channels/:channel/messages', create),
  route('GET /channels/:channel/messages', list),
  route('GET /channels/:channel/messages/:message', ({ desk, part }) => {
    const channel = channelFor(desk, part('channel'));
    if (!may(desk, channel, desk.app.botId, 'ReadMessageHistory')) return refuse('missing-access');
    return ok(readable(desk, channel, publicMessage(channel, part('message'))));
  }),
  route('PATCH /channels/:channel/messages/:message', edit),
  route('DELETE /channels/:channel/messages/:message', ({ desk, part }) => {
    const channel = channelFor(desk, part('channel'));
    const message = publicMessage(channel, part('message'));
    if (message.author !== desk.app.botId) demand(desk, channel, 'ManageMessages');
    if (channel.thread?.isArchived) return refuse('thread-archived');
    deleteMessage(desk, message);
    return done;
  }),
  route('PUT /channels/:channel/messages/:message/reactions/:emoji/@me', ({ desk, part }) => {
    const channel = channelFor(desk, part('channel'), 'ReadMessageHistory');
    const message = publicMessage(channel, part('message'));
    const [emoji, user] = [part('emoji'), desk.app.botId];
    if (channel.thread?.isArchived) return refuse('thread-archived');
    if (!/\p{Extended_Pictographic}/u.test(emoji) && !/^\w+:\d+$/.test(emoji)) return refuse('unknown-emoji');
    if (!message.reactions.some((one) => one.emoji === emoji)) demand(desk, channel, 'AddReactions');
    if (!message.reactions.some((one) => one.emoji === emoji && one.user === user)) {
      message.reactions.push({ emoji, user });
      tellReaction(desk, message, emoji, user, true);
    }
    return done;
  }),
  route('DELETE /channels/:channel/messages/:message/reactions/:emoji/@me', ({ desk, part }) => {
    const message = publicMessage(channelFor(desk, part('channel')), part('message'));
    const [emoji, user] = [part('emoji'), desk.app.botId];
    const at = message.reactions.findIndex((one) => one.emoji === emoji && one.user === user);
    if (at >= 0) {
      message.reactions.splice(at, 1);
      tellReaction(desk, message, emoji, user, false);
    }
    return done;
  }),
];

const WITHOUT_MESSAGES: ReadonlySet<ChannelType> = new Set([ChannelType.GuildForum, ChannelType.GuildCategory]);

function create({ desk, part, body }: Asked) {
  const channel = channelFor(desk, part('channel'));
  if (WITHOUT_MESSAGES.has(channel.type)) return refuse('not-text');
  demand(desk, channel, postingPermission(channel));
  if (channel.recipient !== null && desk.users.get(channel.recipient)?.isClosed) return refuse('no-dm');
  const draft = readMessage(body.json, body.uploads);
  if (draft.uploads.size > 0) demand(desk, channel, 'AttachFiles');
  if (draft.embeds?.length) demand(desk, channel, 'EmbedLinks');
  if (((draft.flags ?? 0) & MessageFlags.Ephemeral) !== 0)
    desk.faults.push('POST /channels/:channel/messages: only answers to interactions can be ephemeral.');
  const known = alreadyPosted(desk, channel, draft);
  if (known) return ok(asMessage(desk, known));
  const reference = referenceOf(desk, channel, draft.message_reference ?? null);
  const message = postMessage(desk, {
    channel,
    author: desk.app.botId,
    draft,
    reference,
    maxFileBytes: maxFileBytesIn(desk, channel),
  });
  if (draft.nonce && draft.enforce_nonce)
    desk.nonces.set(nonceKey(channel, draft.nonce), { message: message.id, atMs: desk.now() });
  return ok(asMessage(desk, message));
}

type Given = ReturnType<typeof readMessage>;

/** With `enforce_nonce` a second request makes no second message: it is answered with the first. */
function alreadyPosted(desk: Desk, channel: Channel, { nonce, enforce_nonce }: Given): Message | undefined {
  if (!nonce || !enforce_nonce) return undefined;
  const known = desk.nonces.get(nonceKey(channel, nonce));
  if (!known || known.atMs + desk.settings.nonceMs < desk.now()) return undefined;
  return channel.messages.find(({ id }) => id === known.message);
}

function nonceKey(channel: Channel, nonce: string | number): string {
  return `${channel.id} ${nonce}`;
}

function referenceOf(desk: Desk, channel: Channel, given: Given['message_reference'] | null) {
  if (!given) return null;
  if (!may(desk, channel, desk.app.botId, 'ReadMessageHistory')) return refuse('no-history');
  const found = channel.messages.find(({ id, ephemeralTo }) => id === given.message_id && ephemeralTo === null);
  if (found) return { message: found.id, channel: channel.id };
  if (given.fail_if_not_exists === false) return null;
  return refuseForm([{ path: ['message_reference'], code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }]);
}

function edit({ desk, meter, part, body }: Asked) {
  const channel = channelFor(desk, part('channel'));
  const message = publicMessage(channel, part('message'));
  if (message.author !== desk.app.botId) return refuse('not-your-message');
  if (channel.thread?.isArchived) return refuse('thread-archived');
  if (desk.now() - message.createdMs > HOUR_MS) {
    const retryAfterSeconds = meter.countOldEdit(channel.id);
    const words = 'Maximum number of edits to messages older than 1 hour reached. Try again later.';
    if (retryAfterSeconds !== null) throw new Refusal(429, 30046, words, { retryAfterSeconds });
  }
  const draft = readMessage(body.json, body.uploads, isModern(message.flags));
  if (draft.uploads.size > 0) demand(desk, channel, 'AttachFiles');
  editMessage(desk, message, draft, maxFileBytesIn(desk, channel));
  return ok(asMessage(desk, message));
}

/** Newest first. Who may not read what was before sees nothing. */
function list({ desk, part, query }: Asked) {
  const channel = channelFor(desk, part('channel'));
  if (!may(desk, channel, desk.app.botId, 'ReadMessageHistory')) return ok([]);
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    return refuseForm([
      { path: ['limit'], code: 'NUMBER_TYPE_MAX', message: 'int value should be less than or equal to 100.' },
    ]);
  const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name));
  const all = channel.messages.filter(({ ephemeralTo }) => ephemeralTo === null);
  const earlier = all.filter(({ id }) => before && BigInt(id) < BigInt(before));
  const later = all.filter(({ id }) => after && BigInt(id) > BigInt(after));
  const middle = all.findIndex(({ id }) => around && BigInt(id) >= BigInt(around));
  const found = before
    ? earlier.slice(-limit)
    : after
      ? later.slice(0, limit)
      : around
        ? all.slice(Math.max(0, middle - Math.floor(limit / 2))).slice(0, limit)
        : all.slice(-limit);
  return ok(found.reverse().map((message) => readable(desk, channel, message)));
}

/** REST, too, leaves out what an app without the intent for contents may not read. */
function readable(desk: Desk, channel: Channel, message: Message) {
  // The nonce is told once, when the message is made: nobody finds a message by it later.
  const { nonce: _, ...shape } = asMessage(desk, message);
  const isOpen =
    channel.guild === null || message.author === desk.app.botId || message.mentions.includes(desk.app.botId);
  if (isOpen || desk.app.privileged.has('MessageContent')) return shape;
  return { ...shape, content: '', attachments: [], embeds: [], components: [] };
}

export function deleteMessage(desk: Desk, message: Message): void {
  const channel = desk.channels.get(message.channel);
  const at = channel?.messages.indexOf(message) ?? -1;
  if (!channel || at < 0) return;
  channel.messages.splice(at, 1);
  for (const id of message.attachments) {
    const file = desk.files.get(id);
    if (file) file.isGone = true;
  }
  tellMessageDeleted(desk, message);
  desk.changed();
}

/** What Discord writes by itself: a thread began here, or this is where it began. */
export function systemMessage(
  desk: Desk,
  channel: Channel,
  type: MessageType,
  author: string,
  content: string,
  about: Message | null,
): Message {
  const draft = readMessage({ content }, new Map());
  const reference = about === null ? null : { message: about.id, channel: about.channel };
  return postMessage(desk, { channel, author, draft, type, reference, maxFileBytes: 0, isSystem: true });
}
