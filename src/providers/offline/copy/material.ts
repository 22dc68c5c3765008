/** Everything the brief gives a copywriter: the product's name, slogans, benefits, the offer, the call to action. */
import type { Brief } from '../../../ad/brief.ts';
import { type Written, writtenLanguage } from '../language.ts';
import { inBeats, twoBeats } from './beats.ts';
import { isForeignCall } from './calls.ts';
import { GRAMMARS } from './grammar.ts';
import { clausesOf, forCustomers, isOrder, type Sentence } from './instructions.ts';
import { divide, HANGING, HEADLINE_MAX, literal, overlaps, type Pair, polish, SUPPORT_MAX } from './line.ts';
import type { Part } from './part.ts';
import { partsOf } from './parts-of.ts';
import { quotedIn, sentencesOf } from './sentences.ts';

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
  if (text.length < 3 || HANGING.has(text.toLowerCase())) return [];
  const lower = /^\p{Lu}\p{Ll}+$/u.test(text) ? text.toLowerCase() : text;
  return brandName.length + text.length < HEADLINE_MAX ? [`${brandName} ${lower}`] : [];
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
