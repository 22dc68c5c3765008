/** One message and the state of things in; tool calls, sentences and a question out. Pure; in doubt it asks. */

import { isCompleteAfter } from './brief/note.ts';
import { readCommand } from './commands.ts';
import type { Conversation } from './conversation.ts';
import { isStop } from './phrases.ts';
import { chosenIn, isOnlyChoice, readPictures } from './pictures.ts';
import { askedIn } from './questions.ts';
import { takeQuotes } from './quotes.ts';
import { readGreeting } from './small-talk.ts';
import type { State } from './state.ts';
import { understandBrief } from './understand-brief.ts';
import { understandChange } from './understand-change.ts';
import { calling, type Understanding } from './understanding.ts';

const NOTHING: Understanding = { calls: [], say: [], ask: null };
/** More than anybody writes about an ad; what is behind it is not read. */
const LONGEST_MESSAGE = 24_000;

export function understand({ state, text, before }: Pick<Conversation, 'state' | 'text' | 'before'>): Understanding {
  const message = takeQuotes(text.slice(0, LONGEST_MESSAGE));
  const asked = askedIn(before);
  const pictures = readPictures(state, message.text);
  const rest = understandWords();
  // Words beside a file that cannot be used are mostly about the file.
  const words = state.fileProblems.length > 0 && rest.calls.length === 0 && rest.ask === null ? NOTHING : rest;
  return thenDraw(pictures ? both(pictures, words) : words, state);

  function understandWords(): Understanding {
    if (isOnlyPicture()) return NOTHING;
    if (isStop(message.text) && message.quotes.length === 0) return calling('stop');
    const known = readCommand(message.text, state) ?? readGreeting(message.text, state);
    if (known) return known;
    return state.ad
      ? understandChange(message, { state, ad: state.ad, before })
      : understandBrief(message, { state, asked });
  }

  /** A picture without words, or with words that only choose among several. */
  function isOnlyPicture(): boolean {
    if (message.text === '') return state.newPictures.length > 0 || state.fileProblems.length > 0;
    return (
      state.newPictures.length > 0 &&
      chosenIn(state.newPictures, message.text) !== null &&
      isOnlyChoice(message.text, state.newPictures)
    );
  }
}

/** The picture's call goes behind what was said about the brief. */
function both(pictures: Understanding, words: Understanding): Understanding {
  return { calls: [...words.calls, ...pictures.calls], say: words.say, ask: pictures.ask ?? words.ask };
}

/** Draws the storyboard in the same step where the brief will be complete. */
function thenDraw(understood: Understanding, state: State): Understanding {
  const { calls, ask } = understood;
  const gathers = calls.some((call) => call.name === 'note_brief' || call.name === 'attach_picture');
  const isOver = calls.some(
    (call) => call.name === 'draw_storyboard' || call.name === 'start_over' || call.name === 'stop',
  );
  if (!gathers || isOver || ask !== null || state.ad !== null || !isCompleteAfter(calls, state)) return understood;
  return { ...understood, calls: [...calls, { name: 'draw_storyboard', input: {} }] };
}
