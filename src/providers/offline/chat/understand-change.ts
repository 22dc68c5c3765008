/** A message about an ad that exists: a yes, a no, changes, or an answer to what we asked. */

import { languageOf } from '../language.ts';
import { bounded, isEmptyNote } from './brief/note.ts';
import { readBrief } from './brief/read-brief.ts';
import { newAdSubject } from './commands.ts';
import { toEnglish } from './edits/foreign-orders.ts';
import { type EditReading, readEdits, scenesNow } from './edits/read-edits.ts';
import { mendTypos } from './edits/typos.ts';
import { answerAsOrder } from './follow-up.ts';
import { isNo, isPleasantry, isYes } from './phrases.ts';
import { lastQuestion } from './questions.ts';
import { putQuotesBack, type Quoted } from './quotes.ts';
import { foreign, isNonsense, notUnderstood, readTopic } from './small-talk.ts';
import type { Ad, State } from './state.ts';
import { asking, calling, saying, type Understanding } from './understanding.ts';

const NAMES_MAKING = /(?<!\p{L})(?:make|approve|go ahead|produce|render|create|start)(?!\p{L})/iu;

type Context = { readonly state: State; readonly ad: Ad; readonly before: string };

const TOO_LONG = 'That was a lot at once; I read its beginning. Please send the rest again after this.';
/** More than anybody asks for at once, in characters. */
const LONGEST_ORDER = 3000;
/** The most edits `change_plan` takes. */
const MOST_EDITS = 20;
const MAKING = new Set(['GENERATING_SCENES', 'COMPOSITING', 'ADDING_OVERLAYS', 'GENERATING_AUDIO', 'RENDERING']);
const NOT_APPROVING =
  /(?<!\p{L})(?:yes|yeah|not yet|good to go|make it)(?!\p{L})|(?<!\p{L})(?:approv\p{L}*|go ahead|don't (?:make|start)|do not (?:make|start)|make it yet|start (?:it|making))(?!\p{L})/iu;

export function understandChange(message: Quoted, context: Context): Understanding {
  const { state, ad, before } = context;
  const { text } = message;
  const followUp = answerAsOrder(message, before);
  if (followUp) return changes(followUp, context) ?? saying(...notUnderstood(state));
  if (isYes(text) && message.quotes.length === 0) return agreed(text, context);
  if (isNo(text)) return refused(text, context);
  if (isPleasantry(text)) return pleased(ad);
  const subject = newAdSubject(text);
  if (subject !== null) return anew(subject, message.quotes, state);
  const topic = readTopic(text, state);
  if (topic) return topic;
  if (message.quotes.length === 0 && isNonsense(text)) return saying(...notUnderstood(state));
  return changes(message, context) ?? unclear(message, context);
}

/** Null where nothing was understood. */
function changes(message: Quoted, context: Context): Understanding | null {
  const { state, ad } = context;
  const isLong = message.text.length > LONGEST_ORDER;
  const english = { ...message, text: toEnglish(message.text.slice(0, LONGEST_ORDER)) };
  const written = readEdits(english, state, ad);
  const reading = isClear(written)
    ? written
    : clearer(written, readEdits({ ...english, text: mendTypos(english.text) }, state, ad));
  const unread = reading.unread.filter((part) => !isIdle(part));
  if (reading.edits.length === 0 && reading.say.length === 0 && reading.asks.length === 0) return null;
  const parts = unread.slice(0, 3).map((part) => `I did not get “${shorten(putQuotesBack(part, message.quotes))}”.`);
  if (ad.scenes.length === 0 && reading.edits.length === 0) return calling('keep_for_later');
  const call =
    reading.edits.length > 0 ? [{ name: 'change_plan', input: { edits: reading.edits.slice(0, MOST_EDITS) } }] : [];
  return { calls: call, say: [...(isLong ? [TOO_LONG] : []), ...reading.say, ...parts], ask: reading.asks[0] ?? null };
}

function isClear({ asks, unread }: EditReading): boolean {
  return asks.length === 0 && unread.every(isIdle);
}

/** What was mended is taken only where it makes more sense than what was written. */
function clearer(written: EditReading, mended: EditReading): EditReading {
  const doubts = ({ asks, unread }: EditReading) => asks.length + unread.filter((part) => !isIdle(part)).length;
  return doubts(mended) < doubts(written) ? mended : written;
}

/** Only this and the button ever lead to spending, and only where a price was shown. */
function agreed(text: string, { ad, state, before }: Context): Understanding {
  const { person } = state;
  if (ad.filesExpired) return calling('make_again');
  if (ad.awaitingApproval && !person.mayApprove) {
    return saying(
      `Only ${person.approver ?? 'the person who started this thread'} can say yes to the price. The storyboard waits.`,
    );
  }
  // "Yes" to "anything else?" is no yes to the price.
  if (ad.awaitingApproval && isOtherQuestion(before) && !NAMES_MAKING.test(text)) return pleased(ad);
  if (ad.awaitingApproval) return calling('approve');
  if (MAKING.has(ad.status)) return saying('It is being made already; the progress is above.');
  if (ad.status === 'COMPLETED') return saying('It is finished. Tell me what to change, or “new ad” for the next one.');
  return calling('status');
}

/** Whether we asked last for something else than a yes to the ad. */
function isOtherQuestion(before: string): boolean {
  const question = lastQuestion(before);
  return (
    question !== null &&
    !/shall i (?:make|start)|make (?:it|the ad)|go ahead|approv|ready|happy|storyboard|look(?:s)? (?:good|right|ok)|like it|price/iu.test(
      question,
    )
  );
}

function refused(text: string, { ad, before }: Context): Understanding {
  if (isOtherQuestion(before) || /never ?mind|forget it|leave it/iu.test(text))
    return saying('All right, I leave it as it is.');
  if (ad.awaitingApproval) return calling('stop');
  return saying('All right, nothing changes.');
}

function pleased(ad: Ad): Understanding {
  return ad.awaitingApproval
    ? asking(`Shall I make it for ${ad.estimate}? A plain “yes” starts it.`)
    : saying('You are welcome. Tell me whenever you want something changed.');
}

/** "A new ad for our tea": puts this one aside and takes the rest as the new brief. */
function anew(subject: string, quotes: readonly string[], state: State): Understanding {
  const fresh = { ...state, brief: { ...state.brief, text: null, brandName: null }, ad: null };
  const note = bounded(readBrief({ text: subject, quotes }, fresh, null).note);
  const start = calling('start_over');
  return subject === '' || isEmptyNote(note)
    ? start
    : { ...start, calls: [...start.calls, { name: 'note_brief', input: note }] };
}

function unclear({ text, quotes }: Quoted, { state, ad }: Context): Understanding {
  if (ad.awaitingApproval && NOT_APPROVING.test(putQuotesBack(text, quotes)))
    return saying(
      'Nothing is made until you say a plain “yes” or press the button.',
      'Until then you can change what you like.',
    );
  if (/(?:another|other|different|new) (?:picture|photo|image)/iu.test(text))
    return saying('Please drop the new picture into the chat; I will use it then.');
  if (isForeign(text)) return saying(...foreign());
  return saying(...notUnderstood(state), scenesNow(ad));
}

/** Three words of another language, and none of English. */
function isForeign(text: string): boolean {
  const english =
    /(?<!\p{L})(?:the|is|it|to|make|what|this|that|do|can|should|not|please|and|of|scenes?|with|for|you|my|more|less)(?!\p{L})/iu;
  return text.split(/\s+/u).length > 2 && !english.test(text) && languageOf({ language: null, text }) !== 'en';
}

/** Courtesy and opinions beside an order need no answer. */
function isIdle(part: string): boolean {
  return (
    isPleasantry(part) ||
    isYes(part) ||
    /^(?:\p{L}+ ){0,4}(?:is|are|was|looks?|i (?:think|like|love)|we (?:like|love)|thanks?|thank you|otherwise|rest|else|but|except|only|one (?:more )?thing|few (?:things|changes)|some (?:things|changes)|that'?s (?:it|all)|please|hi|hello)(?: .{0,30})?$/iu.test(
      part,
    ) ||
    !/\p{L}{2}/u.test(part)
  );
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
