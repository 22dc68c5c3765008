/** Everything the brief gives a copywriter: the product's name, slogans, benefits, the offer, the call to action. */
import type { Brief } from '../../../ad/brief.ts';
import { type Written, writtenLanguage } from '../language.ts';
import { isForeignCall } from './calls.ts';
import { GRAMMARS } from './grammar.ts';
import { clausesOf, forCustomers, isOrder, type Sentence } from './instructions.ts';
import { divide, HEADLINE_MAX, literal, overlaps, type Pair, polish, SUPPORT_MAX } from './line.ts';
import { isName, namedAs } from './noun-phrase.ts';
import type { Part } from './part.ts';
import { quotedIn, sentencesOf } from './sentences.ts';
import { createReader } from './take-apart.ts';

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
  const call = callIn(sentences, { written, language, brandName: brief.brandName });
  const said = sentences.filter(
    (sentence) =>
      (sentence.kind === 'words' || sentence.kind === 'subject') && sentence !== call && !isBareUrl(sentence.text),
  );
  const parts = inBeats(partsOf(said, written, brief.brandName), brief.brandName);
  const clean = (kind: Part['kind']) => unique(textsOf(parts, kind).map((text) => polish(text, brief.brandName)));
  const taglines = [...taglinesIn(sentences), ...quotedIn(brief.text)].filter((text) => !isOrder(text));
  const products = clean('product').flatMap((text) => fullName(text, brief.brandName, written));
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
    offer:
      clean('offer')
        .map((text) => withoutAddress(text, url))
        .find((text) => text.length <= SUPPORT_MAX) ?? null,
    call: call ? polish(call.text, brief.brandName) : null,
    url,
  };
}

/** The brand alone names nothing new, and in English one word is no line: "Bean coffee". German compounds are. */
function fullName(text: string, brandName: string, written: Written | null): readonly string[] {
  if (brandName.toLowerCase().includes(text.toLowerCase())) return [];
  if (written !== 'en' || text.includes(' ')) return [text];
  const lower = /^\p{Lu}\p{Ll}+$/u.test(text) ? text.toLowerCase() : text;
  return brandName.length + text.length < HEADLINE_MAX ? [`${brandName} ${lower}`] : [];
}

/** What the sentences with the brand's name say the product is comes first. */
function partsOf(said: readonly Sentence[], written: Written | null, brandName: string): readonly Part[] {
  if (!written) return said.flatMap((sentence) => plainParts(sentence, brandName));
  const read = createReader(GRAMMARS[written], brandName);
  const groups = said.map((sentence) => ({ sentence, parts: read(sentence) }));
  const naming = groups.filter(({ parts }) => parts.some(({ kind }) => kind === 'product'));
  const best = naming.find(({ sentence }) => sentence.text.includes(brandName)) ?? naming[0];
  if (best) return [...best.parts, ...groups.filter((group) => group !== best).flatMap(({ parts }) => parts)];
  const named = groups
    .slice(0, 2)
    .find(({ sentence, parts }) => isUntouched(parts, sentence) && namesIt(sentence.text));
  return groups.flatMap((group) => (group === named ? namedAs(group.sentence.text, GRAMMARS[written]) : group.parts));
}

function isUntouched(parts: readonly Part[], { text }: Sentence): boolean {
  return parts.length === 1 && parts[0]?.text === text && parts[0].kind !== 'question';
}

/** A name, not two beats: "Slow mornings, strong coffee" is better said than named. */
function namesIt(text: string): boolean {
  return isName(text) && twoBeats(text) === text;
}

/** Three or more scraps such as "Non-slip" and "Natural rubber" are one line together and nothing apart. */
function inBeats(parts: readonly Part[], brandName: string): readonly Part[] {
  const scraps = parts.filter(({ kind, text }) => (kind === 'slogan' || kind === 'plain') && isScrap(text));
  const beats = scraps.slice(0, 3);
  const line = beats.map(({ text }) => `${polish(text, brandName)}.`).join(' ');
  if (beats.length < 3 || line.length > HEADLINE_MAX) return parts;
  return [...parts.filter((part) => !beats.includes(part)), { kind: 'slogan', text: line }];
}

function isScrap(text: string): boolean {
  return text.length <= 18 && text.split(' ').length <= 3 && /^[\p{L}\p{N} -]+$/u.test(text);
}

function plainParts({ text }: Sentence, brandName: string): readonly Part[] {
  const kind = text.includes(brandName) ? 'product' : 'plain';
  return text.length <= HEADLINE_MAX ? [{ kind, text }] : safeClauses(text);
}

/** In a language whose grammar is not known here nothing is rewritten: whole clauses, short ones only. */
function safeClauses(text: string): readonly Part[] {
  return text
    .split(/(?<=[,،、，;:])\s*/u)
    .map((clause) => ({ kind: 'plain', text: clause.replace(/[,،、，;:]$/u, '') }));
}

/** The last short sentence that tells people what to do; one that says where comes first. */
function callIn(
  sentences: readonly Sentence[],
  { written, language, brandName }: { written: Written | null; language: string; brandName: string },
): Sentence | null {
  const labelled = sentences.find((sentence) => sentence.kind === 'call' && sentence.text.length <= 60);
  if (labelled) return labelled;
  if (!written) return sentences.findLast(({ text }) => text.length <= 30 && isForeignCall(text, language)) ?? null;
  const opening = new RegExp(`^(?:${GRAMMARS[written].calls})(?![\\p{L}])`, 'iu');
  const isCall = ({ text, kind }: Sentence) =>
    kind === 'words' && text.length <= 44 && opening.test(text) && clausesOf(text).length <= 2 && !/[?]$/.test(text);
  const aims = ({ text }: Sentence) =>
    URL.test(text) ||
    /\b(now|today|online|jetzt|heute|maintenant|hoy|ahora|ora|oggi|agora|hoje|us|your)\b/iu.test(text) ||
    text.includes(brandName);
  const calls = sentences.filter((sentence) => isCall(sentence) && aims(sentence));
  return calls.filter(({ text }) => URL.test(text)).at(-1) ?? calls.at(-1) ?? null;
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
  const short = beats.every(
    (beat) =>
      /^[\p{L}\p{N}'’-]+(?: [\p{L}\p{N}'’-]+){1,2}$/u.test(beat) && !/\s(?:and|or|und|oder|et|ou|y|o|e)\s/iu.test(beat),
  );
  const even = new Set(beats.map((beat) => beat.split(' ').length)).size === 1;
  if (beats.length < 2 || beats.length > 3 || !short || !even) return text;
  return beats.map((beat) => `${beat.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())}.`).join(' ');
}

/** The call to action has the address already. */
function withoutAddress(text: string, url: string | null): string {
  if (url === null) return text;
  return text.replace(
    new RegExp(`\\s+(?:(?:only )?(?:at|on|auf|unter|bei|sur|en|su|em|visit)\\s)?${literal(url)}$`, 'iu'),
    '',
  );
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
