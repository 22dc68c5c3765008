/** Takes one sentence of the brief apart: what the product is, and what is said about it. */

import type { Grammar } from './grammar.ts';
import { clausesOf, type Sentence } from './instructions.ts';
import { HEADLINE_IDEAL, HEADLINE_MAX, literal } from './line.ts';

export type Part = {
  readonly kind: 'product' | 'detail' | 'benefit' | 'slogan' | 'question' | 'offer' | 'plain';
  readonly text: string;
};

type Rule = { readonly form: RegExp; readonly read: (rest: string) => readonly Part[] };

/** Parts in the order they were said; scaffolding such as "Brand is a" is gone, no word is added. */
export function takeApart(
  { text, kind }: Pick<Sentence, 'text' | 'kind'>,
  grammar: Grammar,
  brandName: string,
): readonly Part[] {
  if (/[?？]$/u.test(text) && kind !== 'subject') return [{ kind: 'question', text }];
  if (isOffer(text)) return [{ kind: 'offer', text }];
  const rules = rulesFor(grammar, brandName);
  for (const { form, read } of kind === 'subject' ? rules.naming : [...rules.naming, ...rules.saying]) {
    const groups = form.exec(text)?.groups;
    const rest = groups?.rest?.trim();
    if (groups && rest) return [...part('product', groups.name), ...read(rest), ...part('detail', groups.more)];
  }
  if (kind === 'subject') return nounPhrase(text.replace(new RegExp(`\\s${literal(brandName)}$`, 'iu'), ''), grammar);
  return [{ kind: isSlogan(text) ? 'slogan' : 'plain', text }];
}

function part(kind: Part['kind'], text: string | undefined): readonly Part[] {
  return text === undefined ? [] : [{ kind, text }];
}

function isOffer(text: string): boolean {
  return /\d\s?%|[$€£¥]\s?\d|\d\s?(?:€|£|euros?|dollars?|EUR|USD)(?!\p{L})/iu.test(text) && text.length <= 90;
}

/** `naming` says what the product is, `saying` what it does; the first rule that fits decides. */
function rulesFor(
  grammar: Grammar,
  brandName: string,
): { readonly naming: readonly Rule[]; readonly saying: readonly Rule[] } {
  const { pronouns, articles, is, has, lets, sells, introducing, fresh, our, called } = grammar;
  const name = literal(brandName);
  const brand = `(?:(?:${articles}|${our}) )?(?:${fresh} )?${name}(?:['’]s)?`;
  const subject = `(?:${brand}|(?:${pronouns}))`;
  const article = `(?:(?:${articles})\\s*\\b(?:${fresh} )?)`;
  const being = `(?:\\s(?:${is})|['’]s|['’]re)`;
  // One to three words that are no verb of being; then, in English, a verb in -s or a common plural one.
  const word = `(?!(?:${is}|${has})\\b)[\\p{L}-]+`;
  const noun = `${word}(?: ${word}){0,2}?`;
  const does = `(?:(?:${is}) (?<rest>.+)|(?<rest>${verbs(has)} .+))`;
  const opening = new RegExp(`^${name}\\s*[,:]\\s*${article}?`, 'iu');
  const product = (rest: string) => nounPhrase(rest.replace(opening, ''), grammar);
  const thing = (rest: string): readonly Part[] => [{ kind: 'benefit', text: rest }];
  const rule = (form: string, read: Rule['read']): Rule => ({ form: new RegExp(`^${form}$`, 'iu'), read });
  return {
    naming: [
      rule(`(?:${introducing}):?\\s+${brand}\\s*[,:–—-]+\\s*${article}?(?<rest>.+)`, product),
      rule(`(?:${introducing}):?\\s+${article}(?<rest>.+)`, product),
      rule(`${sells}\\s+${article}?(?<rest>.+)`, product),
      rule(`${article}?(?<rest>[^,:]+?)(?:,\\s*|\\s(?:${called})\\s)${brand}(?:\\s[\\p{L}\\p{N}]+)?[!.]?`, product),
      rule(`${article}?(?<rest>[^,:]+?)\\s(?:${called})\\s${brand}[:,]\\s(?<more>.+)`, product),
      rule(`${article}?(?<rest>(?:[\\p{L}-]+ ){1,2}${name}, .+)`, product),
      rule(`${brand}\\s*(?:[,:]|\\s[–—-])\\s*${article}?(?<rest>.+)`, product),
      rule(`${subject}\\s*${being}\\s+${article}(?<rest>.+)`, product),
    ],
    saying: [
      rule(`(?:${articles}|${our}) (?:${fresh} )?(?<name>${name} ${noun}) ${does}`, benefits),
      rule(`(?:${articles}|${our}) (?:${fresh} )?(?<name>${noun}) (?:${called}) ${name} ${does}`, benefits),
      rule(`(?:${our}) (?<name>(?:${fresh} )?${noun}) ${does}`, benefits),
      rule(`(?:${articles}|${our}) (?<rest>${name}(?: [\\p{L}-]+){1,3})`, product),
      rule(`${subject}${being}\\s+(?:got\\s)?(?<rest>.+)`, benefits),
      rule('its got (?<rest>.+)', benefits),
      rule(`${subject}\\s(?:${lets})\\s*(?<rest>.+)`, thing),
      rule(`${subject}\\s(?:${has})\\s+(?:(?:${articles})\\s)?(?<rest>.+)`, benefits),
      rule(`${subject}\\s(?<rest>.+)`, benefits),
      rule(`(?:${articles}) ${fresh}\\s(?<rest>.+)`, product),
      rule('an?\\s(?<rest>.+)', product),
    ],
  };
}

function verbs(has: string): string {
  return `(?:${has}|keeps?|makes?|turns?|gives?|brings?|fits?|[a-z]{3,}(?<!s)s|hält|macht|bringt|schmeckt|schützt|garde|donne|protège|mantiene|cuida|protege)`;
}

/** The name of the thing, short enough to read at a glance; what else was said of it follows as its detail. */
function nounPhrase(text: string, grammar: Grammar): readonly Part[] {
  const relative = new RegExp(grammar.relative, 'iu').exec(text);
  const nameEnd = endOfName(clausesOf(text));
  if (relative && relative.index <= nameEnd) {
    return [
      ...shortName(text.slice(0, relative.index), grammar),
      ...benefits(text.slice(relative.index + relative[0].length)),
    ];
  }
  const rest = text.slice(nameEnd).replace(/^[,\s]+/u, '');
  return [
    ...shortName(text.slice(0, nameEnd), grammar),
    ...(rest === '' ? [] : [{ kind: 'detail', text: rest } as const]),
  ];
}

function shortName(name: string, { cuts }: Grammar): readonly Part[] {
  const places = [...name.matchAll(new RegExp(`\\s(?=(?:${cuts})\\s)`, 'giu'))].map((match) => match.index);
  const place = places.find((index) => index >= 8) ?? places[0];
  if (name.length <= HEADLINE_IDEAL || place === undefined) return [{ kind: 'product', text: name }];
  return [
    { kind: 'product', text: name.slice(0, place) },
    { kind: 'detail', text: name.slice(place + 1) },
  ];
}

/** Where the noun phrase ends. Adjectives ("a soft, warm blanket") and lists ("of iris, cedar and smoke") go on after a comma. */
function endOfName(clauses: readonly string[]): number {
  const [first = '', ...rest] = clauses;
  const adjective = !first.includes(' ') && rest.length > 0;
  const listed =
    rest.length > 0 &&
    /^(?:\S+ ){1,2}(?:and|und|et|y|e) \S+( \S+)?$/iu.test(rest[0] ?? '') &&
    / (?:of|aus|de|di|from) /iu.test(first);
  return adjective || listed ? first.length + 2 + endOfName(rest) : first.length;
}

/** A long sentence is several benefits, one per clause, when its clauses can stand alone. */
function benefits(text: string): readonly Part[] {
  return text
    .split(AND_IT)
    .flatMap((part) => (part.length > HEADLINE_MAX && standAlone(clausesOf(part)) ? clausesOf(part) : [part]))
    .map((part) => ({ kind: 'benefit', text: withoutOpening(part) }));
}

/** "…, and it's": a new statement about the same thing. */
const AND_IT = /,?\s+(?:and|und|et|y|e)\s+(?=(?:it|they|er|sie|es|elle|il|ella)(?:\s|['’]s|['’]re))/iu;

function standAlone(clauses: readonly string[]): boolean {
  return clauses.every(
    (clause) => clause.split(' ').length >= 3 && !/^(?:so|which|who|because|when|as|but)\s/iu.test(clause),
  );
}

function withoutOpening(text: string): string {
  return text
    .replace(/^(?:and|und|et|y|e)\s+/iu, '')
    .replace(/^(?:it|they|er|sie|es|elle|il|ella)(?:['’](?:s|re))?\s+/iu, '')
    .replace(/^(?:is|are|ist|sind|est|es|son|è|é)\s+/iu, '');
}

function isSlogan(text: string): boolean {
  return text.length <= HEADLINE_MAX && text.split(' ').length <= 8 && !/\d/u.test(text);
}
