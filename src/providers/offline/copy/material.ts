/** Everything the brief gives a copywriter: the product's name, slogans, benefits, the offer, the call to action. */
import type { Brief } from '../../../ad/brief.ts';
import { type Written, writtenLanguage } from '../language.ts';
import { GRAMMARS } from './grammar.ts';
import { clausesOf, forCustomers, isOrder, type Sentence } from './instructions.ts';
import { divide, HEADLINE_MAX, overlaps, type Pair, polish, SUPPORT_MAX } from './line.ts';
import { quotedIn, sentencesOf } from './sentences.ts';
import { type Part, takeApart } from './take-apart.ts';

export type Material = {
  readonly product: string | null;
  /** What was said of the product in the same breath: "in a can". */
  readonly details: readonly string[];
  /** Lines that can open an ad, best first. */
  readonly openings: readonly Pair[];
  readonly benefits: readonly Pair[];
  readonly offer: string | null;
  readonly call: string | null;
  readonly url: string | null;
};

const URL = /(?<![@\p{L}\p{N}.-])(?:https?:\/\/)?((?:[\p{L}\p{N}-]{2,}\.)+\p{Ll}{2,}(?:\/[^\s,;!?)]*)?)(?![\p{L}@])/u;

export function materialOf(brief: Brief, language: string): Material {
  const written = writtenLanguage(language);
  const url = URL.exec(brief.text)?.[1] ?? null;
  const sentences = sentencesOf(brief.text)
    .map(forCustomers)
    .filter((sentence) => sentence !== null);
  const call = callIn(sentences, written, brief.brandName);
  const said = sentences.filter(
    (sentence) =>
      (sentence.kind === 'words' || sentence.kind === 'subject') && sentence !== call && !isBareUrl(sentence.text),
  );
  const parts = withProduct(said.flatMap((sentence) => partsOf(sentence, written, brief.brandName)));
  const clean = (kind: Part['kind']) => unique(textsOf(parts, kind).map((text) => polish(text, brief.brandName)));
  const taglines = [...taglinesIn(sentences), ...quotedIn(brief.text)].filter((text) => !isOrder(text));
  const products = clean('product').filter((text) => isName(text, brief.brandName, written));
  const pairs = (texts: readonly string[]) => texts.flatMap((text) => pairOf(text, brief.brandName));
  return {
    product: products.find((text) => text.length <= HEADLINE_MAX) ?? null,
    details: [...clean('detail'), ...products.slice(1)].filter((text) => text.length <= SUPPORT_MAX),
    openings: pairs(
      unique([
        ...taglines.map((text) => polish(text, brief.brandName)),
        ...inOrderOfPunch(clean('question'), clean('slogan')),
      ]),
    ),
    benefits: pairs(
      unique([...clean('benefit'), ...clean('plain'), ...products.filter((text) => text.length > HEADLINE_MAX)]),
    ),
    offer: clean('offer').find((text) => text.length <= SUPPORT_MAX) ?? null,
    call: call ? polish(call.text, brief.brandName) : null,
    url,
  };
}

/** The brand alone names nothing new, and in English one word ("Bakery") is no line; German compounds are. */
function isName(text: string, brandName: string, written: Written | null): boolean {
  return text.toLowerCase() !== brandName.toLowerCase() && (written !== 'en' || text.includes(' '));
}

function partsOf(sentence: Sentence, written: Written | null, brandName: string): readonly Part[] {
  if (written) return takeApart(sentence, GRAMMARS[written], brandName);
  const { text } = sentence;
  const kind = text.includes(brandName) ? 'product' : 'plain';
  return text.length <= HEADLINE_MAX ? [{ kind, text }] : safeClauses(text);
}

/** A brief of a few words and no sentence ("wireless headphones") names the product. */
function withProduct(parts: readonly Part[]): readonly Part[] {
  const [only] = parts;
  const isName = only?.kind === 'slogan' && parts.length === 1 && only.text.split(' ').length <= 6;
  return isName ? [{ kind: 'product', text: only.text }] : parts;
}

/** In a language whose grammar is not known here nothing is rewritten: whole clauses, short ones only. */
function safeClauses(text: string): readonly Part[] {
  return text
    .split(/(?<=[,،、，;:])\s*/u)
    .map((clause) => ({ kind: 'plain', text: clause.replace(/[,،、，;:]$/u, '') }));
}

/** The last short sentence that tells people what to do. */
function callIn(sentences: readonly Sentence[], written: Written | null, brandName: string): Sentence | null {
  const labelled = sentences.find((sentence) => sentence.kind === 'call' && sentence.text.length <= 60);
  if (labelled || !written) return labelled ?? null;
  const opening = new RegExp(`^(?:${GRAMMARS[written].calls})(?![\\p{L}])`, 'iu');
  const isCall = ({ text, kind }: Sentence) =>
    kind === 'words' && text.length <= 44 && opening.test(text) && clausesOf(text).length <= 2 && !/[?]$/.test(text);
  const aims = ({ text }: Sentence) =>
    URL.test(text) ||
    /\b(now|today|online|jetzt|heute|maintenant|hoy|ahora|ora|oggi|agora|hoje|us|your)\b/iu.test(text) ||
    text.includes(brandName);
  return sentences.filter((sentence) => isCall(sentence) && aims(sentence)).at(-1) ?? null;
}

function taglinesIn(sentences: readonly Sentence[]): readonly string[] {
  return sentences.filter(({ kind }) => kind === 'tagline').map(({ text }) => text);
}

function textsOf(parts: readonly Part[], kind: Part['kind']): readonly string[] {
  return parts.filter((part) => part.kind === kind).map(({ text }) => text);
}

function pairOf(text: string, brandName: string): readonly Pair[] {
  const pair = divide(text, brandName);
  return pair && pair.headline.length >= 2 ? [pair] : [];
}

/** Questions and two-beat slogans stop people; other slogans come after them, in the order they were said. */
function inOrderOfPunch(questions: readonly string[], slogans: readonly string[]): readonly string[] {
  const beats = slogans.map(twoBeats);
  const punchy = beats.filter((text, index) => text !== slogans[index]);
  return [...questions, ...punchy, ...beats.filter((text) => !punchy.includes(text))];
}

/** "Slow mornings, strong coffee" is two beats: "Slow mornings. Strong coffee." */
function twoBeats(text: string): string {
  const beats = clausesOf(text);
  const short = beats.every((beat) => /^[\p{L}\p{N}'’-]+(?: [\p{L}\p{N}'’-]+){1,2}$/u.test(beat));
  const even = new Set(beats.map((beat) => beat.split(' ').length)).size === 1;
  if (beats.length < 2 || beats.length > 3 || !short || !even) return text;
  return beats.map((beat) => `${beat.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())}.`).join(' ');
}

function isBareUrl(text: string): boolean {
  const without = text
    .replace(URL, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return URL.test(text) && without.split(' ').length <= 3;
}

function unique(texts: readonly string[]): readonly string[] {
  return texts.filter(
    (text, index) => text.length > 1 && !texts.slice(0, index).some((earlier) => overlaps(earlier, text)),
  );
}
