/** What a draft still needs before a storyboard can be drawn, in the order to ask for it. Pure. */
import type { Draft } from './thread-state.ts';
import type { View } from './view.ts';

export type MissingPart = View['missing'][number];

export function missingOf(draft: Draft): MissingPart[] {
  const parts: [MissingPart, unknown][] = [
    ['text', draft.text],
    ['picture', draft.photo],
    ['brandName', draft.brandName],
    ['brandColor', draft.brandColor],
    ['durationSeconds', draft.durationSeconds],
  ];
  return parts.filter(([, value]) => value === null).map(([part]) => part);
}

const QUESTIONS: Readonly<Record<MissingPart, string>> = {
  text: 'What is the ad about? A sentence or two is enough.',
  picture: 'Could you drop a photo of the product in here?',
  brandName: 'Which brand name should the ad show?',
  brandColor: 'What is your brand colour? A name such as teal or a value such as #4dbac7 both work.',
  durationSeconds: 'How long should it be? Anything from 6 to 60 seconds works.',
};

/** One short question for the first thing that is missing; null when nothing is. */
export function nextQuestion(draft: Draft): string | null {
  const [first] = missingOf(draft);
  return first === undefined ? null : QUESTIONS[first];
}

const NAMES: Readonly<Record<MissingPart, string>> = {
  text: 'what the ad is about',
  picture: 'a photo of the product',
  brandName: 'the brand name',
  brandColor: 'the brand colour',
  durationSeconds: 'the length',
};

/** `a photo of the product and the length`. */
export function namesOf(parts: readonly MissingPart[]): string {
  return new Intl.ListFormat('en').format(parts.map((part) => NAMES[part]));
}
