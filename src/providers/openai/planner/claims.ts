/** Claims on screen that the brief does not make: numbers, prices, superlatives, guarantees, addresses. Pure. */
import type { Brief } from '../../../ad/brief.ts';
import {
  BARE_SUPERLATIVE,
  CLAIM_WORDS,
  type ClaimKind,
  SUPERLATIVES,
  UNSPACED_CLAIMS,
  UNSPACED_SUPERLATIVE,
} from './claim-words.ts';
import { primary } from './language-tag.ts';
import { type NumberSaid, numbersIn, plainText } from './numbers.ts';

/** The first claim of a line that the brief does not make, as it is written there; null when there is none. */
export type ClaimCheck = (line: string) => string | null;

/**
 * In doubt a line claims too much: what is lost then is one line, and the offline planner's takes its place. `language` is
 * the tag of the words on screen. Tone and music are wishes, no facts, so they cover nothing.
 */
export function createClaimCheck(
  { text, brandName, callToAction }: Pick<Brief, 'text' | 'brandName' | 'callToAction'>,
  language: string,
): ClaimCheck {
  const said = [text, brandName, callToAction ?? ''].join('\n');
  const brief = plainText(said);
  const briefNumbers = numbersIn(brief, [language]);
  const own = new Set([brandName, callToAction].flatMap((line) => (line ? [plainText(line).trim()] : [])));
  const kinds = Object.entries(CLAIM_WORDS).map(([kind, lists]) => {
    // The entries' keys are the kinds.
    const unspaced = UNSPACED_CLAIMS[kind as ClaimKind];
    return new RegExp(`${spaced(lists.map(phrases).join('|'))}|${unspaced}`, 'gu');
  });
  const superlative = superlativesOf(language);
  return (line) => {
    const plain = plainText(line);
    if (own.has(plain.trim())) return null;
    const number = numbersIn(plain, [language]).find((one) => !isCovered(one, briefNumbers, brief));
    if (number) return number.written;
    const loud = [...plain.matchAll(superlative)].find(([words]) => !says(brief, words));
    if (loud) return loud[0];
    for (const form of kinds) {
      const claim = [...plain.matchAll(form)].find((match) => !isMade(match, plain, brief, form));
      if (claim) return claim[0];
    }
    return addressesIn(plain).find((address) => !brief.includes(address)) ?? inventedSign(line, said);
  };
}

/** The same value of the same unit, and what it counts: "20 hours" does not cover "20 years", nor "20 %" "$20". */
function isCovered(said: NumberSaid, numbers: readonly NumberSaid[], brief: string): boolean {
  const same = numbers.filter(({ value, unit }) => value === said.value && unit === said.unit);
  if (same.length === 0) return false;
  const { before, after } = said;
  if (said.unit === null) {
    return same.some((other) =>
      after === null ? other.after === null || sameWord(other.before, before) : sameWord(other.after, after),
    );
  }
  if (after === null || same.some((other) => sameWord(other.after, after))) return true;
  if (isDiscount(after)) return isDiscount(brief);
  // What is not said of the number in the brief may still be said elsewhere in it: "20 % of our towels", "towels: 20 %".
  return after.length < 4 || hasWord(brief, after);
}

const DISCOUNT =
  /(?<!\p{L})(?:off|discount|less|save|saving|savings|cheaper|sale|rabatt|sparen|spare|günstiger|reduziert|remise|réduction|économise\p{L}*|descuento|dto|ahorra\p{L}*|sconto|risparmi\p{L}*|desconto|economize|korting|rabat|скидк\p{L}*)(?!\p{L})/u;

function isDiscount(text: string): boolean {
  return DISCOUNT.test(text);
}

/**
 * Made by the brief when it says the same word of the same thing, or, in another language, a word of the same kind. "Free"
 * in a brief about a free refill does not cover "free shipping".
 */
function isMade(match: RegExpExecArray, plain: string, brief: string, kind: RegExp): boolean {
  const [word] = match;
  const covered = [...brief.matchAll(kind)].map(([said]) => said);
  if (covered.length === 0) return false;
  const joined = /([\p{L}\p{M}]+)-$/u.exec(plain.slice(0, match.index))?.[1];
  if (joined !== undefined) return hasWord(brief, joined);
  if (!covered.some((said) => sameWord(said.slice(0, 4), word.slice(0, 4)))) return true;
  const next = /^[\s-]+([\p{L}\p{M}]+)/u.exec(plain.slice(match.index + word.length))?.[1];
  return next === undefined || next.length < 4 || hasWord(brief, next);
}

/** By their beginnings, so that "hour", "hours" and "h" are one; a missing word is like no other. */
function sameWord(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  return a.startsWith(b) || b.startsWith(a);
}

/** Some word of `text` begins as this one does; endings may differ. */
function hasWord(text: string, word: string): boolean {
  const stem = word.length > 5 ? word.slice(0, -2) : word;
  return new RegExp(`(?<![\\p{L}\\p{M}])${stem}`, 'u').test(text);
}

function says(brief: string, words: string): boolean {
  return brief.includes(words.trim());
}

function superlativesOf(language: string): RegExp {
  const isBare = !BARE_SUPERLATIVE.exceptIn.some((tag) => tag === primary(language));
  const forms = [...Object.values(SUPERLATIVES), ...(isBare ? [BARE_SUPERLATIVE.form] : [])];
  return new RegExp(`${spaced(forms.join('|'))}|${UNSPACED_SUPERLATIVE}`, 'gu');
}

function spaced(alternatives: string): string {
  return `(?<![\\p{L}\\p{M}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{M}])`;
}

function phrases(list: string): string {
  return list.replaceAll('*', '[\\p{L}\\p{M}]*').replaceAll(' ', "[\\s'.-]+");
}

/** Web addresses, mail addresses and handles. */
function addressesIn(plain: string): readonly string[] {
  const found =
    plain.match(
      /(?:[\p{L}\p{N}_.+-]*@)?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:\/[^\s,;]*)?|@[\p{L}\p{N}_.]{2,}/gu,
    ) ?? [];
  return found.map((address) => address.replace(/^www\./u, '').replace(/[./]+$/u, ''));
}

/** Stars are a rating, marks a legal statement, Chinese numerals with their counters a number. Plain text has lost the marks. */
function inventedSign(line: string, said: string): string | null {
  const signs =
    line.match(
      /[★☆⭐🏆🥇®™©]|[一二三四五六七八九十百千万半两]+(?:倍|割|折|秒|分|小时|時間|天|日|年|元|円|块|種|种|个|個)/gu,
    ) ?? [];
  return signs.find((sign) => !said.includes(sign)) ?? null;
}
