/** A background's words as a model wrote them, without what must not be seen. Pure. */
import type { Forbidden } from './forbidden-words.ts';
import { shorten, tidy } from './line.ts';

/** Leaves room for the words that every prompt ends with. */
const ROOM = 480;
/** Fewer letters are no place. */
const SHORTEST = 12;

/** A thing ends where one of these begins; what is cut out goes from one such place to the next. */
const JOINTS =
  /\s*[,;:.!?\n]+\s*|\s+[–—]\s+|\s+(?=(?:with|without|of|on|onto|and|or|in|inside|at|by|beside|behind|near|under|above|over|around|against|for|from|to|where|while|as|holding|showing|featuring|surrounding|next|between|through|across|reading|saying)\s)/giu;
/** What such a piece may not begin the description with, once its head is gone. */
const OPENINGS =
  /^(?:(?:with|without|of|on|onto|and|or|in|inside|at|by|beside|behind|near|under|above|over|around|against|for|from|to|where|while|as|next|between|through|across|no|is|are)\s+)+/iu;

/** The description without the pieces that `isForbidden`, or null when what is left is no place. */
export function cleanBackground(written: string, isForbidden: Forbidden): string | null {
  // What is quoted is meant to be read.
  const plain = written.slice(0, 2000).replace(/["“„«”][^"“„«”»]*["”“»]/gu, ' ');
  const kept = piecesOf(plain).filter((piece, at, all) => {
    // "of cold brew" belongs to the bottle before it, and "above it" means the word that was written there.
    const leans =
      /^of\s|\b(?:it|its|them|their|him|her)\b/iu.test(piece.text) && at > 0 && isForbidden(all[at - 1]?.text ?? '');
    return !isForbidden(piece.text) && !leans;
  });
  const joined = kept
    .map(({ text, joint }, at) => (at === 0 ? text.replace(OPENINGS, '') : `${joint}${text}`))
    .join('');
  const cleaned = shorten(tidy(joined), ROOM, 'en');
  if (cleaned === null || isForbidden(cleaned)) return null;
  return (cleaned.match(/\p{L}/gu)?.length ?? 0) < SHORTEST ? null : cleaned;
}

type Piece = { readonly joint: string; readonly text: string };

function piecesOf(text: string): readonly Piece[] {
  const joints = [...text.matchAll(JOINTS)];
  const starts = [
    { joint: '', from: 0 },
    ...joints.map((match) => ({ joint: jointOf(match[0]), from: match.index + match[0].length })),
  ];
  return starts
    .map(({ joint, from }, at) => ({ joint, text: text.slice(from, joints[at]?.index ?? text.length).trim() }))
    .filter((piece) => piece.text !== '');
}

function jointOf(written: string): string {
  return /[,;:.!?\n–—]/u.test(written) ? ', ' : ' ';
}
