/** A line on screen: its lengths, its clean form, and how a long one is divided between headline and support. */

export const HEADLINE_IDEAL = 32;
export const HEADLINE_MAX = 44;
export const SUPPORT_MAX = 70;

export type Pair = { readonly headline: string; readonly support: string | null };

/** Conjunctions and articles only: a sentence may well end in a preposition ("switch it on"). */
const CONNECTIVES =
  'and or but so the a an of plus because while your our und oder aber der die das den dem eine einen weil et ou mais de du des le les un une y pero el los las una e ma di il lo gli mas';
/** Words that neither end a line nor name a thing. */
export const HANGING: ReadonlySet<string> = new Set(CONNECTIVES.split(' '));

/**
 * Places where a sentence can be divided so that both halves still read: before these words, at a dash or comma, and at an
 * "and" only when what follows is long enough to be more than the last item of a list.
 */
const BREAKS =
  /\s+(?=(?:that|which|who|with|without|for|from|in|on|so|when|while|because|until|made|to|mit|ohne|für|aus|damit|wenn|der|die|das|auf|avec|sans|pour|qui|dans|quand|con|sin|para|que|en|cuando|senza|per|che|quando|com|sem|em)\s)|\s+(?=(?:and|und|et|y|e)(?:\s\S+){3})|\s*[,;:]\s+|\s+[–—-]\s+/giu;

/** Trimmed, without quotes, stray punctuation or a hanging connective; its first letter a capital unless it opens with the brand. */
export function polish(text: string, brandName: string): string {
  const bare = withoutTrailing(
    text
      .replace(/\s+/gu, ' ')
      .replace(/^[\s"'“”„«»‹›•*–—,.;:()-]+/u, '')
      .replace(/^(?:and|und|et|y|e)\s+(?=\S)/iu, '')
      .replace(/[\s"'“”„«»‹›*–—,.;:(-]+$/u, '')
      .replace(/([!?])[!?]+$/u, '$1'),
  );
  const line = capitalize(restoreBrand(closeBracket(bare), brandName), brandName);
  // Two sentences need their full stop; a single one on screen has none.
  return /[.!?]\s+\p{L}/u.test(line) && /[\p{L}\p{N}]$/u.test(line) ? `${line}.` : line;
}

/** Divides a line that is too long for a headline where a reader would breathe; null when no division fits. */
export function divide(text: string, brandName: string): Pair | null {
  if (text.length <= HEADLINE_MAX) return { headline: text, support: null };
  const candidates = [...text.matchAll(BREAKS)]
    .map((match) => ({
      headline: polish(text.slice(0, match.index), brandName),
      support: polish(text.slice(match.index + match[0].length), brandName),
    }))
    .filter(
      ({ headline, support }) => readsAsHeadline(headline) && support.length >= 6 && support.length <= SUPPORT_MAX,
    );
  return candidates.sort((a, b) => strain(a) - strain(b))[0] ?? null;
}

/** The same line said twice, whatever its case and punctuation, or one line inside the other. */
export function overlaps(a: string, b: string): boolean {
  const [first, second] = [key(a), key(b)];
  return contains(first, second) || contains(second, first);
}

/** A last item torn from its list, or a verb from what it needs: "…, works", "… and comes". */
const HANGS = /(?:,|\s(?:and|or|und|oder|et|ou|y|o|e))\s\S+$/iu;

function readsAsHeadline(text: string): boolean {
  return text.length >= 12 && text.length <= HEADLINE_MAX && text.split(' ').length >= 2 && !HANGS.test(text);
}

function strain({ headline }: Pair): number {
  return Math.abs(headline.length - 26) + (headline.length > HEADLINE_IDEAL ? 8 : 0);
}

/** A single word, such as the brand's name, repeats only itself: it may well stand inside another line. */
function contains(text: string, part: string): boolean {
  return text === part || (part.trim().includes(' ') && text.includes(part));
}

function key(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

function withoutTrailing(text: string): string {
  const words = text.split(' ');
  while (words.length > 1 && HANGING.has((words.at(-1) ?? '').toLowerCase())) words.pop();
  return words.join(' ').replace(/[\s,;:–—-]+$/u, '');
}

function closeBracket(text: string): string {
  return text.includes('(') === text.includes(')') ? text : text.replace(/\s*[()]\s*/gu, ' ').trim();
}

function restoreBrand(text: string, brandName: string): string {
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}.@])${literal(brandName)}(?![\\p{L}\\p{N}.@])`, 'giu'),
    () => brandName,
  );
}

function capitalize(text: string, brandName: string): string {
  // An address or a brand written in lower case is spelled as its owner spells it.
  if (text.startsWith(brandName) || /^\S+\.\p{L}{2,}/u.test(text) || /^\p{Ll}\p{Lu}/u.test(text)) return text;
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
