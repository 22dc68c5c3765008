/** A message as the page sends it: its words, its files and its key, checked against the caps. */
import { z } from 'zod';
import { AdgenError } from '../ad/errors.ts';
import { Refusal } from './problem.ts';

const MAX_FILES = 10;
const MAX_FILE_BYTES = 25 * 1024 * 1024;
const MAX_CHARACTERS = 40_000;
/** All files at their largest, and the words around them. */
export const MAX_REQUEST_BYTES = MAX_FILES * MAX_FILE_BYTES + 1024 * 1024;

/** Made by the page, once for every message: a repeat is the same message. */
export const Key = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

export type MessageForm = { readonly key: string; readonly text: string; readonly files: readonly File[] };

/** Throws one clear sentence for whatever does not fit. */
export function messageForm(form: FormData): MessageForm {
  const files = form.getAll('files').filter((value) => value instanceof File);
  const text = words(form.get('text'));
  if (text.length > MAX_CHARACTERS) {
    throw refused(413, `This message is longer than ${thousands(MAX_CHARACTERS)} characters. Please shorten it.`);
  }
  if (files.length > MAX_FILES) throw refused(413, `At most ${MAX_FILES} files fit into one message.`);
  const large = files.find((file) => file.size > MAX_FILE_BYTES);
  if (large) {
    throw refused(
      413,
      `“${large.name}” is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB. Please send a smaller file.`,
    );
  }
  if (text.trim() === '' && files.length === 0) throw refused(400, 'Write something, or add a picture.');
  return { key: keyOf(form.get('key')), text, files };
}

function keyOf(value: unknown): string {
  const key = Key.safeParse(value);
  if (key.success) return key.data;
  throw new AdgenError('bad-input', 'A message needs a key of 8 to 64 letters and digits that no other message has.');
}

/** Forms turn every line break into two characters; NUL is the one character no database keeps. */
function words(value: File | string | null): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').replaceAll('\0', '') : '';
}

function refused(status: 400 | 413, say: string): Refusal {
  return new Refusal(status, 'bad-input', say);
}

function thousands(count: number): string {
  return count.toLocaleString('en');
}
