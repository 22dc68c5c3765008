/** What kind of writing a text is: it decides tracking, leading and direction. Pure. */

export type Script = 'alphabetic' | 'right-to-left' | 'tall' | 'cjk';

export function scriptOf(text: string): Script {
  if (/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)) return 'right-to-left';
  if (/[\p{Script=Devanagari}\p{Script=Thai}\p{Script=Bengali}\p{Script=Tamil}]/u.test(text)) return 'tall';
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text)) return 'cjk';
  return 'alphabetic';
}

/** Control and invisible characters out, runs of space to one. Joiners stay: emoji and Indic scripts are made of them. */
export function cleanText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
