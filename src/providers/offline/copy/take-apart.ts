/** Takes one sentence of the brief apart: what the product is, and what is said about it. */
import type { Grammar } from './grammar.ts';
import { clausesOf, type Sentence } from './instructions.ts';
import { HEADLINE_MAX, literal, SUPPORT_MAX } from './line.ts';
import { nounPhrase } from './noun-phrase.ts';
import { isOffer, offerLine } from './offers.ts';
import type { Part } from './part.ts';

type Rule = { readonly form: RegExp; readonly read: (rest: string) => readonly Part[] };
type Rules = { readonly naming: readonly Rule[]; readonly saying: readonly Rule[] };

/** Above this a sentence cannot stand on screen, not even in two lines: it is read clause by clause. */
export const LONG = HEADLINE_MAX + SUPPORT_MAX;

/** "…, and it's": a new statement about the same thing. */
const AND_IT =
  /,?\s+(?:and|und|et|y|e)\s+(?=(?:it|they|er|sie|es|elle|il|ella)(?:\s|['’]s|['’]re))|,\s+(?=(?:it|they)(?:\s|['’]s|['’]re))/iu;

/** What speakers say while they think. "So soft" is a slogan, "So we …" is not. */
const THINKING =
  /^(?:(?:oh|well|okay|ok|anyway|basically|honestly|actually|also|plus)[, ]+|(?:so|and|but)[, ]+(?=(?:basically|honestly|actually|we|i|it|this|our|and|the|also)(?!\p{L})))+/iu;

/** Reads sentences of one brief: parts in the order they were said, scaffolding such as "Brand is a" gone, no word added. */
export function createReader(
  grammar: Grammar,
  brandName: string,
): (sentence: Pick<Sentence, 'text' | 'kind'>) => readonly Part[] {
  const rules = rulesFor(grammar, brandName);
  const read = (sentence: Pick<Sentence, 'text' | 'kind'>): readonly Part[] => {
    const { kind } = sentence;
    const text = sentence.text.replace(THINKING, '').replace(/^its (?=(?:an?|the|got|called)\s)/iu, "it's ");
    if (/[?？]$/u.test(text) && kind !== 'subject') return [{ kind: 'question', text }];
    if (isOffer(text)) return readOffer(text, read);
    if (text.length > LONG && kind !== 'subject') return readLong(text, read);
    return (
      readByRule(text, kind === 'subject' ? rules.naming : [...rules.naming, ...rules.saying]) ??
      (kind === 'subject'
        ? nounPhrase(text.replace(new RegExp(`\\s${literal(brandName)}$`, 'iu'), ''), grammar)
        : [{ kind: isSlogan(text) ? 'slogan' : 'plain', text }])
    );
  };
  return read;
}

type Read = (sentence: Pick<Sentence, 'text' | 'kind'>) => readonly Part[];

function readOffer(text: string, read: Read): readonly Part[] {
  const line = offerLine(text);
  if (line) return [{ kind: 'offer', text: line }];
  const clauses = clausesOf(text);
  if (clauses.length < 2) return [];
  return clauses.flatMap((clause) => read({ text: clause, kind: 'words' }));
}

function readLong(text: string, read: Read): readonly Part[] {
  const pieces = text.split(AND_IT).flatMap((piece) => (piece.length > SUPPORT_MAX ? clausesOf(piece) : [piece]));
  return pieces
    .map((piece) => piece.replace(/^which (?:is|are) (?:an? )?/iu, '').replace(THINKING, ''))
    .filter((piece) => piece.length <= SUPPORT_MAX + 10 && piece.length >= 6)
    .flatMap((piece) => read({ text: piece, kind: 'words' }));
}

/**
 * Rules are matched against the text in lower case: a pattern that ignores case over all letters of Unicode takes a
 * hundred times longer to compile, and there is a new set of them for every brand.
 */
function readByRule(text: string, rules: readonly Rule[]): readonly Part[] | null {
  const lower = text.toLowerCase();
  const matched = lower.length === text.length ? lower : text;
  for (const { form, read } of rules) {
    const places = form.exec(matched)?.indices?.groups;
    const said = (name: string) => places?.[name] && text.slice(...places[name]).trim();
    const rest = said('rest');
    if (rest) return [...part('product', said('name')), ...read(rest), ...part('detail', said('more'))];
  }
  return null;
}

function part(kind: Part['kind'], text: string | undefined): readonly Part[] {
  return text === undefined ? [] : [{ kind, text }];
}

/** `naming` says what the product is, `saying` what it does; the first rule that fits decides. */
function rulesFor(grammar: Grammar, brandName: string): Rules {
  const { pronouns, many, modals, articles, is, has, lets, sells, introducing, fresh, our, called, relative } = grammar;
  const name = literal(brandName.toLowerCase());
  const brand = `(?:(?:${articles}|${our}) )?(?:${fresh} )?${name}(?:['’]s)?`;
  const subject = `(?:${brand}|(?:${pronouns}))`;
  const article = `(?:(?:${articles})\\s*\\b(?:${fresh} )?)`;
  const being = `(?:\\s(?:${is})|['’]s|['’]re)`;
  const it = `(?:(?:${pronouns})${being}?\\s+)?`;
  // One to three words that are no verb of being; then, in English, a verb in -s or a common plural one.
  const word = `(?!(?:${is}|${has})\\b)[\\p{L}-]+`;
  const noun = `${word}(?: ${word}){0,2}?`;
  const does = `(?:(?:${is}) (?<rest>.+)|(?<rest>${verbs(has)} .+))`;
  const opening = new RegExp(`^${name}\\s*[,:]\\s*${article}?`, 'iu');
  const product = (rest: string) => nounPhrase(rest.replace(opening, ''), grammar);
  const thing = (rest: string): readonly Part[] => [{ kind: 'benefit', text: rest }];
  const rule = (form: string, read: Rule['read']): Rule => ({ form: new RegExp(`^${form}$`, 'du'), read });
  return {
    naming: [
      rule(`(?:${introducing}):?\\s+${brand}\\s*[,:–—-]+\\s*${article}?(?<rest>.+)`, product),
      rule(`(?:${introducing}):?\\s+${article}(?<rest>.+)`, product),
      rule(`${sells}\\s+${article}?(?<rest>.+)`, product),
      rule(
        `${it}${article}?(?<rest>[^,:]+?)(?:,\\s*|\\s(?:${called})\\s)${brand}(?:\\s[\\p{L}\\p{N}]+)?[!.]?`,
        product,
      ),
      rule(`${it}${article}?(?<rest>[^,:]+?)\\s(?:${called})\\s${brand}[:,]\\s(?<more>.+)`, product),
      rule(`${article}?(?<rest>(?:[\\p{L}-]+ ){1,2}${name}, .+)`, product),
      rule(`${brand}\\s*(?:[,:]|\\s[–—-])\\s*${article}?(?<rest>.+)`, product),
      rule(`(?<name>${name}(?: [\\p{L}-]+){1,2}): (?<rest>.+)`, benefits),
      rule(
        `${brand}${being}\\s+(?!made|built|designed|perfect|great|ideal)(?<rest>[\\p{L}-]+(?: [\\p{L}-]+){0,3}${relative}.+)`,
        product,
      ),
      rule(`${subject}\\s*${being}\\s+${article}(?<rest>.+)`, product),
    ],
    saying: [
      rule(`(?:${articles}|${our}) (?:${fresh} )?(?<name>${name} ${noun}) ${does}`, benefits),
      rule(`(?:${articles}|${our}) (?:${fresh} )?(?<name>${noun}) (?:${called}) ${name} ${does}`, benefits),
      rule(`(?:${our}) (?<name>(?:${fresh} )?${noun}) ${does}`, benefits),
      rule(`(?:${articles}|${our}) (?<rest>${name}(?: [\\p{L}-]+){1,3})`, product),
      // "it's called Brand" says nothing that the screen does not say anyway.
      { form: new RegExp(`^${subject}${being}?\\s+(?<rest>(?:${called})\\s+${name})[.!]?$`, 'du'), read: () => [] },
      rule(`${subject}${being}\\s+(?:got\\s)?(?<rest>.+)`, benefits),
      rule(`(?:${subject}|(?:${many}))\\s(?:${lets})\\s*(?<rest>.+)`, thing),
      rule(`(?:${subject}|(?:${many}))\\s(?:${has})\\s+(?:(?:${articles})\\s)?(?<rest>.+)`, benefits),
      rule(`(?:${many})(?:['’]re|\\s(?:${is}))\\s+(?!an?\\s)(?<rest>.+)`, benefits),
      // "They burn", "It will last", "That you forget": without its subject the verb would read as an order.
      rule(`(?<rest>(?:(?:${many})(?:['’]re)?|${subject}\\s(?:${modals}|you|we))\\s.+)`, thing),
      rule(`${subject}\\s(?<rest>.+)`, benefits),
      rule(`(?:${articles}) ${fresh}\\s(?<rest>.+)`, product),
      rule('an?\\s(?<rest>.+)', product),
    ],
  };
}

function verbs(has: string): string {
  return `(?:${has}|keeps?|makes?|turns?|gives?|brings?|fits?|[a-z]{3,}(?<!s)s|hält|macht|bringt|schmeckt|schützt|garde|donne|protège|mantiene|cuida|protege)`;
}

/** A long sentence is several benefits, one per clause, when its clauses can stand alone. */
function benefits(text: string): readonly Part[] {
  return text
    .split(AND_IT)
    .flatMap((piece) => (piece.length > HEADLINE_MAX && standAlone(clausesOf(piece)) ? clausesOf(piece) : [piece]))
    .map((piece) => ({ kind: 'benefit', text: withoutOpening(piece) }));
}

function standAlone(clauses: readonly string[]): boolean {
  return clauses.every(
    (clause) => clause.split(' ').length >= 3 && !/^(?:so|which|who|because|when|as|but)\s/iu.test(clause),
  );
}

function withoutOpening(text: string): string {
  return text
    .replace(/^(?:and|und|et|y|e)\s+/iu, '')
    .replace(/^(?:it|er|sie|es|elle|il|ella)(?:['’]s)?\s+(?!will|can|could|won['’]t|can['’]t)/iu, '')
    .replace(/^they(?:['’]re|\s+are)\s+/iu, '')
    .replace(/^(?:is|are|ist|sind|est|es|son|è|é)\s+/iu, '');
}

function isSlogan(text: string): boolean {
  return text.length <= HEADLINE_MAX && text.split(' ').length <= 8 && !/\d/u.test(text);
}
