/** What kind of writing a text is, and what of it can be drawn: it decides tracking, leading and direction. Pure. */
import { AdgenError } from '../../ad/errors.ts';

export type Script = 'alphabetic' | 'right-to-left' | 'tall' | 'cjk';

export function scriptOf(text: string): Script {
  if (/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)) return 'right-to-left';
  if (/[\p{Script=Devanagari}\p{Script=Thai}]/u.test(text)) return 'tall';
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text)) return 'cjk';
  return 'alphabetic';
}

/** All format, private and unassigned characters but the two joiners that emoji families, Persian and Hindi are made of. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd]/gu;

/**
 * Control and invisible characters out, runs of space to one, marks piled on one letter to four. Letters borrowed from
 * mathematics to look bold become plain ones; punctuation that French sets off stays on the line of its word.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\u{1d400}-\u{1d7ff}]/gu, (letter) => letter.normalize('NFKC'))
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\s]+/gu, (gap) => (/^[\u00a0\u202f]+$/u.test(gap) ? '\u00a0' : ' '))
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .replace(/ (?=[!?:;»%€](?:\s|$))|(?<=«) /gu, '\u00a0')
    .replace(/^[\s\p{M}\u200c\u200d]+/u, '')
    .replace(/[\s\u200c\u200d]+$/u, '');
}

/** Scripts that the fonts of `fonts.ts` have. */
const DRAWABLE =
  /[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Arabic}\p{scx=Hebrew}\p{scx=Devanagari}\p{scx=Thai}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Common}\p{scx=Inherited}]/u;

/** Throws `step-failed` for letters no font here has: a scene without words is better than one with empty boxes. */
export function requireDrawable(text: string): void {
  const strange = Array.from(text).find((letter) => /\p{L}/u.test(letter) && !DRAWABLE.test(letter));
  if (strange === undefined) return;
  const say = `No font here can draw "${strange}"; write the words of this scene in another script.`;
  throw new AdgenError('step-failed', say);
}
