/** The name of the thing: found in a sentence, and made short enough to read at a glance. */
import type { Grammar } from './grammar.ts';
import { clausesOf } from './instructions.ts';
import { HEADLINE_IDEAL, HEADLINE_MAX } from './line.ts';
import type { Part } from './part.ts';

/** Words that make a sentence of what would otherwise be a name, in the six languages that are taken apart. */
const SENTENCE_WORDS =
  'is are was were has have do does will can get gets keep keeps make makes help helps give gives feel feels taste tastes smell smells look looks let lets bring brings turn turns need needs want wants love loves you we i they it ist sind hat haben wird kann macht hält schmeckt du wir ich ihr est sont ont vous nous je tu es son tiene tienen somos è sono ha hanno siamo é são tem têm você';
const NOT_A_NAME = new RegExp(`(?<![\\p{L}'’])(?:${SENTENCE_WORDS.split(' ').join('|')})(?![\\p{L}])`, 'iu');

/** Openings of slogans and of what is said about a thing, never of its name. */
const OPENERS =
  'run drink eat wake feel live go be taste try buy get discover meet say stop start take make find shop order enjoy sleep breathe walk think dream never always not no for from with without because when where why how made perfect great ideal good designed built born crafted finally now today tomorrow ready this that these there hello für wenn aus mit ohne kein keine nie nicht jetzt perfekt ideal gemacht endlich pour avec sans quand pas parfait idéal fait fabriqué fabriquée para con sin cuando ideal perfecto hecho hecha per senza quando fatto fatta ideale perfetto com sem quando feito feita perfeito';
const OPENER = new RegExp(`^(?:${OPENERS.split(' ').join('|')})(?![\\p{L}-])`, 'iu');
const PARTICIPLE_OR_ADVERB = /^\p{L}+(?:ed|ly)\s(?:in|for|by|with|from|to|the|a|an|on|at)\s/iu;
/** "The best tea" is a claim only with its article; it is kept as it was said. */
const SUPERLATIVE =
  /^(?:the|der|die|das|le|la|el|il|o|a)\s(?:\p{L}+est|best|most|only|first|original|beste\p{L}*|erste\p{L}*|meilleure?|mejor|miglior\p{L}*|melhor)(?!\p{L})/iu;

/** Whether a sentence without a verb, such as "Honey from our own hives", names the product. */
export function isName(text: string): boolean {
  const [first = ''] = text.split(/,|\s(?:that|which|who|die|der|das|qui|que|che)\s/u);
  const sentences = /[.!?…]\s/u.test(text) || /[!?:]$/u.test(text);
  return (
    first.length <= 70 &&
    !sentences &&
    !NOT_A_NAME.test(first) &&
    !OPENER.test(first) &&
    !PARTICIPLE_OR_ADVERB.test(first) &&
    /\p{L}{3}/u.test(first)
  );
}

/** A name in the same form as after "Brand is a": its article only stays with a superlative. */
export function namedAs(text: string, grammar: Grammar): readonly Part[] {
  if (SUPERLATIVE.test(text)) return nounPhrase(text, grammar);
  return nounPhrase(text.replace(new RegExp(`^(?:${grammar.articles})\\s+`, 'iu'), ''), grammar);
}

/** The name, and what else was said of it: one detail, or several benefits when there are several clauses. */
export function nounPhrase(text: string, grammar: Grammar): readonly Part[] {
  const relative = new RegExp(grammar.relative, 'iu').exec(text);
  const nameEnd = endOfName(clausesOf(text));
  if (relative && relative.index <= nameEnd) {
    const said = text.slice(relative.index + relative[0].length);
    return [...shortName(text.slice(0, relative.index), grammar), ...sayings(said, 'benefit')];
  }
  const rest = text.slice(nameEnd).replace(/^[,\s]+/u, '');
  return [...shortName(text.slice(0, nameEnd), grammar), ...sayings(rest, 'detail')];
}

function sayings(rest: string, kind: 'benefit' | 'detail'): readonly Part[] {
  if (rest === '') return [];
  const clauses = clausesOf(rest).map((clause) => clause.replace(/^so (?=you\s)/iu, ''));
  const apart =
    (kind === 'detail' || rest.length > HEADLINE_MAX) &&
    clauses.length > 1 &&
    clauses.every((clause) => clause.includes(' ') || clause.includes('-'));
  return apart ? clauses.map((text) => ({ kind: 'benefit', text })) : [{ kind, text: rest }];
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
  const adjective =
    !first.includes(' ') && (rest[0]?.includes(' ') ?? false) && !/^(?:with|for|in|from|made)\s/iu.test(rest[0] ?? '');
  const listed =
    /^(?:\S+ ){0,2}(?:and|und|et|y|e) \S+( \S+)?$/iu.test(rest[0] ?? '') &&
    / (?:of|aus|de|di|from|with|mit|avec|con|com) /iu.test(first);
  return adjective || listed ? first.length + 2 + endOfName(rest) : first.length;
}
