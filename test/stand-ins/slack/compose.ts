/** What people type becomes what Slack sends: escaped, with addresses wrapped, and as rich text beside it. */
import type { RichTextBlock } from '@slack/types';

const TOKEN = /<(?:@[UW]\w+|#C\w+(?:\|[^>]*)?|![^>]+)>/;
const ADDRESS =
  /(?:https?:\/\/[^\s<>]+|[\w.+-]+@[\w-]+\.[a-z]{2,}|(?:[\w-]+\.)+(?:com|org|net|io|dev|shop|app|co|de)\b(?:\/[^\s<>]*)?)/i;
const PIECES = new RegExp(`(${TOKEN.source}|${ADDRESS.source})`, 'gi');

/** As it arrives in an event's `text`: `&`, `<` and `>` escaped, links and e-mail addresses in angle brackets. */
export function typed(text: string): string {
  return piecesOf(text)
    .map(({ kind, piece }) => {
      if (kind === 'token') return piece;
      if (kind === 'words') return escaped(piece);
      const address = addressOf(piece);
      return address === piece ? `<${escaped(piece)}>` : `<${escaped(address)}|${escaped(piece)}>`;
    })
    .join('');
}

function addressOf(piece: string): string {
  if (/^https?:/i.test(piece)) return piece;
  return piece.includes('@') ? `mailto:${piece}` : `http://${piece}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function piecesOf(text: string): { readonly kind: 'token' | 'address' | 'words'; readonly piece: string }[] {
  return text
    .split(PIECES)
    .filter((piece) => piece !== undefined && piece !== '')
    .map((piece) => {
      if (new RegExp(`^${TOKEN.source}$`).test(piece)) return { kind: 'token', piece } as const;
      return new RegExp(`^${ADDRESS.source}$`, 'i').test(piece)
        ? ({ kind: 'address', piece } as const)
        : ({ kind: 'words', piece } as const);
    });
}

/** The block that Slack's own composer adds to every message. */
export function richText(text: string, blockId: string): RichTextBlock {
  const elements = piecesOf(text).map(({ kind, piece }) => {
    const user = /^<@(\w+)>$/.exec(piece)?.[1];
    if (user) return { type: 'user' as const, user_id: user };
    const range = /^<!(here|channel|everyone)>$/.exec(piece)?.[1] as 'here' | 'channel' | 'everyone' | undefined; // the only words it matches
    if (range) return { type: 'broadcast' as const, range };
    if (kind === 'address') return { type: 'link' as const, url: addressOf(piece), text: piece };
    return { type: 'text' as const, text: piece };
  });
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}
