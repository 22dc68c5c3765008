/** One line that somebody types in the terminal chat. Pure. */
import { basename, resolve } from 'node:path';

export type ChatLine =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'attach'; readonly path: string; readonly name: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'wrong'; readonly say: string };

/** `folder` is where relative paths start. Terminals put quotes and backslashes around a file that is dropped on them. */
export function readChatLine(line: string, folder: string): ChatLine {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (!text.startsWith('/')) return { kind: 'say', text };
  const [, command = '', rest = ''] = /^\/([a-z]+)(?:\s+(.*))?$/is.exec(text) ?? [];
  switch (command.toLowerCase()) {
    case 'attach':
      return attach(rest, folder);
    case 'help':
      return { kind: 'help' };
    case 'quit':
    case 'exit':
      return { kind: 'quit' };
    default:
      return {
        kind: 'wrong',
        say: `There is no ${text.split(' ')[0]}. Type /attach FILE, /help or /quit, or just talk.`,
      };
  }
}

function attach(written: string, folder: string): ChatLine {
  const unquoted = /^(['"])(.*)\1$/.exec(written)?.[2] ?? written.replaceAll(/\\(.)/g, '$1');
  if (unquoted === '') return { kind: 'wrong', say: 'Say which file: /attach photo.jpg' };
  const path = resolve(folder, unquoted);
  return { kind: 'attach', path, name: basename(path) };
}
