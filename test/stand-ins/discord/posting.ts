/** Putting messages into channels and changing them: by the bot, through an interaction, or by people. */
import type { APIEmbed, APIMessageInteractionMetadata, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { ComponentType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { checkComponents, everyComponent, mediaIn, numbered } from './component-rules.ts';
import type { Desk } from './desk.ts';
import { guildOf, need } from './desk.ts';
import { safeName, storeFile } from './files.ts';
import { tellJoinedThread, tellMessage, tellThread } from './happenings.ts';
import { mentionsIn } from './mentions.ts';
import type { Draft } from './message-body.ts';
import { filesOf } from './message-shape.ts';
import { may } from './permissions.ts';
import { type Issue, refuse, refuseForm } from './refusal.ts';
import { MIB } from './seeds.ts';
import type { Channel, Message, StoredFile } from './world.ts';

export type Posting = {
  readonly channel: Channel;
  readonly author: string;
  readonly draft: Draft;
  readonly type?: MessageType;
  readonly reference?: { readonly message: string; readonly channel: string } | null;
  readonly metadata?: APIMessageInteractionMetadata;
  readonly ephemeralTo?: string | null;
  readonly maxFileBytes: number;
  /** An answer that is still to come: "… is thinking". */
  readonly isLoading?: boolean;
  /** Written by Discord itself: it may be empty. */
  readonly isSystem?: boolean;
  readonly extra?: Message['extra'];
};

const ON_NEW = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;
const ON_EDIT = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
const PER_TIER = [10 * MIB, 10 * MIB, 50 * MIB, 100 * MIB] as const;

/** What one file may have in a channel, for somebody without Nitro. */
export function maxFileBytesIn(desk: Desk, channel: Channel): number {
  return PER_TIER[guildOf(desk, channel)?.boostTier ?? 0];
}

export function postMessage(desk: Desk, posting: Posting): Message {
  const { channel, author, draft, reference = null, ephemeralTo = null } = posting;
  const flags = (draft.flags ?? 0) & ON_NEW;
  checkSizes(draft, posting.maxFileBytes);
  refuseStray(draft);
  const isEmpty =
    !draft.content?.trim() && !draft.embeds?.length && !draft.components?.length && draft.uploads.size === 0;
  if (isEmpty && !draft.sticker_ids?.length && !draft.poll && !posting.isLoading && !posting.isSystem && !posting.extra)
    refuse('empty-message');
  checkComponents(draft.components, isModern(flags));
  // Checked with files that are not kept yet: a refused message must leave nothing behind.
  refuseMissing(
    draft,
    draft.components,
    [...draft.uploads.values()].map(({ name }) => name),
  );
  openThread(desk, channel, author);
  const files = keep(desk, channel, draft);
  const repliedTo =
    reference === null
      ? null
      : (desk.channels.get(reference.channel)?.messages.find(({ id }) => id === reference.message)?.author ?? null);
  const isSilent = (flags & MessageFlags.SuppressNotifications) !== 0;
  const { users, roles, everyone, pinged } = mentionsIn(
    desk,
    channel,
    author,
    textOf(draft),
    draft.allowed_mentions ?? null,
    repliedTo,
  );
  const message: Message = {
    id: desk.id(),
    channel: channel.id,
    author,
    createdMs: desk.now(),
    type: posting.type ?? (reference === null ? MessageType.Default : MessageType.Reply),
    content: (draft.content ?? '').trim(),
    embeds: (draft.embeds ?? []) as APIEmbed[], // the schema has just said so
    components: numbered(draft.components ?? []) as APIMessageTopLevelComponent[], // as above
    attachments: files.map(({ id }) => id),
    flags: flags | (ephemeralTo === null ? 0 : MessageFlags.Ephemeral) | (posting.isLoading ? MessageFlags.Loading : 0),
    editedMs: null,
    nonce: draft.nonce ?? null,
    reference,
    metadata: posting.metadata ?? null,
    ephemeralTo,
    pinged: isSilent || ephemeralTo !== null ? new Set() : pinged,
    mentions: users,
    mentionedRoles: roles,
    mentionsEveryone: everyone,
    reactions: [],
    extra: posting.extra ?? {},
  };
  channel.messages.push(message);
  if (channel.thread !== null && ephemeralTo === null) channel.thread.totalMessages += 1;
  tellMessage(desk, message, 'MESSAGE_CREATE');
  for (const user of [author, ...pinged]) joinThread(desk, channel, user);
  desk.changed();
  return message;
}

/** Fields the draft leaves out stay as they are; so do files, unless it lists those to keep. */
export function editMessage(desk: Desk, message: Message, draft: Draft, maxFileBytes: number): void {
  const channel = need(desk.channels.get(message.channel), `channel ${message.channel}`);
  // Components V2 cannot be left again.
  const flags = (message.flags & ~MessageFlags.SuppressEmbeds) | ((draft.flags ?? message.flags) & ON_EDIT);
  const content = draft.content === undefined ? message.content : (draft.content ?? '').trim();
  const embeds = draft.embeds === undefined ? message.embeds : ((draft.embeds ?? []) as APIEmbed[]); // the schema has said so
  const components = draft.components === undefined ? message.components : (draft.components ?? []);
  checkSizes(draft, maxFileBytes);
  if (isModern(flags) && (content !== '' || embeds.length > 0)) refuseForm([LEFT_OVER]);
  checkComponents(components, isModern(flags));
  const kept = keptFiles(desk, message, draft);
  const names = [...kept.map(({ name }) => name), ...[...draft.uploads.values()].map(({ name }) => name)];
  refuseMissing(draft, components, names);
  if (content === '' && embeds.length + components.length + names.length === 0) refuse('empty-message');
  const files = [...kept, ...keep(desk, channel, draft)];
  const { users, roles, everyone } = mentionsIn(
    desk,
    channel,
    message.author,
    content,
    draft.allowed_mentions ?? null,
    null,
  );
  Object.assign(message, {
    content,
    embeds,
    components: numbered(components),
    attachments: files.map(({ id }) => id),
    flags: flags & ~MessageFlags.Loading,
    editedMs: (message.flags & MessageFlags.Loading) === 0 ? desk.now() : null,
    mentions: users,
    mentionedRoles: roles,
    mentionsEveryone: everyone,
  } satisfies Partial<Record<keyof Message, unknown>>);
  tellMessage(desk, message, 'MESSAGE_UPDATE');
  desk.changed();
}

const LEFT_OVER: Issue = {
  path: ['content'],
  code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  message: 'What a message had before must be set to null when it becomes one of MessageFlags.IS_COMPONENTS_V2',
};

export function isModern(flags: number): boolean {
  return (flags & MessageFlags.IsComponentsV2) !== 0;
}

/** A message in an archived thread opens it again, unless it is locked. */
function openThread(desk: Desk, channel: Channel, author: string): void {
  const { thread } = channel;
  if (thread === null) return;
  const mayManage = may(desk, channel, author, 'ManageThreads');
  if (thread.isLocked && !mayManage) refuse(thread.isArchived ? 'thread-archived' : 'thread-locked');
  if (!thread.isArchived) return;
  thread.isArchived = false;
  thread.archivedMs = desk.now();
  tellThread(desk, channel, 'THREAD_UPDATE');
}

export function joinThread(desk: Desk, channel: Channel, user: string): void {
  if (channel.thread === null || channel.thread.members.has(user)) return;
  channel.thread.members.set(user, desk.now());
  tellJoinedThread(desk, channel, user);
}

function checkSizes({ uploads }: Draft, maxFileBytes: number): void {
  if ([...uploads.values()].some(({ bytes }) => bytes.length > maxFileBytes)) refuse('too-large');
  if (uploads.size > 10)
    refuseForm([{ path: ['files'], code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 10 or fewer in length.' }]);
}

/** In a new message every description belongs to a file that comes with it. */
function refuseStray({ attachments, uploads }: Draft): void {
  const index = attachments?.findIndex(({ id }) => !uploads.has(id)) ?? -1;
  const words = 'Attachment data not found';
  if (index >= 0) refuseForm([{ path: ['attachments', index, 'id'], code: 'ATTACHMENT_NOT_FOUND', message: words }]);
}

/** Which of its files an edit keeps: all, unless it says which. */
function keptFiles(desk: Desk, message: Message, draft: Draft): StoredFile[] {
  const files = filesOf(desk, message);
  if (draft.attachments === undefined) return files;
  const listed = new Set((draft.attachments ?? []).map(({ id }) => id));
  const unknown = [...listed].find((id) => !draft.uploads.has(id) && !files.some((file) => file.id === id));
  if (unknown !== undefined)
    refuseForm([
      { path: ['attachments'], code: 'ATTACHMENT_NOT_FOUND', message: `Attachment data not found: ${unknown}` },
    ]);
  return files.filter(({ id }) => listed.has(id));
}

function keep(desk: Desk, channel: Channel, { uploads, attachments }: Draft): StoredFile[] {
  return [...uploads].map(([number, upload]) => {
    const said = attachments?.find(({ id }) => id === number);
    const { title = null, description = null, filename = upload.name } = said ?? {};
    return storeFile(desk, channel.id, { ...upload, name: filename, title, description });
  });
}

/** What is shown by `attachment://name` must be there, under the name Discord keeps it by. */
function refuseMissing(draft: Draft, components: unknown, names: readonly string[]): void {
  const named = new Map(
    [...draft.uploads].map(([number, { name }]) => [
      name,
      draft.attachments?.find(({ id }) => id === number)?.filename,
    ]),
  );
  const there = new Set(names.map((name) => safeName(named.get(name) ?? name)));
  const issues = mediaIn(components).flatMap(({ url, path, type }): Issue[] => {
    const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : null;
    if (name === null && type === ComponentType.File)
      return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message: 'Scheme must be one of (attachment).' }];
    if (name === null)
      return /^https?:\/\/\S+$/.test(url)
        ? []
        : [{ path, code: 'URL_TYPE_INVALID_SCHEME', message: 'Scheme must be one of (http, https, attachment).' }];
    if (there.has(name)) return [];
    return [
      {
        path,
        code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        message: `The referenced attachment '${name}' was not found`,
      },
    ];
  });
  if (issues.length > 0) refuseForm(issues);
}

function textOf(draft: Draft): string {
  const shown = everyComponent(draft.components).flatMap(({ node }) =>
    node.type === ComponentType.TextDisplay ? [String(node.content)] : [],
  );
  return [draft.content ?? '', ...shown].join('\n');
}
