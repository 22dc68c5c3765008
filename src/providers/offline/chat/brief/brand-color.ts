/** The brand's colour in free words. "A red lipstick" says nothing about the brand; "in teal" and "#4dbac7" do. */
import { type FoundColor, findBrokenCode, findColors } from '../color-words.ts';
import { clausesIn, type Taken, takeOut } from './taken.ts';

/** Of a clause that may be nothing but a colour, in characters. */
const LONGEST_CLAUSE = 300;

export type ColorTaken = Taken<string> | { readonly choice: readonly string[]; readonly rest: string };

/** Characters between a colour's name and its code that belong to neither: a comma, a bracket, "that is". */
const BESIDE = 12;

const LEAD =
  "(?:(?:change|set|make|turn|actually|sorry|no|wait|should be|would be|to|in|with|use|our|the|and|it's|it is|its|is|a|an|of|for|my|brand(?:'s)?|main|primary|company|corporate|colou?rs?|(?:brand )?colou?r is|hex(?: code)?|maybe|something like|think|like|please|make it|:|=|farbe|ist|in der farbe|couleur|en|color|de|cor|em|colore|unsere|marken)\\s*)*";
const TAIL =
  '(?:\\s*(?:please|pls|instead|rather|then|now|(?:not|instead of|rather than) [\\p{L}# \\d]{2,30}|colou?rs?|as (?:the |our )?(?:brand )?colou?r|is our (?:brand )?colou?r|brand|for the brand|-?ish|and white|everywhere|tones?))*';
const CUE =
  /(?<!\p{L})(?:brand(?:'s)? ?colou?rs?|(?:our|the|main|primary|corporate|company) colou?rs?|colou?r(?: code)?|hex(?: code)?|farbe|markenfarbe|couleur|cor|colore)\s*(?:of (?:the|our) brand\s*)?(?:'s|is|are|to|:|=|would be|should be|ist|est|es|è|é|-)?\s*(?:an?\s+)?/giu;

/** `asked`: we have just asked for the colour, so any colour in the message is the answer, and what is none is passed on as written. */
export function takeBrandColor(text: string, asked: boolean): ColorTaken | null {
  const colors = findColors(text);
  const code = codeOf(text, colors);
  const own = ownClause(text, colors) ?? cued(text, colors) ?? code;
  if (own && code) return exact(text, own, code);
  if (own) return { value: own.value, rest: takeOut(text, own.from, own.to) };
  const broken = findBrokenCode(text) ?? (asked ? null : brokenWord(text));
  if (broken !== null)
    return { value: broken, rest: takeOut(text, text.indexOf(broken), text.indexOf(broken) + broken.length) };
  if (!asked) return null;
  const several = [...new Set(colors.map((color) => color.value))];
  const [only] = colors;
  if (several.length > 1) return { choice: several, rest: '' };
  return only ? { value: only.value, rest: takeOut(text, only.start, only.end) } : null;
}

/** The colour as an answer that names none: passed on, so that the person is told. Null where it is no answer at all. */
export function unknownColor(text: string): string | null {
  const answer = text
    .replace(/¦/gu, ' ')
    .replace(/^(?:it's|it is|its|our colou?r is|the colou?r is|colou?r:?|use|maybe|in|a|an|the)\s+/iu, '')
    .replace(/[.!]+$/u, '')
    .trim();
  const isShort = answer !== '' && answer.split(/\s+/u).length <= 3 && answer.length <= 40;
  return isShort && !/\?/u.test(answer) ? answer : null;
}

type Own = { readonly value: string; readonly from: number; readonly to: number };

/** A clause that is nothing but the colour, "in teal". */
function ownClause(text: string, colors: readonly FoundColor[]): Own | null {
  for (const color of colors) {
    const clause = clausesIn(text).find(({ start, end }) => start <= color.start && color.end <= end);
    if (!clause || clause.text.length > LONGEST_CLAUSE) continue;
    const before = text.slice(clause.start, color.start);
    const after = text.slice(color.end, clause.end);
    if (new RegExp(`^${LEAD}$`, 'iu').test(before) && new RegExp(`^${TAIL}$`, 'iu').test(after)) {
      return { value: color.value, from: clause.start, to: clause.end };
    }
    const inColor = /(?:^|\s)in (?:our |the |a )?(?:brand )?(?:colou?r )?$/iu.exec(before);
    if (
      inColor &&
      after.trim() === '' &&
      !/(?:dressed|painted|comes?|available|printed|glazed|bottle|packaging|box) ?$/iu.test(
        before.slice(0, inColor.index),
      )
    ) {
      return { value: color.value, from: clause.start + inColor.index, to: clause.end };
    }
  }
  return null;
}

function cued(text: string, colors: readonly FoundColor[]): Own | null {
  for (const match of text.matchAll(CUE)) {
    const end = match.index + match[0].length;
    const color = colors.find(({ start }) => start === end);
    if (color) {
      const lead =
        /(?:(?:and|with|our|the|is|use|brand|change|set|make|actually|sorry|no)[,]?\s+)*$/iu.exec(
          text.slice(0, match.index),
        )?.[0].length ?? 0;
      return { value: color.value, from: match.index - lead, to: color.end };
    }
  }
  return null;
}

/** A code can only be meant as the brand's. */
function codeOf(text: string, colors: readonly FoundColor[]): Own | null {
  const code = colors.find(({ start }) => /^(?:#|rgb|hsl)/iu.test(text.slice(start)));
  if (!code) return null;
  // What stands in brackets behind it only says it again: "#0f766e (that is our teal)".
  const again = /^\s*\([^()¦]{1,40}\)/u.exec(text.slice(code.end))?.[0] ?? '';
  return { value: code.value, from: code.start, to: code.end + again.length };
}

/** "A deep teal, #0f766e": of a name and a code the code is what counts, and both are the answer. */
function exact(text: string, own: Own, code: Own): Taken<string> {
  const [first, second] = own.from <= code.from ? [own, code] : [code, own];
  if (second.from < first.to || text.slice(first.to, second.from).length <= BESIDE)
    return { value: code.value, rest: takeOut(text, first.from, Math.max(first.to, second.to)) };
  return { value: code.value, rest: takeOut(takeOut(text, second.from, second.to), first.from, first.to) };
}

/** "Brand colour notacolour" */
function brokenWord(text: string): string | null {
  return (
    /(?:brand(?:'s)? colou?r|our colou?r)\s*(?:is|:|=)?\s+([\p{L}\d-]{3,30})(?=\s*(?:$|[,.;¦]))/iu.exec(text)?.[1] ??
    null
  );
}
