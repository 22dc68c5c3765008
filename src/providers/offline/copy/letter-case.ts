/** A brief that shouts is read in a normal voice. */

const MOSTLY = 0.7;
const FEW_LETTERS = 16;
const ENGLISH_DAYS =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august|september|october|november|december|christmas|easter)\b/gu;

/** Text in capitals becomes sentences; any other text stays as it is. The brand's own spelling is restored later. */
export function calmCase(text: string): string {
  const letters = text.match(/[\p{Ll}\p{Lu}]/gu) ?? [];
  const capitals = letters.filter((letter) => /\p{Lu}/u.test(letter)).length;
  if (letters.length < FEW_LETTERS || capitals < MOSTLY * letters.length) return text;
  return text
    .toLowerCase()
    .replace(
      /(^|[.!?]\s+|\n\s*)(\p{Ll})(?!\S*\.\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    )
    .replace(/(?<![\p{L}'’])i(?![\p{L}.])/gu, 'I')
    .replace(ENGLISH_DAYS, (day) => day.charAt(0).toUpperCase() + day.slice(1));
}
