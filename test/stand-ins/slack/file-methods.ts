/** The methods `files.*`, and the address that an upload goes to. */
import { z } from 'zod';
import type { Desk } from './desk.ts';
import { asFile, asFileInfo, typeByName } from './file-shape.ts';
import { count, json, type Method, method, timestamp } from './method.ts';
import { channelToWrite, threadFor } from './places.ts';
import { checkedContents, contents, post } from './posting.ts';
import { refuse } from './refusal.ts';
import type { StoredFile, Team } from './world.ts';

export type NewFile = {
  readonly user: string;
  readonly name: string;
  readonly length: number;
  readonly kind?: StoredFile['kind'];
  readonly altText?: string | null;
  readonly bytes?: Uint8Array;
  readonly mimetype?: string;
};

/** With its bytes it is there and has been looked at; without them it waits for an upload. */
export function addFile(desk: Desk, team: Team, given: NewFile): StoredFile {
  const file: StoredFile = {
    id: desk.id('F'),
    name: given.name,
    user: given.user,
    createdMs: desk.now(),
    altText: given.altText ?? null,
    title: given.name,
    mimetype: given.mimetype ?? typeByName(given.name).mimetype,
    bytes: given.bytes ?? null,
    length: given.length,
    kind: given.kind ?? 'hosted',
    isComplete: given.bytes !== undefined,
    readyMs: 0,
    shares: [],
    isDeleted: false,
  };
  team.files.set(file.id, file);
  return file;
}

const getUploadUrl = method({
  tier: 4,
  scopes: ['files:write'],
  args: {
    filename: z.string().min(1),
    length: count,
    alt_txt: z.string().optional(),
    // The SDK's name for it, which Slack does not know: it is ignored.
    alt_text: z.string().optional(),
    snippet_type: z.string().optional(),
  },
  run: (args, { team }, desk) => {
    if (team.rules.uploads === 'disabled') return refuse('file_uploads_disabled');
    if (team.rules.uploads === 'no-tokens') return refuse('not_allowed_token_type');
    if (args.length <= 0) return refuse('missing_argument');
    if (args.length > team.rules.maxFileBytes) return refuse('file_upload_size_restricted');
    if ((args.alt_txt ?? '').length > 1000) return refuse('alt_txt_too_large');
    const file = addFile(desk, team, {
      user: team.bot.userId,
      name: args.filename,
      length: args.length,
      altText: args.alt_txt ?? null,
    });
    return { upload_url: `${desk.origin()}/upload/v1/${team.id}/${file.id}`, file_id: file.id };
  },
});

/** What was put at the upload URL; a reason in words when it cannot be. */
export function takeUpload(desk: Desk, team: Team, id: string, bytes: Uint8Array): string | null {
  const file = team.files.get(id);
  if (!file || file.isComplete) return 'no such upload';
  if (bytes.byteLength !== file.length) {
    desk.faults.push(`${file.name}: ${bytes.byteLength} bytes came, ${file.length} were announced`);
    return 'wrong length';
  }
  file.bytes = bytes;
  return null;
}

const complete = method({
  tier: 4,
  scopes: ['files:write'],
  args: {
    files: json(
      z
        .array(z.strictObject({ id: z.string(), title: z.string().optional(), highlight_type: z.string().optional() }))
        .min(1),
    ),
    channel_id: z.string().optional(),
    thread_ts: timestamp.optional(),
    initial_comment: z.string().optional(),
    blocks: contents.blocks,
  },
  run: (args, caller, desk) => {
    const { team } = caller;
    const files = args.files.map(({ id, title }) => {
      const file = team.files.get(id);
      if (!file?.bytes || file.isDeleted) return refuse('file_not_found');
      return { file, title: title ?? file.name };
    });
    const channel =
      args.channel_id === undefined ? null : channelToWrite(caller, args.channel_id, 'nothing gives this');
    if (!channel && args.thread_ts) return refuse('invalid_arguments');
    const { initial_comment: comment = '', blocks = [] } = args;
    const given = checkedContents(desk, team, comment === '' ? { text: ' ', blocks } : { text: comment });
    for (const { file, title } of files) {
      if (!file.isComplete) file.readyMs = desk.now() + desk.settings.fileReadyMs;
      file.isComplete = true;
      file.title = title;
    }
    if (channel) {
      post(desk, team, channel, {
        ...given,
        text: comment,
        user: team.bot.userId,
        isBot: true,
        thread: threadFor(desk, channel, args.thread_ts),
        files: files.map(({ file }) => file.id),
      });
    }
    // As at Slack, where files are still being looked at now: no type and no shares.
    return {
      files: files.map(({ file }) => ({ ...asFile(desk, team, file), shares: {}, channels: [], groups: [], ims: [] })),
    };
  },
});

const info = method({
  tier: 4,
  scopes: ['files:read'],
  args: {
    file: z.string(),
    count: count.optional(),
    page: count.optional(),
    limit: count.optional(),
    cursor: z.string().optional(),
  },
  run: ({ file: id }, { team }, desk) => {
    const file = team.files.get(id);
    if (!file) return refuse('file_not_found');
    if (file.isDeleted) return refuse('file_deleted');
    const mayRead = file.user === team.bot.userId || isSharedWithBot(team, file);
    return mayRead
      ? { file: asFileInfo(desk, team, file), comments: [], response_metadata: { next_cursor: '' } }
      : refuse('file_not_found');
  },
});

/** People's files can be read where the bot is, and those that were handed in with its forms (shared nowhere). */
export function isSharedWithBot(team: Team, file: StoredFile): boolean {
  return (
    file.shares.length === 0 ||
    file.shares.some(({ channel }) => team.channels.get(channel)?.members.has(team.bot.userId))
  );
}

const deleteFile = method({
  tier: 3,
  scopes: ['files:write'],
  args: { file: z.string() },
  run: ({ file: id }, { team }) => {
    const file = team.files.get(id);
    if (!file) return refuse('file_not_found');
    if (file.isDeleted) return refuse('file_deleted');
    if (file.user !== team.bot.userId) return refuse('cant_delete_file');
    file.isDeleted = true;
    return {};
  },
});

export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
  'files.delete': deleteFile,
};
