/** What `note_brief` takes, and whether a brief will be complete with it. */
import { parseColor } from '../../../../ad/color.ts';
import { MAX_SECONDS, MIN_SECONDS } from '../../../../ad/frames.ts';
import type { Missing, State } from '../state.ts';
import type { ToolCall } from '../understanding.ts';

export type Note = {
  readonly text: string | null;
  readonly brandName: string | null;
  readonly brandColor: string | null;
  readonly durationSeconds: number | null;
  readonly callToAction: string | null;
  readonly tone: string | null;
  readonly language: string | null;
  readonly musicMood: string | null;
};

/** What fits on the film. */
const LONGEST_NAME = 60;

export const EMPTY_NOTE: Note = {
  text: null,
  brandName: null,
  brandColor: null,
  durationSeconds: null,
  callToAction: null,
  tone: null,
  language: null,
  musicMood: null,
};

/** The most characters `note_brief` takes. */
const LONGEST: Readonly<Record<keyof Omit<Note, 'durationSeconds'>, number>> = {
  text: 4000,
  brandName: 200,
  brandColor: 100,
  callToAction: 200,
  tone: 200,
  language: 40,
  musicMood: 100,
};

export function isEmptyNote(note: Note): boolean {
  return Object.values(note).every((value) => value === null);
}

/** Cut where the tool would refuse the whole note. */
export function bounded(note: Note): Note {
  const cut = Object.entries(LONGEST).map(([key, most]) => {
    const value = note[key as keyof typeof LONGEST]; // the keys of LONGEST
    return [key, value === null ? null : value.trim().slice(0, most).trim() || null];
  });
  return { ...note, ...Object.fromEntries(cut) };
}

/** Whether nothing is missing once these calls were made; a value that will be refused stays missing. */
export function isCompleteAfter(calls: readonly ToolCall[], { missing }: State): boolean {
  // The inputs of this model's own `note_brief` calls are notes.
  const note = (calls.find((call) => call.name === 'note_brief')?.input ?? EMPTY_NOTE) as Note;
  const given: Readonly<Record<Missing, boolean | null>> = {
    text: note.text !== null,
    picture: calls.some((call) => call.name === 'attach_picture'),
    brandName: note.brandName === null ? null : note.brandName.length <= LONGEST_NAME,
    brandColor: note.brandColor === null ? null : parseColor(note.brandColor) !== null,
    durationSeconds: note.durationSeconds === null ? null : isPossible(note.durationSeconds),
  };
  const isRefused = Object.values(given).some((fits, index) => fits === false && index > 1);
  return !isRefused && missing.every((part) => given[part] === true);
}

function isPossible(seconds: number): boolean {
  return seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;
}
