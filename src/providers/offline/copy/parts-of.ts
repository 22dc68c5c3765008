/** All parts of a brief's sentences, the product's name among them if it can be found. */
import type { Written } from '../language.ts';
import { twoBeats } from './beats.ts';
import { GRAMMARS } from './grammar.ts';
import type { Sentence } from './instructions.ts';
import { HEADLINE_MAX } from './line.ts';
import { isName, namedAs } from './noun-phrase.ts';
import type { Part } from './part.ts';
import { createReader, LONG } from './take-apart.ts';

/** What the sentences with the brand's name say the product is comes first. */
export function partsOf(said: readonly Sentence[], written: Written | null, brandName: string): readonly Part[] {
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
  return text.length > LONG || (parts.length === 1 && (parts[0]?.kind === 'slogan' || parts[0]?.kind === 'plain'));
}

/** A name, not two beats: "Slow mornings, strong coffee" is better said than named. */
function namesIt(text: string): boolean {
  return isName(text) && twoBeats(text) === text;
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
