/** Makes words fit a platform: a reply is split into several, a card is cut with an ellipsis. Pure. */
import type { Card } from './card.ts';

const ELLIPSIS = '…';

/** Pieces of at most `max` characters, split between paragraphs, else lines, sentences, words, and letters at worst. */
export function splitText(text: string, max: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const end = splitPoint(rest, max);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

/** `text` itself, or its beginning with an ellipsis: at most `max` characters. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max <= ELLIPSIS.length) return ELLIPSIS.slice(0, max);
  return `${text.slice(0, graphemeEnd(text, max - ELLIPSIS.length)).trimEnd()}${ELLIPSIS}`;
}

/** A card whose words together have at most `max` characters: fields give way first, as they say the least each. */
export function fitCard(card: Card, max: number): Card {
  if (lengthOf(card) <= max) return card;
  const title = card.title && cutText(card.title, Math.floor(max / 8));
  const disclosure = card.disclosure && cutText(card.disclosure, Math.floor(max / 4));
  const fields = fitFields(card.fields, Math.floor(max / 2));
  const text = cutText(card.text, max - lengthOf({ title, disclosure, fields, text: '' }));
  return { ...card, title, disclosure, fields, text };
}

function fitFields(fields: Card['fields'], max: number): Card['fields'] {
  const share = Math.floor(max / Math.max(1, fields.length));
  return fields.map(({ label, value }) => {
    const short = cutText(label, Math.floor(share / 3));
    return { label: short, value: cutText(value, share - short.length) };
  });
}

function lengthOf({ title, text, fields, disclosure }: Pick<Card, 'title' | 'text' | 'fields' | 'disclosure'>): number {
  const words = [title ?? '', text, disclosure ?? '', ...fields.flatMap(({ label, value }) => [label, value])];
  return words.reduce((sum, part) => sum + part.length, 0);
}

/** Not before the middle, or a short first paragraph would make a tiny message. */
function splitPoint(text: string, max: number): number {
  for (const boundary of ['\n\n', '\n', '. ', ' ']) {
    const at = text.lastIndexOf(boundary, max - boundary.length);
    if (at > max / 2) return at + boundary.length;
  }
  return graphemeEnd(text, max);
}

/** The last place not after `max` where no letter is torn apart; `max` itself inside an endless one. */
function graphemeEnd(text: string, max: number): number {
  const segment = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text).containing(max);
  return segment && segment.index > 0 ? segment.index : max;
}
