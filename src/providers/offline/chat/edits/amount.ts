/** How much is meant: "a bit", plainly, or "much". */

export type Amount = 'small' | 'plain' | 'large';

const SMALL =
  /(?<!\p{L})(?:(?:a )?(?:little|tiny|wee|tad|touch|smidge)|(?:a |one )?(?:bit|notch)|slight(?:ly)?|somewhat|subtly|gently|kinda|ein (?:bisschen|wenig)|un (?:peu|poco|pouco)|etwas)(?!\p{L})/iu;
const LARGE =
  /(?<!\p{L})(?:much|way|a lot|lots|far|very|super|really|significantly|considerably|extremely|dramatically|massively|viel|beaucoup|mucho|molto|muito)(?!\p{L})/iu;

export function amountIn(text: string): Amount {
  if (SMALL.test(text)) return 'small';
  return LARGE.test(text) ? 'large' : 'plain';
}

/** Two decimals, as people would write them, within bounds. */
export function within(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)) * 100) / 100;
}
