/** Numbers in a text: their value, what they count, and their neighbours. Pure. */

export type NumberSaid = {
  /** Digits without grouping, a point before decimals: `1000`, `1.5`. */
  readonly value: string;
  /** `%`, the currency as its code or sign, or null for a plain number. */
  readonly unit: string | null;
  /** The words beside it, in lower case; null at the edge of a clause. */
  readonly before: string | null;
  readonly after: string | null;
  readonly written: string;
};

const PERCENT =
  '%|٪|percent|per cent|prozent|pour cent|por ciento|per cento|por cento|procent|prosent|prosenttia|процент\\p{L}*|パーセント|퍼센트';
const CURRENCIES: readonly (readonly [string, string])[] = [
  ['$', '\\$|us\\$|usd|dollars?|dólar(?:es)?|dollari|доллар\\p{L}*'],
  ['€', '€|eur|euros?|евро|ευρώ'],
  ['£', '£|gbp|pounds?|quid'],
  ['¥', '¥|円|元|yen|jpy|cny|rmb'],
  ['₹', '₹|inr|rupees?|रुपये'],
  ['chf', 'chf|franken|fr\\.'],
  ['kr', 'kr|sek|nok|dkk|kronor|kroner'],
  ['zł', 'zł|pln|złotych'],
  ['other', '\\p{Sc}|cents?|руб\\p{L}*|грн|원|tl|kč'],
];

/** Two to twelve and the round ones; left out where the word is also another ("once", "sei", "dos" in Portuguese). */
const NUMBER_WORDS: Readonly<Record<string, string>> = {
  en: 'two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 fifteen=15 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 ninety=90 zero=0',
  de: 'zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 zwanzig=20 dreißig=30 fünfzig=50 null=0',
  fr: 'deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 dix=10 onze=11 douze=12 vingt=20 trente=30 cinquante=50 zéro=0',
  es: 'dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 doce=12 veinte=20 treinta=30 cincuenta=50 cero=0',
  it: 'due=2 tre=3 quattro=4 cinque=5 sette=7 otto=8 nove=9 dieci=10 dodici=12 venti=20 trenta=30 cinquanta=50 zero=0',
  pt: 'dois=2 duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 doze=12 vinte=20 trinta=30 cinquenta=50 zero=0',
  nl: 'twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 twaalf=12 twintig=20 vijftig=50 nul=0',
};

/** Grouped in threes or not, with or without decimals. */
const DIGITS = "\\d+(?:[.,\\s']\\d{3}(?!\\d))*(?:[.,]\\d+)?";

/** Lower case, compatibility forms made plain (`％`, `½`, full width), the digits of every script as 0 to 9. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/[’`´]/gu, "'");
}

/** Of plain text; words are read as numbers in English and in the languages given as tags. */
export function numbersIn(plain: string, languages: readonly string[]): readonly NumberSaid[] {
  const words = wordValues(['en', ...languages]);
  // Number words must be whole words; digits may stand beside letters ("24h").
  const form = new RegExp(`(?<!\\p{L})(?:${[...words.keys()].join('|')})(?!\\p{L})|${DIGITS}`, 'gu');
  return [...plain.matchAll(form)].map((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    const sign = unitAt(plain.slice(0, start), plain.slice(end));
    return {
      value: words.get(match[0]) ?? valueIn(match[0]),
      unit: sign.unit,
      before: /([\p{L}\p{M}#№]+)[\s.°-]*$/u.exec(plain.slice(0, start))?.[1] ?? null,
      after: /^[\s-]*([\p{L}\p{M}]+)/u.exec(plain.slice(end + sign.length))?.[1] ?? null,
      written: plain.slice(start, end + sign.length),
    };
  });
}

function wordValues(languages: readonly string[]): ReadonlyMap<string, string> {
  const lists = languages.map((tag) => NUMBER_WORDS[tag.toLowerCase().split('-')[0] ?? ''] ?? '');
  const pairs = lists.flatMap((list) => list.split(' ')).filter((pair) => pair !== '');
  return new Map(pairs.map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']));
}

function valueIn(written: string): string {
  const ungrouped = written.replace(/[.,\s\u00a0'](?=\d{3}(?!\d))/gu, '');
  const [whole, decimals] = ungrouped.replace(',', '.').split('.');
  const fraction = decimals?.replace(/0+$/u, '') ?? '';
  return `${whole?.replace(/^0+(?=\d)/u, '')}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The unit and how many characters of it follow the number. */
function unitAt(before: string, after: string): { readonly unit: string | null; readonly length: number } {
  const percent = new RegExp(`^[\\s-]?(?:${PERCENT})(?!\\p{L})`, 'u').exec(after);
  if (percent) return { unit: '%', length: percent[0].length };
  for (const [unit, names] of CURRENCIES) {
    const follows = new RegExp(`^[\\s-]?(?:${names})(?!\\p{L})`, 'u').exec(after);
    if (follows) return { unit, length: follows[0].length };
    if (new RegExp(`(?<!\\p{L})(?:${names})\\s?$`, 'u').test(before)) return { unit, length: 0 };
  }
  return { unit: null, length: 0 };
}

/** Every script keeps its ten digits in a row. */
function digitOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  const isDigit = (at: number) => /^\p{Nd}$/u.test(String.fromCodePoint(at));
  const value = Array.from({ length: 10 }, (_, offset) => offset).find((offset) => !isDigit(point - offset - 1));
  return String(value ?? 0);
}
