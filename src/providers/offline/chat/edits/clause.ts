/** One order of a message, with the scenes it speaks of, and what can come of reading it. */
import type { Edit } from '../../../../ad/edit.ts';
import { putQuotesBack, quotesIn } from '../quotes.ts';
import type { Ad, Scene, State } from '../state.ts';
import { type Mention, mentionsIn, putMentionsBack } from './scene-names.ts';

export type Clause = {
  /** Quotes and mentions of scenes are signs in it. */
  readonly text: string;
  readonly quotes: readonly string[];
  readonly mentions: readonly Mention[];
  /** Of this clause, else those of the clause before; null: none was named. */
  readonly scenes: readonly Scene[] | null;
  /** Whether `scenes` were named in this very clause. */
  readonly named: boolean;
  readonly ad: Ad;
  readonly state: State;
};

export type Reading =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] }
  | { readonly kind: 'ask'; readonly ask: string }
  | { readonly kind: 'say'; readonly say: string };

/** Null: this is not about what this reader knows. */
export type Reader = (clause: Clause) => Reading | null;

export function edits(...list: readonly Edit[]): Reading {
  return { kind: 'edits', edits: list };
}

export function ask(question: string): Reading {
  return { kind: 'ask', ask: question };
}

export function say(sentence: string): Reading {
  return { kind: 'say', say: sentence };
}

/** One edit per scene that is meant; asks which scene where none was named. */
export function forScenes(clause: Clause, edit: (scene: Scene) => Edit | null): Reading {
  if (!clause.scenes) return ask(whichScene(clause));
  const list = clause.scenes.flatMap((scene) => edit(scene) ?? []);
  return list.length > 0
    ? edits(...list)
    : say('There is nothing left to change there: it is already as far as it goes.');
}

/** The quoted words are read again together with the answer, so the question carries all that is needed to go on. */
export function whichScene(clause: Clause, scenes: readonly Scene[] = clause.ad.scenes): string {
  const names = scenes.map(nameOf);
  const choices = scenes.length === clause.ad.scenes.length ? [...names, 'all of them'] : names;
  return `Which scene do you mean by “${wordsOf(clause)}”: ${orList(choices)}?`;
}

export function nameOf(scene: Scene): string {
  const words = scene.headline ?? scene.pill ?? scene.support;
  return words ? `${scene.place} “${words}”` : `${scene.place} (no words)`;
}

export function orList(items: readonly string[]): string {
  if (items.length < 3) return items.join(' or ');
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

/** What the person wrote. */
export function wordsOf({ text, quotes, mentions }: Clause): string {
  return putQuotesBack(putMentionsBack(text, mentions), quotes);
}

export function quotesOf({ text, quotes }: Clause): readonly string[] {
  return quotesIn(text, quotes);
}

/** The scenes of each mention, in the order of the text. */
export function mentionedScenes({ text, mentions }: Clause): readonly (readonly Scene[])[] {
  return mentionsIn(text, mentions).map((mention) => (mention.kind === 'scenes' ? mention.scenes : []));
}
