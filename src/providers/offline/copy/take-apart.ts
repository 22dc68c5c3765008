/** Takes one sentence of the brief apart: what the product is, and what is said about it. */

import type { Grammar } from './grammar.ts';
import { clausesOf, type Sentence } from './instructions.ts';
import { literal, HEADLINE_IDEAL, HEADLINE_MAX } from './line.ts';

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
  if (/[?？]$/u.test(text)) return [{ kind: 'question', text }];
  if (isOffer(text)) return [{ kind: 'offer', text }];
  for (const { form, read } of rulesFor(grammar, brandName)) {
    const groups = form.exec(text)?.groups;
    const rest = groups?.['rest']?.trim();
    if (groups && rest) return [...named(groups['name']), ...read(rest)];
  }
  if (kind === 'subject') return nounPhrase(text.replace(new RegExp(`^${literal(brandName)}\\s+`, 'iu'), ''), grammar);
  return [{ kind: isSlogan(text) ? 'slogan' : 'plain', text }];
}

export function isOffer(text: string): boolean {
  return /\d\s?%|[$€£¥]\s?\d|\d\s?(?:€|£|euros?|dollars?|EUR|USD)(?!\p{L})/iu.test(text) && text.length <= 90;
}

function rulesFor(grammar: Grammar, brandName: string): readonly Rule[] {
  const { pronouns, articles, is, has, lets, sells, introducing, fresh, our, relative, called } = grammar;
  const brand = `(?:(?:${our}) )?(?:${fresh} )?${literal(brandName)}(?:['’]s)?`;
  const subject = `(?:${brand}|(?:${pronouns}))`;
  const article = `(?:(?:${articles})\\s*\\b(?:${fresh} )?)`;
  // One to three words, the first of which is no verb of being; then, in English, a verb in -s or a common plural one.
  const noun = `(?!(?:${is}|${has})\\b)[\\p{L}-]+(?: (?!(?:${is}|${has})\\b)[\\p{L}-]+){0,2}?`;
  const verb = `(?:${has}|keeps?|makes?|turns?|gives?|brings?|tastes?|fits?|[a-z]{3,}(?<!s)s|hält|macht|bringt|schmeckt|garde|donne|mantiene|cuida)`;
  const product = (rest: string) => nounPhrase(rest, grammar);
  const benefit = (rest: string) => benefits(rest);
  const thing = (rest: string): readonly Part[] => [{ kind: 'benefit', text: rest }];
  const rule = (form: string, read: Rule['read']): Rule => ({ form: new RegExp(`^${form}$`, 'iu'), read });
  return [
    rule(`(?:${introducing}):?\\s+${brand}\\s*[,:–—-]+\\s*${article}?(?<rest>.+)`, product),
    rule(`(?:${introducing}):?\\s+${article}(?<rest>.+)`, product),
    rule(`${sells}\\s+${article}?(?<rest>.+)`, product),
    rule(`${article}?(?<rest>[^,]+?)(?:,\\s*|\\s(?:${called})\\s)${brand}(?:\\s[\\p{L}\\p{N}]+)?[!.]?`, product),
    rule(`${brand}\\s*(?:[,:]|\\s[–—-])\\s*${article}?(?<rest>.+)`, product),
    rule(`${subject}\\s*(?:\\s(?:${is})|['’]s|['’]re)\\s+${article}(?<rest>.+)`, product),
    rule(`(?:${our}) (?:${fresh} )?(?:${literal(brandName)} )?(?<name>${noun}) (?:${is}) (?<rest>.+)`, benefit),
    rule(`(?:${our}) (?:${fresh} )?(?:${literal(brandName)} )?(?<name>${noun}) (?<rest>${verb} .+)`, benefit),
    rule(`${subject}(?:\\s(?:${is})|['’]s|['’]re)\\s+(?<rest>.+)`, benefit),
    rule(`${subject}\\s(?:${lets})\\s*(?<rest>.+)`, thing),
    rule(`${subject}\\s(?:${has})\\s+(?:(?:${articles})\\s)?(?<rest>.+)`, benefit),
    rule(`${subject}\\s(?<rest>(?!(?:${relative})\\b).+)`, benefit),
    rule(`(?:${articles}) ${fresh}\\s(?<rest>.+)`, product),
    rule('an?\\s(?<rest>.+)', product),
  ];
}

function named(text: string | undefined): readonly Part[] {
  return text === undefined ? [] : [{ kind: 'product', text }];
}

/** The name of the thing, short enough to read at a glance; what else was said of it follows as its detail. */
function nounPhrase(text: string, grammar: Grammar): readonly Part[] {
  const clauses = clausesOf(text);
  const relative = new RegExp(`(?:,?\\s(?:${grammar.relative})|${grammar.relative})\\s`, 'iu').exec(text);
  const comma = listEnds(clauses);
  const end = Math.min(relative?.index ?? text.length, comma);
  const name = text.slice(0, end);
  const rest = text.slice(end).replace(new RegExp(`^[, ]*(?:(?:${grammar.relative})\\s+)?`, 'iu'), '');
  const after: readonly Part[] =
    rest === '' ? [] : relative && relative.index === end ? benefits(rest) : [{ kind: 'detail', text: rest }];
  if (name.length <= HEADLINE_IDEAL) return [{ kind: 'product', text: name }, ...after];
  const cut = [...name.matchAll(new RegExp(`\\s(?=(?:${grammar.cuts})\\s)`, 'giu'))].map((match) => match.index);
  const place = cut.filter((index) => index <= HEADLINE_IDEAL && index >= 4).at(-1) ?? cut[0];
  if (place === undefined) return [{ kind: 'product', text: name }, ...after];
  return [{ kind: 'product', text: name.slice(0, place) }, { kind: 'detail', text: name.slice(place + 1) }, ...after];
}

/** Where the noun phrase's first clause ends; adjectives before the noun ("a soft, warm blanket") do not end it. */
function listEnds(clauses: readonly string[]): number {
  const first = clauses[0] ?? '';
  const adjectivesOnly = first.split(' ').length === 1 && clauses.length > 1;
  return adjectivesOnly ? first.length + 2 + listEnds(clauses.slice(1)) : first.length;
}

/** A long sentence is several benefits, one per clause, when its clauses can stand alone. */
function benefits(text: string): readonly Part[] {
  const clauses = clausesOf(text);
  const alone = clauses.every((clause) => clause.split(' ').length >= 3);
  const parts = text.length > HEADLINE_MAX && alone ? clauses : [text];
  return parts.map((part) => ({ kind: 'benefit', text: part.replace(/^(?:and|und|et|y|e)\s+/iu, '') }));
}

function isSlogan(text: string): boolean {
  return text.length <= HEADLINE_MAX && text.split(' ').length <= 8;
}
