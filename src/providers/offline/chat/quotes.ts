/** Takes quoted words out of a message, so that what a person wants shown on screen is never mistaken for an order. */

const FIRST = 0xe000;
/** Stands for the quoted words number 0, 1, 2, …: characters of the private use area, which nobody types. */
export const QUOTE = '[\\uE000-\\uE0FF]';
const MAX_QUOTES = 256;

export type Quoted = { readonly text: string; readonly quotes: readonly string[] };

/** Double quotes of all countries, and single ones where they are no apostrophe. */
const QUOTED =
  /"([^"\n]{1,400})"|«\s*([^»\n]{1,400}?)\s*»|(?<![\p{L}\p{N}])'((?=\S)(?:[^'\n]|'(?=\p{L})){1,400}?)(?<=\S)'(?!\p{L})/gu;

/** One line of plain signs: straight quotes, single spaces, private characters removed. */
export function takeQuotes(written: string): Quoted {
  const quotes: string[] = [];
  const text = plainSigns(written).replace(QUOTED, (whole, double, guillemets, single) => {
    const inside = [double, guillemets, single].find((one) => typeof one === 'string');
    if (inside === undefined || inside.trim() === '' || quotes.length >= MAX_QUOTES) return whole;
    quotes.push(inside.trim());
    return String.fromCharCode(FIRST + quotes.length - 1);
  });
  return { text, quotes };
}

/** The words as the person wrote them. */
export function putQuotesBack(text: string, quotes: readonly string[]): string {
  return text.replace(new RegExp(QUOTE, 'gu'), (mark) => `"${quotes[mark.charCodeAt(0) - FIRST] ?? ''}"`);
}

/** The quoted words that stand in this part of the message, in order. */
export function quotesIn(text: string, quotes: readonly string[]): readonly string[] {
  const marks = text.match(new RegExp(QUOTE, 'gu')) ?? [];
  return marks.flatMap((mark) => quotes[mark.charCodeAt(0) - FIRST] ?? []);
}

function plainSigns(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\uE000-\uF8FF]/gu, '')
    .replace(/[“”„‟″]/gu, '"')
    .replace(/[‘’‚‛′`´]/gu, "'")
    .replace(/[\u00a0\u2009\u202f\t]/gu, ' ')
    .replace(/ {2,}/gu, ' ')
    .trim();
}
