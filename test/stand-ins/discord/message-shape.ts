/** A message as Discord's API and its gateway show it, with links to its files signed anew. */
import type {
  APIMessage,
  APIMessageTopLevelComponent,
  APIUnfurledMediaItem,
  GatewayMessageCreateDispatchData,
} from 'discord-api-types/v10';
import { MessageFlags, MessageReferenceType } from 'discord-api-types/v10';
import type { Desk } from './desk.ts';
import { findMessage, guildOf, iso, need } from './desk.ts';
import { asAttachment, fileBehind, fileLink } from './files.ts';
import { asChannel, asMember, asUser } from './guild-shapes.ts';
import type { Message, StoredFile } from './world.ts';

export function filesOf(desk: Desk, message: Message): StoredFile[] {
  return message.attachments.map((id) => need(desk.files.get(id), `file ${id}`));
}

/**
 * What components and embeds show is not among `attachments` (discord-api-docs#8277, April 2026): an edit that wants to
 * keep it names the `attachment_id` of the media.
 */
export function asMessage(desk: Desk, message: Message, depth = 1): APIMessage {
  const channel = need(desk.channels.get(message.channel), `channel ${message.channel}`);
  const files = filesOf(desk, message);
  const shown = shownFiles(desk, message);
  const { reference } = message;
  const original = reference && desk.channels.get(reference.channel);
  const referenced = reference && original ? findMessage(original, reference.message) : undefined;
  const thread = desk.channels.get(message.id);
  return {
    id: message.id,
    channel_id: message.channel,
    author: asUser(desk, message.author),
    content: message.content,
    timestamp: iso(message.createdMs),
    edited_timestamp: message.editedMs === null ? null : iso(message.editedMs),
    tts: false,
    mention_everyone: message.mentionsEveryone,
    mentions: message.mentions.map((id) => asUser(desk, id)),
    mention_roles: [...message.mentionedRoles],
    attachments: files.filter((file) => !shown.has(file.id)).map((file) => asAttachment(desk, file)),
    embeds: resolved(desk, message, files, message.embeds) as APIMessage['embeds'], // the same shape with its links
    components: resolved(desk, message, files, message.components) as APIMessageTopLevelComponent[], // as above
    pinned: false,
    type: message.type,
    flags: message.flags | (thread ? MessageFlags.HasThread : 0),
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.metadata
      ? { interaction_metadata: message.metadata, application_id: desk.app.id, webhook_id: desk.app.id }
      : {}),
    ...(thread ? { thread: asChannel(desk, thread) } : {}),
    ...(channel.thread === null ? {} : { position: channel.messages.indexOf(message) }),
    ...(reference
      ? {
          message_reference: {
            type: MessageReferenceType.Default,
            channel_id: reference.channel,
            message_id: reference.message,
            ...(channel.guild === null ? {} : { guild_id: channel.guild }),
          },
          ...(depth > 0 ? { referenced_message: referenced ? asMessage(desk, referenced, depth - 1) : null } : {}),
        }
      : {}),
    ...message.extra,
    ...(message.reactions.length > 0 ? { reactions: reactionsOf(desk, message) } : {}),
  };
}

/** As the gateway sends it: with the member who wrote it, and whom it mentions as members. */
export function asGatewayMessage(desk: Desk, message: Message): GatewayMessageCreateDispatchData {
  const channel = need(desk.channels.get(message.channel), `channel ${message.channel}`);
  const guild = guildOf(desk, channel);
  const shape = asMessage(desk, message);
  const author = guild?.members.get(message.author);
  const shapeWithMembers = {
    ...shape,
    channel_type: channel.type,
    ...(guild ? { guild_id: guild.id } : {}),
    ...(author ? { member: asMember(author) } : {}),
    mentions: shape.mentions.map((user) => {
      const member = guild?.members.get(user.id);
      return member ? { ...user, member: asMember(member) } : user;
    }),
  };
  return shapeWithMembers as GatewayMessageCreateDispatchData; // its `channel_type` leaves out kinds that hold no messages
}

/** For bots that may not read along: everything people put in is left out. */
export function withoutContent(shape: GatewayMessageCreateDispatchData): GatewayMessageCreateDispatchData {
  const { referenced_message: referenced, poll: _, ...rest } = shape;
  const bare = referenced ? { ...referenced, content: '', attachments: [], embeds: [], components: [] } : referenced;
  return {
    ...rest,
    content: '',
    attachments: [],
    embeds: [],
    components: [],
    ...(referenced === undefined ? {} : { referenced_message: bare ?? null }),
  };
}

/** Ids of the files that components or embeds show. */
function shownFiles(desk: Desk, message: Message): Set<string> {
  const files = filesOf(desk, message);
  const shown = new Set<string>();
  visit([message.components, message.embeds], (url) => {
    const file = fileAt(desk, files, url);
    if (file) shown.add(file.id);
  });
  return shown;
}

/** The file a url stands for: one of the message's own, by name or by one of its links. */
export function fileAt(desk: Desk, files: readonly StoredFile[], url: string): StoredFile | undefined {
  if (url.startsWith('attachment://')) return files.find(({ name }) => name === url.slice('attachment://'.length));
  const linked = fileBehind(desk, url);
  return files.find(({ id }) => id === linked?.id);
}

/** Every url of a media item in a tree of components or embeds. */
function visit(node: unknown, saw: (url: string) => void): void {
  if (Array.isArray(node)) for (const one of node) visit(one, saw);
  else if (typeof node === 'object' && node !== null) {
    for (const [key, value] of Object.entries(node)) {
      if (MEDIA.has(key) && isMedia(value)) saw(value.url);
      else visit(value, saw);
    }
  }
}

const MEDIA: ReadonlySet<string> = new Set(['media', 'file', 'image', 'thumbnail', 'video']);

function isMedia(value: unknown): value is { readonly url: string } {
  return typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string';
}

function resolved(desk: Desk, message: Message, files: readonly StoredFile[], node: unknown): unknown {
  if (Array.isArray(node)) return node.map((one) => resolved(desk, message, files, one));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) =>
    MEDIA.has(key) && isMedia(value)
      ? [key, asMedia(desk, fileAt(desk, files, value.url), value.url)]
      : [key, resolved(desk, message, files, value)],
  );
  return Object.fromEntries(entries);
}

function asMedia(desk: Desk, file: StoredFile | undefined, url: string): APIUnfurledMediaItem {
  if (!file) return { url, proxy_url: url, loading_state: 2, content_type: null };
  const link = fileLink(desk, file);
  return {
    url: link,
    proxy_url: link,
    width: file.size?.width ?? null,
    height: file.size?.height ?? null,
    content_type: file.contentType,
    loading_state: 2,
    attachment_id: file.id,
  };
}

function reactionsOf(desk: Desk, message: Message): NonNullable<APIMessage['reactions']> {
  const emojis = [...new Set(message.reactions.map(({ emoji }) => emoji))];
  return emojis.map((emoji) => {
    const users = message.reactions.filter((one) => one.emoji === emoji).map(({ user }) => user);
    return {
      count: users.length,
      count_details: { burst: 0, normal: users.length },
      me: users.includes(desk.app.botId),
      me_burst: false,
      emoji: { id: null, name: emoji },
      burst_colors: [],
    };
  });
}
