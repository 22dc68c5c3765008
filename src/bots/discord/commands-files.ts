/** Files that people gave with a command, a form or a message, as discord.js tells of them. */
import type { Attachment as Given } from 'discord.js';
import type { Attachment } from '../platform.ts';
import { attachmentOf } from './fetch-file.ts';

/** `message`: where they stand; null: they came with the command and stand nowhere. */
export function attachmentsOf(
  files: readonly Given[],
  message: { readonly channel: string; readonly id: string } | null,
): readonly Attachment[] {
  return files.map(({ id, name, size, url }) => attachmentOf({ id, filename: name, size, url }, message));
}
