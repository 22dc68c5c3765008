/** Finds lengths of time in ordinary words: `20s`, `half a minute`, `1 min 10`, `0:30`. */

export type FoundDuration = { readonly seconds: number; readonly start: number; readonly end: number };

const WORDS: Readonly<Record<string, number>> = {
  ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, fifteen: 15 },
  ...{ twenty: 20, 'twenty-five': 25, 'twenty five': 25, thirty: 30, forty: 40, 'forty-five': 45, 'forty five': 45 },
  ...{ fifty: 50, sixty: 60, ninety: 90, zehn: 10, fünfzehn: 15, zwanzig: 20, dreißig: 30, vierzig: 40, sechzig: 60 },
  ...{ dix: 10, quinze: 15, vingt: 20, trente: 30, soixante: 60, diez: 10, quince: 15, veinte: 20, treinta: 30 },
  ...{ sesenta: 60, dieci: 10, quindici: 15, venti: 20, trenta: 30, sessanta: 60, dez: 10, vinte: 20, trinta: 30 },
};
const NUMBER = `(?:\\d+(?:[.,]\\d+)?|${Object.keys(WORDS)
  .sort((a, b) => b.length - a.length)
  .join('|')})`;
const SECOND = '(?:seconds?|secs?|sekunden?|sek|secondes?|segundos?|secondi|secondo|s)';
const MINUTE = '(?:minutes?|mins?|minuten?|minutos?|minuti|minuto)';
const ONE = '(?:a|one|1|eine?|une?|uma?|una?|un)';
const HALF_MINUTE = `(?:half(?: of)? an?|half|(?:eine )?halbe|une demi[- ]|demi[- ]|medio|mezzo|meio)[ -]?${MINUTE}`;
const NOT_BEFORE = '(?<![\\p{L}\\p{N}.,#%-]|\\bthe )';
const NOT_AFTER =
  '(?![\\p{L}\\p{N}%]|[.,:]\\d|[ -](?:music|style|look|vibes?|sound|synths?|pop|rock|feel|disco)(?!\\p{L}))';

type Reading = readonly [RegExp, (groups: readonly string[]) => number];

/** Longer readings come first: what one has read, the next leaves alone. */
const READINGS: readonly Reading[] = [
  [all(`(?:${ONE} )?${MINUTE} and (?:a )?half|${ONE} and a half ${MINUTE}`), () => 90],
  [all(HALF_MINUTE), () => 30],
  [all(`(?:a )?quarter of (?:a )?${MINUTE}`), () => 15],
  [
    all(`(${NUMBER}|${ONE})[ -]?(?:m|${MINUTE})[ ,]*(?:and |und |et |y |e )?(${NUMBER})(?:[ -]?${SECOND})?`),
    ([minutes, seconds]) => 60 * numberOf(minutes) + numberOf(seconds),
  ],
  [all('(\\d{1,2}):([0-5]\\d)(?: ?min(?:utes)?)?'), ([minutes, seconds]) => 60 * numberOf(minutes) + numberOf(seconds)],
  [all(`(${NUMBER}|${ONE})[ -]?${MINUTE}`), ([minutes]) => 60 * numberOf(minutes)],
  [all(`(${NUMBER})[ -]?${SECOND}`), ([seconds]) => numberOf(seconds)],
];

/** In the order of the text; none overlaps another. "The 80s" is no length. */
export function findDurations(text: string): readonly FoundDuration[] {
  const found: FoundDuration[] = [];
  for (const [pattern, secondsOf] of READINGS) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ seconds: secondsOf(match.slice(1)), start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The number a message consists of, `30` or `thirty`; null when there is more to it. */
export function bareNumber(text: string): number | null {
  const word =
    /^(?:about |around |maybe |roughly |say |let's say |make it )?(\d+(?:[.,]\d+)?|\p{L}+(?:[ -]\p{L}+)?)(?: please)?[.!]?$/iu.exec(
      text.trim(),
    )?.[1];
  const number = word === undefined ? 0 : numberOf(word);
  return number > 0 && (/^\d/.test(word ?? '') || number > 1) ? number : null;
}

function numberOf(written: string | undefined): number {
  const word = (written ?? '').toLowerCase();
  if (/^\d/.test(word)) return Number(word.replace(',', '.'));
  if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? 0;
  return new RegExp(`^${ONE}$`, 'u').test(word) ? 1 : 0;
}

function all(pattern: string): RegExp {
  return new RegExp(`${NOT_BEFORE}(?:${pattern})${NOT_AFTER}`, 'giu');
}
