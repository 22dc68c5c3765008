/** The brief's own words: what comes of the old ones when the person says more. Pure. */

/** As long as `Brief.text` may be. */
export const MAX_TEXT_CHARACTERS = 4000;

/** Words by which people say that the new words are instead of the old. */
const INSTEAD =
  /\b(instead|rather|replace|rewrite|scrap|forget|from scratch|new brief|change the (brief|text|description)|stattdessen|lieber|ersetze|vergiss|plutôt|remplace|en vez|mejor|reemplaza|invece|sostituisci|em vez|substitua)\b/iu;

/**
 * `message` is what the person wrote. New words are added to the old, unless the person asks for a replacement or the new
 * words already say the old ones again (a model that was told "and it is vegan" often hands over the whole brief).
 */
export function mergeBriefText(old: string | null, added: string, message: string): string {
  if (old === null || INSTEAD.test(message) || repeats(added, old)) return added;
  return repeats(old, added) && plain(old).includes(plain(added)) ? old : `${old}\n${added}`;
}

/** The first `MAX_TEXT_CHARACTERS`, cut between words; the same text when it fits. */
export function cutText(text: string): string {
  if (text.length <= MAX_TEXT_CHARACTERS) return text;
  const cut = text.slice(0, MAX_TEXT_CHARACTERS).toWellFormed();
  return cut.replace(/\s+\S*$/u, '') || cut;
}

/** Whether `longer` holds most words of `shorter` (four of five). */
function repeats(longer: string, shorter: string): boolean {
  const has = new Set(wordsOf(longer));
  const wanted = wordsOf(shorter);
  return wanted.length > 0 && wanted.filter((word) => has.has(word)).length >= wanted.length * 0.8;
}

function wordsOf(text: string): string[] {
  return plain(text).split(' ').filter(Boolean);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
