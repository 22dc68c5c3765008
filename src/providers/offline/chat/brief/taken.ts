/** Taking answers out of a message, so that what is left is what the ad is about. */

/** What was found, and the message without it where it was an answer of its own. */
export type Taken<T> = { readonly value: T; readonly rest: string };

/** Marks where something was taken out; a clause ends there. */
export const GAP = '¦';

export function takeOut(text: string, start: number, end: number): string {
  return `${text.slice(0, start)}${GAP}${text.slice(end)}`;
}

/** The parts between commas, sentences and "and", with their places; "fjell.example" and "1.5" stay whole. */
export function clausesIn(
  text: string,
): readonly { readonly text: string; readonly start: number; readonly end: number }[] {
  const found: { text: string; start: number; end: number }[] = [];
  const joint = /[,;!?¦\n]+|\.(?=\s|$)|\s(?:and|und|et|y|e|with|mit)(?=\s)|\s[-–—]\s/gu;
  let start = 0;
  for (const match of [...text.matchAll(joint), null]) {
    const end = match?.index ?? text.length;
    const own = text.slice(start, end);
    const lead = own.length - own.trimStart().length;
    if (own.trim() !== '') found.push({ text: own.trim(), start: start + lead, end: start + own.trimEnd().length });
    start = end + (match?.[0].length ?? 0);
  }
  return found;
}

/** Without gaps and the small words that led to them. */
export function tidy(text: string): string {
  const small = "(?:and|und|et|y|with|in|for|at|is|it's|its|is in|about|around|our|the|a|please|,|;|:|-|–|—)";
  return text
    .replace(
      new RegExp(`(?:(?<=^|[\\s,;:.!?¦])${small}\\s*)*¦(?:\\s*(?:please|pls|,|;|:|and(?= ¦|$|[.,])))*`, 'giu'),
      '¦',
    )
    .replace(/¦(?:\s*¦)*/gu, '¦')
    .replace(/(^|[.!?\n])\s*¦\s*(?:and |[.,;:!] ?)?/gu, '$1 ')
    .replace(/\s*¦\s*(?=[.!?,;\n]|$)/gu, '')
    .replace(/\s*¦\s*/gu, ', ')
    .replace(/([.!?])(?:\s*[.,;])+/gu, '$1')
    .replace(/[ \t]{2,}/gu, ' ')
    .replace(/\s+([.,!?;])/gu, '$1')
    .replace(/^[\s.,;:!?–—-]+|[\s,;:–—-]+$/gu, '')
    .trim();
}
