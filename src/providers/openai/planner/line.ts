/** A line on screen as a model wrote it: cleaned, and shortened where a reader would breathe. Pure. */

/** Words that neither end a line nor carry it, in the languages whose grammar is known. */
const HANGING = new Set(
  'and or but so the a an of to for with in on at by from that than as is are your our its without plus und oder aber der die das den dem ein eine einen mit für von zu im am ohne et ou de du des le la les un une avec pour sans sur à y o el los las con para por sin en e il lo gli di da per senza os as do da com em sem'.split(
    ' ',
  ),
);

/** One line without control characters, markup or the quotes around it. Empty when nothing is left. */
export function tidy(text: string): string {
  return (
    text
      .normalize('NFC')
      // Joiners are spelling in Persian, Hindi and emoji; everything else invisible could reverse or hide words.
      .replace(/[^\P{C}\s\u200c\u200d]/gu, '')
      .replace(/\s+/gu, ' ')
      .replace(/[*_`~#<>{}|\\]+/gu, '')
      .replace(/^[\s"'“”„«»‹›•–—,.;:-]+/u, '')
      .replace(/[\s"“”„«»‹›–—,;:-]+$/u, '')
      .trim()
  );
}

/**
 * `text` in at most `room` characters: up to the last clause that fits, else up to the last word, without a connective left
 * hanging, or a number that has lost what it counts. Null when not even one word fits.
 */
export function shorten(text: string, room: number, language: string): string | null {
  if (text.length <= room) return text;
  const clauses = [...text.slice(0, room + 1).matchAll(/[.!?。！？;；,，、:]|\s[–—-]\s/gu)];
  const clause = clauses.findLast(({ index }) => index >= room * 0.4);
  if (clause) return tidy(text.slice(0, clause.index + (/[.!?。！？]/u.test(clause[0]) ? 1 : 0)));
  return withoutHanging(wholeWords(text, room, language)) || null;
}

/** Also right where no blanks divide words. */
function wholeWords(text: string, room: number, language: string): string {
  const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  const end = segments.findLast(({ index, segment, isWordLike }) => isWordLike && index + segment.length <= room);
  return end ? text.slice(0, end.index + end.segment.length) : '';
}

function withoutHanging(text: string): string {
  const words = text.split(' ');
  while (words.length > 1 && hangs(words.at(-1) ?? '')) words.pop();
  return tidy(words.join(' '));
}

function hangs(word: string): boolean {
  return HANGING.has(word.toLowerCase()) || /^[^\p{L}]*\p{N}[^\p{L}%٪]*$/u.test(word);
}

/** Equal for lines that say the same in other case or punctuation. */
export function lineKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
