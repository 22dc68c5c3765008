/** What is attached: kept with its bytes, and shown behind signed links that stop working after a day. */
import { createHmac } from 'node:crypto';
import { extname } from 'node:path';
import type { APIAttachment } from 'discord-api-types/v10';
import type { Desk } from './desk.ts';
import { pictureSize } from './picture-size.ts';
import type { StoredFile } from './world.ts';

/** A file as somebody hands it over. */
export type Upload = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly contentType?: string | null;
};

const TYPES: Readonly<Record<string, string>> = {
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.mov': 'video/quicktime',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.srt': 'application/x-subrip',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.vtt': 'text/vtt',
  '.webp': 'image/webp',
  '.zip': 'application/zip',
};

export function storeFile(desk: Desk, channel: string, upload: Upload, isEphemeral = false): StoredFile {
  const name = safeName(upload.name);
  const file: StoredFile = {
    id: desk.id(),
    channel,
    name,
    title: upload.title ?? (name === upload.name ? null : upload.name),
    description: upload.description ?? null,
    contentType: upload.contentType ?? TYPES[extname(name).toLowerCase()] ?? null,
    bytes: upload.bytes,
    size: pictureSize(upload.bytes),
    isEphemeral,
    isGone: false,
  };
  desk.files.set(file.id, file);
  return file;
}

/** Discord keeps letters, digits, dots, dashes and underscores; `attachment://` must name what is left. */
export function safeName(name: string): string {
  const safe = name
    .normalize('NFKD')
    .replaceAll(/\s/g, '_')
    .replaceAll(/[^\w.-]/g, '');
  return safe.replace(/^\.+/, '') === '' ? 'unknown' : safe;
}

export function asAttachment(desk: Desk, file: StoredFile): APIAttachment {
  const url = fileLink(desk, file);
  return {
    id: file.id,
    filename: file.name,
    size: file.bytes.length,
    url,
    proxy_url: url,
    ...(file.title === null ? {} : { title: file.title }),
    ...(file.description === null ? {} : { description: file.description }),
    ...(file.contentType === null ? {} : { content_type: file.contentType }),
    ...(file.size === null ? {} : file.size),
    ...(file.isEphemeral ? { ephemeral: true } : {}),
  };
}

/** A new link, good for a day from now: every answer signs anew. */
export function fileLink(desk: Desk, file: StoredFile): string {
  const folder = file.isEphemeral ? 'ephemeral-attachments' : 'attachments';
  const path = `/${folder}/${file.channel}/${file.id}/${file.name}`;
  const issued = Math.floor(desk.now() / 1000);
  const expires = issued + Math.floor(desk.settings.linkMs / 1000);
  const [ex, is] = [expires.toString(16), issued.toString(16)];
  return `${desk.origin()}${path}?ex=${ex}&is=${is}&hm=${signatureOf(desk, path, ex, is)}&`;
}

export function isFilePath(path: string): boolean {
  return /^\/(ephemeral-)?attachments\//.test(path);
}

/** The file behind a link: 403 for one that nobody signed, 404 for one that is too old or whose file is gone. */
export function openLink(
  desk: Desk,
  url: URL,
): { readonly status: 200; readonly file: StoredFile } | { readonly status: 403 | 404 } {
  const [ex, is, hm] = ['ex', 'is', 'hm'].map((name) => url.searchParams.get(name) ?? '');
  if (hm === '' || hm !== signatureOf(desk, url.pathname, ex ?? '', is ?? '')) return { status: 403 };
  const file = fileInPath(desk, url.pathname);
  const isOver = Number.parseInt(ex ?? '0', 16) * 1000 <= desk.now();
  return !file || file.isGone || isOver ? { status: 404 } : { status: 200, file };
}

/** What one of our links shows, however old it is. */
export function fileBehind(desk: Desk, url: string): StoredFile | undefined {
  return url.startsWith(desk.origin()) ? fileInPath(desk, new URL(url).pathname) : undefined;
}

function fileInPath(desk: Desk, path: string): StoredFile | undefined {
  return desk.files.get(path.split('/')[3] ?? '');
}

function signatureOf(desk: Desk, path: string, ex: string, is: string): string {
  return createHmac('sha256', desk.app.publicKey).update(`${path} ${ex} ${is}`).digest('hex');
}
