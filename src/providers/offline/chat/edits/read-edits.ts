/** A message about a finished plan, order by order: edits, what is to be said, and the first question. */
import type { Edit } from '../../../../ad/edit.ts';
import type { Quoted } from '../quotes.ts';
import type { Ad, Scene, State } from '../state.ts';
import { readBackdrop } from './backdrop.ts';
import { readBrand } from './brand.ts';
import { ask, type Clause, nameOf, type Reader, type Reading, say, whichScene } from './clause.ts';
import { readLength } from './length.ts';
import { readLimit } from './limits.ts';
import { readMusic } from './music.ts';
import { readOrder } from './order.ts';
import { join, type Piece, piecesOf } from './pieces.ts';
import { readProduct } from './product.ts';
import { type Marked, markScenes, mentionsIn, SCENE } from './scene-names.ts';
import { readStyle } from './style.ts';
import { readTone } from './tone.ts';
import { readTransition } from './transition.ts';
import { readVague } from './vague.ts';
import { readWords } from './words.ts';

/** The first that knows the clause reads it: the particular before the general. */
const READERS: readonly Reader[] = [
  readLimit,
  readWords,
  readTransition,
  readMusic,
  readOrder,
  readBrand,
  readTone,
  readLength,
  readStyle,
  readProduct,
  readBackdrop,
  readVague,
];

export type EditReading = {
  readonly edits: readonly Edit[];
  readonly say: readonly string[];
  readonly asks: readonly string[];
  /** Parts of the message that nothing was made of, as the person wrote them. */
  readonly unread: readonly string[];
};

/** Orders may share a scene: "scene 2 warmer and a bit darker". Nothing is changed that was not understood. */
export function readEdits(message: Quoted, state: State, ad: Ad): EditReading {
  const marked = markScenes(message, ad.scenes);
  const pieces = piecesOf(marked.text);
  const result = { edits: [] as Edit[], say: [] as string[], asks: [] as string[], unread: [] as string[] };
  let scenes: readonly Scene[] | null = null;
  for (let at = 0; at < pieces.length; ) {
    const found = readFrom(pieces, at, (text) => clauseOf(text, scenes, { marked, state, ad }));
    collect(result, found);
    scenes = contextAfter(found, scenes);
    at = found.next;
  }
  return result;
}

/** What is removed is not what the next order means. */
function contextAfter({ clause, reading }: ReadClause, before: readonly Scene[] | null): readonly Scene[] | null {
  if (reading?.kind === 'edits' && reading.edits.some((edit) => edit.kind === 'remove-scene')) return null;
  return clause.named ? clause.scenes : before;
}

type ReadClause = { readonly clause: Clause; readonly reading: Reading | null; readonly next: number };

/**
 * The shortest run of pieces that can be read ("swap the first and" needs "the last"), and after it all that can only belong
 * to it: "headline to fast | and easy".
 */
function readFrom(pieces: readonly Piece[], at: number, clauseOf: (text: string) => Clause): ReadClause {
  for (let end = at + 1; end <= pieces.length; end++) {
    const clause = clauseOf(join(pieces.slice(at, end)));
    const added = pieces[end - 1];
    if (end > at + 1 && added && (added.isSentence || readsAlone(added, clause, clauseOf))) break;
    const reading = read(clause);
    if (reading) return readOn({ clause, reading, next: end }, pieces, at, clauseOf);
  }
  return { clause: clauseOf(join(pieces.slice(at, at + 1))), reading: null, next: at + 1 };
}

function readOn(
  found: ReadClause,
  pieces: readonly Piece[],
  at: number,
  clauseOf: (text: string) => Clause,
): ReadClause {
  let best = found;
  for (let end = found.next + 1; end <= pieces.length; end++) {
    const added = pieces[end - 1];
    if (!added || added.isSentence || !continues(added, best, clauseOf)) break;
    const clause = clauseOf(join(pieces.slice(at, end)));
    const reading = read(clause);
    if (!reading || JSON.stringify(reading) === JSON.stringify(best.reading)) break;
    best = { clause, reading, next: end };
  }
  return best;
}

/** A scene continues a list; free words continue words. An order of its own continues nothing. */
function continues(added: Piece, { clause, reading }: ReadClause, clauseOf: (text: string) => Clause): boolean {
  if (isFragment(added.text)) return true;
  if (readsAlone(added, clause, clauseOf)) return false;
  if (reading?.kind === 'ask') return true;
  const [edit] = reading?.kind === 'edits' ? reading.edits : [];
  if (edit?.kind === 'add-scene') return true;
  const isOpen = edit?.kind === 'overlay-line' || (edit?.kind === 'background' && edit.description !== null);
  return isOpen && !new RegExp(SCENE, 'u').test(added.text);
}

/** Whether a piece is an order of its own, also one that takes its scene from the clause before it. */
function readsAlone(piece: Piece, before: Clause, clauseOf: (text: string) => Clause): boolean {
  if (isFragment(piece.text)) return false;
  const clause = clauseOf(piece.text);
  const inherits = clause.scenes ? clause : { ...clause, scenes: before.scenes };
  return read(inherits) !== null;
}

/** Only a scene, "the last one": it continues a list. */
function isFragment(text: string): boolean {
  return new RegExp(`^(?:in |on |of |for |to )?${SCENE}[.!?]?$`, 'u').test(text.trim());
}

function read(clause: Clause): Reading | null {
  for (const mention of mentionsIn(clause.text, clause.mentions)) {
    if (mention.kind === 'unclear') return readAny(clause) && ask(whichScene(clause, mention.scenes));
    if (mention.kind === 'nobody') return say(`There is no ${mention.words}. ${scenesNow(clause.ad)}`);
  }
  return readAny(clause);
}

function readAny(clause: Clause): Reading | null {
  for (const reader of READERS) {
    const reading = reader(clause);
    if (reading) return reading;
  }
  return null;
}

function clauseOf(
  text: string,
  before: readonly Scene[] | null,
  { marked, state, ad }: { readonly marked: Marked; readonly state: State; readonly ad: Ad },
): Clause {
  const mentions = mentionsIn(text, marked.mentions);
  const named = mentions.length > 0;
  const scenes = named ? mentions.flatMap((mention) => (mention.kind === 'nobody' ? [] : mention.scenes)) : before;
  return { text, quotes: marked.quotes, mentions: marked.mentions, scenes: unique(scenes), named, ad, state };
}

function unique(scenes: readonly Scene[] | null): readonly Scene[] | null {
  return scenes === null ? null : [...new Set(scenes)];
}

function collect(
  result: { readonly edits: Edit[]; readonly say: string[]; readonly asks: string[]; readonly unread: string[] },
  { clause, reading }: ReadClause,
): void {
  if (reading?.kind === 'edits') result.edits.push(...reading.edits);
  else if (reading?.kind === 'say') result.say.push(reading.say);
  else if (reading?.kind === 'ask') result.asks.push(reading.ask);
  else result.unread.push(clause.text);
}

export function scenesNow({ scenes }: Pick<Ad, 'scenes'>): string {
  return `The ad has ${scenes.length} scenes: ${scenes.map(nameOf).join(', ')}.`;
}
