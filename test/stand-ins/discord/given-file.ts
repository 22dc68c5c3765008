/** A file a person gives with a command or a form: only of the kinds asked for, and no larger than they may upload. */
import { extname } from 'node:path';
import type { Desk } from './desk.ts';
import { asAttachment, storeFile, type Upload } from './files.ts';
import type { StoredFile } from './world.ts';

const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  image: ['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.heic', '.svg', '.bmp', '.tif', '.tiff'],
  video: ['.mp4', '.mov', '.webm', '.mkv', '.avi'],
  audio: ['.mp3', '.wav', '.ogg', '.m4a', '.flac'],
};

/** Discord looks at the name's ending only (2026): what is in the file may be anything. */
export function giveFile(
  desk: Desk,
  channel: string,
  upload: Upload,
  limits: { readonly types?: readonly string[] | undefined; readonly maxFileBytes: number },
): StoredFile {
  const ending = extname(upload.name).toLowerCase();
  const allowed = limits.types?.flatMap((type) => ENDINGS[type] ?? [type]);
  if (allowed && !allowed.includes(ending))
    throw new Error(`Discord's window does not let people choose ${upload.name} here.`);
  if (upload.bytes.length > limits.maxFileBytes)
    throw new Error(`${upload.name} is too large to be uploaded by this person.`);
  return storeFile(desk, channel, upload, true);
}

export function attachmentsOf(desk: Desk, files: readonly StoredFile[]) {
  return Object.fromEntries(files.map((file) => [file.id, asAttachment(desk, file)]));
}
