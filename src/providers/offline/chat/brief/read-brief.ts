/** A message while the brief is collected: its answers, and what is left as what the ad is about. */
import type { Asked } from '../questions.ts';
import { putQuotesBack, type Quoted } from '../quotes.ts';
import type { State } from '../state.ts';
import { takeBrandColor, unknownColor } from './brand-color.ts';
import { brandNameAnswer, takeBrandName } from './brand-name.ts';
import { takeCallToAction } from './call-to-action.ts';
import { takeDuration } from './duration-wish.ts';
import { languageTag, takeLanguage, takeMusic, takeTone } from './feeling.ts';
import { type Label, takeLabels } from './labels.ts';
import { EMPTY_NOTE, type Note } from './note.ts';
import { type Taken, tidy } from './taken.ts';

export type BriefReading = { readonly note: Note; readonly say: readonly string[]; readonly ask: string | null };

const LONGEST_TEXT = 4000;

export function readBrief(message: Quoted, state: State, asked: Asked | null): BriefReading {
  const { values, rest } = takeLabels(message.text);
  const labelled = fromLabels(values, message.quotes);
  const found = takeAnswers(rest, message.quotes, labelled, asked);
  const left = leftOver(found.rest, message.quotes, found.note, {
    state,
    asked,
    answered: found.answered || found.ask !== null,
  });
  const note = left.text === null ? left.note : { ...left.note, ...fitting(left.text, state.brief.text) };
  const isCut = left.text !== null && (note.text?.length ?? 0) < joined(left.text, state.brief.text).length;
  return { note, say: isCut ? [tooLong(left.text?.length ?? 0)] : [], ask: found.ask };
}

type Found = { readonly note: Note; readonly rest: string; readonly answered: boolean; readonly ask: string | null };

/** One kind of answer after the other; each sees the message without what was taken before. */
function takeAnswers(text: string, quotes: readonly string[], labelled: Note, asked: Asked | null): Found {
  let rest = text;
  let note = labelled;
  let ask: string | null = null;
  const take = <K extends keyof Note>(key: K, taker: (text: string) => Taken<NonNullable<Note[K]>> | null) => {
    if (note[key] !== null) return;
    const taken = taker(rest);
    if (!taken) return;
    rest = taken.rest;
    note = { ...note, [key]: taken.value };
  };
  const isNameAnswer = asked === 'brandName' && !/[,;\n]/u.test(text);
  take('callToAction', (left) => takeCallToAction(left, quotes));
  take('durationSeconds', (left) => takeDuration(left, asked === 'durationSeconds'));
  take('language', takeLanguage);
  take('musicMood', takeMusic);
  take('tone', takeTone);
  take('brandColor', (left) => {
    const taken = isNameAnswer && !/#|\(|colou?r/iu.test(left) ? null : takeBrandColor(left, asked === 'brandColor');
    if (taken && 'choice' in taken) ask = `Which of them is your brand’s colour: ${taken.choice.join(' or ')}?`;
    return taken && 'value' in taken ? taken : null;
  });
  take('brandName', (left) => takeBrandName(left, quotes));
  return { note, rest, answered: rest !== text || note !== labelled, ask };
}

function fromLabels(values: Partial<Record<Label, string>>, quotes: readonly string[]): Note {
  const said = (label: Label) => {
    const value = values[label];
    return value === undefined ? null : putQuotesBack(value, quotes).replace(/^"(.*)"$/u, '$1');
  };
  const [color, duration, language, music] = [
    said('brandColor'),
    said('durationSeconds'),
    said('language'),
    said('musicMood'),
  ];
  const ownColor = color === null ? null : takeBrandColor(color, true);
  return {
    ...EMPTY_NOTE,
    brandName: said('brandName'),
    brandColor: ownColor && 'value' in ownColor ? ownColor.value : color,
    durationSeconds: duration === null ? null : (takeDuration(duration, true)?.value ?? null),
    callToAction: said('callToAction'),
    tone: said('tone'),
    language: language === null ? null : (languageTag(language) ?? language),
    musicMood: music !== null && /^(?:none|no|no music|off|-|without)$/iu.test(music) ? 'none' : music,
  };
}

type Context = { readonly state: State; readonly asked: Asked | null; readonly answered: boolean };

/** What was not taken answers the question we asked, or says what the ad is about. */
function leftOver(rest: string, quotes: readonly string[], note: Note, { state, asked, answered }: Context) {
  const text = putQuotesBack(tidy(rest), quotes);
  if (words(text) === 0) return { note, text: null };
  if (asked === 'brandName' && note.brandName === null) {
    const name = brandNameAnswer(tidy(rest), quotes);
    if (name !== null) return { note: { ...note, brandName: name }, text: null };
  }
  if (asked === 'brandColor' && note.brandColor === null && !answered) {
    const color = unknownColor(text);
    if (color !== null) return { note: { ...note, brandColor: color }, text: null };
  }
  // "Fjell, teal, 30s", or "Fjell" while we wait for the picture: a capitalised word is the name.
  const isName = /^\p{Lu}[\p{L}\p{N}&'’.-]*(?: \p{Lu}[\p{L}\p{N}&'’.-]*){0,2}$/u.test(text);
  if (
    isName &&
    note.brandName === null &&
    state.brief.brandName === null &&
    (answered || (asked === 'picture' && state.brief.text !== null))
  ) {
    return { note: { ...note, brandName: text }, text: null };
  }
  // A few words that are not what we asked for are no description either.
  const isMissed =
    !answered && (asked === 'durationSeconds' || asked === 'brandColor' || asked === 'picture') && words(text) <= 6;
  if (isMissed) return { note, text: null };
  const enough = words(text) >= (asked === 'text' && !answered ? 1 : state.brief.text === null && !answered ? 2 : 3);
  return { note, text: enough && !isFiller(text) ? text : null };
}

function fitting(text: string, before: string | null): Pick<Note, 'text'> {
  const whole = joined(text, before);
  if (whole.length <= LONGEST_TEXT) return { text: whole };
  const cut = whole.slice(0, LONGEST_TEXT);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('! '), cut.lastIndexOf('? '), cut.lastIndexOf('\n'));
  return { text: end > LONGEST_TEXT / 2 ? cut.slice(0, end + 1) : cut };
}

/** More about the ad is added to what is known; "actually, it is about …" takes its place. */
function joined(text: string, before: string | null): string {
  if (before === null || before.includes(text)) return before ?? text;
  if (
    /^(?:no|actually|sorry|correction|instead|wait)[ ,]|(?:ad|it)(?: is|'s| should be) (?:actually |really |now )?about(?!\p{L})/iu.test(
      text,
    )
  )
    return text;
  return `${before}${/[.!?…]$/u.test(before) ? ' ' : '. '}${text}`;
}

function tooLong(length: number): string {
  return `That is a long text (${length.toLocaleString('en')} characters), and I can work with ${LONGEST_TEXT.toLocaleString('en')}. I kept its beginning; if something important comes later, please send me a shorter version.`;
}

/** Scripts without spaces have about three letters to a word. */
function words(text: string): number {
  const letters = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) + Math.floor(letters / 3);
}

function isFiller(text: string): boolean {
  return /^(?:(?:ok|okay|yes|yeah|sure|thanks?|thank you|please|so|and|here|here you go|here it is|here's|attached|the|picture|photo|image|product|it|is|this|that|my|our|see|find|you|go|cool|great|nice|hi|hello|hey|there|use|one|for|ad|i|we|want|need|would|like|make|an?|me|us|can|could|create|do|video|ad|let's|start|go|ahead|now|all|set|done)[ ,.!]*)+$/iu.test(
    text,
  );
}
