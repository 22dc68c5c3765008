/** Breaks a line of words into a given number of lines of about the same width. Pure. */

/** Pieces that may stand on lines of their own; those of spaceless scripts are found by segmentation. */
export function breakable(text: string, language: string): readonly string[] {
  const words = text.split(' ');
  return words.flatMap((word, index) => {
    const glue = index < words.length - 1 ? ' ' : '';
    const parts = needsSegmenter(word) ? segments(word, language) : [word];
    return parts.map((part, at) => (at === parts.length - 1 ? part + glue : part));
  });
}

function needsSegmenter(word: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word);
}

/** Closing punctuation stays with what it closes. */
function segments(word: string, language: string): readonly string[] {
  const joined: string[] = [];
  for (const { segment } of createSegmenter(language, 'word').segment(word)) {
    if (joined.length > 0 && /^[\p{P}\p{M}]+$/u.test(segment)) joined[joined.length - 1] += segment;
    else joined.push(segment);
  }
  return joined;
}

function createSegmenter(language: string, granularity: 'word' | 'grapheme'): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity });
  } catch {
    // The language comes from outside and may be no language at all; the segments are then those of the default.
    return new Intl.Segmenter(undefined, { granularity });
  }
}

/** Cuts words that are too long for any line into pieces of at most `most` characters. */
export function splitLongWords(pieces: readonly string[], most: number): readonly string[] {
  return pieces.flatMap((piece) => {
    const letters = Array.from(createSegmenter('en', 'grapheme').segment(piece), ({ segment }) => segment);
    if (letters.length <= most + 1) return [piece];
    const count = Math.ceil(letters.length / most);
    const size = Math.ceil(letters.length / count);
    return Array.from({ length: count }, (_, index) => letters.slice(index * size, (index + 1) * size).join(''));
  });
}

/** The `count` lines that are most alike in width; null when there are fewer pieces than lines. */
export function balance(pieces: readonly string[], count: number): readonly string[] | null {
  if (pieces.length < count) return null;
  const widths = pieces.map(roughWidth);
  const best = mostEven(widths, count, new Map());
  let from = 0;
  return [...best.breaks, pieces.length].map((to) => {
    const line = pieces.slice(from, to).join('').trim();
    from = to;
    return line;
  });
}

type Breaks = { readonly cost: number; readonly breaks: readonly number[] };

function mostEven(widths: readonly number[], count: number, known: Map<string, Breaks>, from = 0): Breaks {
  const key = `${count} ${from}`;
  const found = known.get(key);
  if (found) return found;
  let best: Breaks = { cost: Number.POSITIVE_INFINITY, breaks: [] };
  // Squares: with the sum given, they are least when all lines are alike.
  if (count === 1) best = { cost: sum(widths.slice(from)) ** 2, breaks: [] };
  for (let to = from + 1; count > 1 && to <= widths.length - count + 1; to++) {
    const rest = mostEven(widths, count - 1, known, to);
    const cost = sum(widths.slice(from, to)) ** 2 + rest.cost;
    if (cost < best.cost) best = { cost, breaks: [to, ...rest.breaks] };
  }
  known.set(key, best);
  return best;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** In average letters; only differences between lines matter. */
function roughWidth(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u.test(letter)
    )
      width += 1.9;
    else if (/[ilI.,:;'|!]/.test(letter)) width += 0.5;
    else if (/\p{M}/u.test(letter)) width += 0;
    else if (/[mwMW@%]|\p{Lu}/u.test(letter)) width += 1.3;
    else width += letter === ' ' ? 0.5 : 1;
  }
  return width;
}
