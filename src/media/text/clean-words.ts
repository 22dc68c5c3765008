/** What people and models write, made fit to be drawn: nothing invisible, nothing without a typeface. Pure. */
import { AdgenError } from '../../ad/errors.ts';

/** Scripts that the typefaces of `fonts.ts` can draw. */
const DRAWABLE =
  /[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Arabic}\p{scx=Hebrew}\p{scx=Devanagari}\p{scx=Thai}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Common}\p{scx=Inherited}]/u;

/** Joiners that shape emoji families, Persian and Hindi; every other format character is invisible or turns text around. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd]/gu;

/**
 * One line of drawable text, perhaps empty. Punctuation that French sets off with a space is tied to its word. Throws
 * `step-failed` when a letter belongs to a script that no typeface here has: empty boxes on an ad are worse than no words.
 */
export function cleanWords(written: string): string {
  const text = written
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\u{1d400}-\u{1d7ff}]/gu, (letter) => letter.normalize('NFKC'))
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[\p{Cc}\s]+/gu, (gap) => (/^[\u00a0\u202f]+$/u.test(gap) ? '\u00a0' : ' '))
    .replaceAll(/(\p{M}{4})\p{M}+/gu, '$1')
    .replaceAll(/ (?=[!?:;»%€](?:\s|$))|(?<=«) /gu, '\u00a0')
    .replace(/^[\s\p{M}\u200c\u200d]+/u, '')
    .replace(/[\s\u200c\u200d]+$/u, '');
  const strange = [...text].find((letter) => /\p{L}/u.test(letter) && !DRAWABLE.test(letter));
  if (strange !== undefined) {
    throw new AdgenError(
      'step-failed',
      `No typeface here can draw the letter "${strange}"; write the words in another script.`,
    );
  }
  return text;
}

/** Reading direction of a paragraph: that of its first letter with one. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{scx=Arabic}\p{scx=Hebrew}]/u.test(first) ? 'rtl' : 'ltr';
}
