/** What we ask for, how, and how to tell from our own words what was asked. */
import type { Missing } from './state.ts';

const QUESTIONS: Readonly<Record<Missing, string>> = {
  text: 'What is the ad about? One or two sentences will do: what it is, and why people will like it.',
  picture: 'Please send a picture of the product. A phone photo will do; I cut the product out myself.',
  brandName: 'What is the brand called?',
  brandColor: 'Which colour is your brand’s? A name such as teal or a code such as #4dbac7.',
  durationSeconds: 'How long should the ad be? Anything from 6 to 60 seconds; 15 and 30 are the usual ones.',
};

/** `dropped`: what a problem in the same reply has just explained. */
export function questionFor(missing: readonly Missing[], problems: readonly string[] = []): string | null {
  const [first] = missing;
  if (!first) return null;
  const explained = problems.some((problem) => subjectOf(problem) === first);
  return explained ? null : QUESTIONS[first];
}

/** Our last question, without what it quotes; null where we asked nothing. */
export function lastQuestion(before: string): string | null {
  const sentences = before.replace(/“[^”]*”/gu, '').split(/(?<=[.?!])\s+/u);
  return sentences.findLast((sentence) => sentence.includes('?')) ?? null;
}

export type Asked = Missing | 'which-picture' | 'which-scene' | 'offer' | 'other';

/** Null when we asked nothing. Also reads questions that a hosted model phrased. */
export function askedIn(before: string): Asked | null {
  const question = lastQuestion(before);
  const last = before.split(/(?<=[.?!])\s+/u).filter((sentence) => sentence.trim() !== '');
  if (/Which scene do you mean/u.test(before)) return 'which-scene';
  if (/Shall I do “/u.test(before)) return 'offer';
  if (question) return askedBy(question);
  return askedBy(last.slice(-2).join(' '), true);
}

function askedBy(text: string, isStatement = false): Asked | null {
  if (
    /which (?:one|picture|photo|of (?:the|these|them))|(?:pictures|photos).*which/iu.test(text) &&
    /picture|photo|image/iu.test(text)
  )
    return 'which-picture';
  const subject = subjectOf(text);
  if (subject) return subject;
  return isStatement ? null : 'other';
}

/** What a sentence of ours is about. */
function subjectOf(text: string): Missing | null {
  if (/colou?r/iu.test(text)) return 'brandColor';
  if (/how long|seconds|duration|length/iu.test(text)) return 'durationSeconds';
  if (
    /\bcalled\b|brand(?:[’']s)? name|name of (?:the|your) (?:brand|company)|(?:the|your) brand\?|\bname\b/iu.test(text)
  )
    return 'brandName';
  if (/\b(?:picture|photo|image)\b/iu.test(text)) return 'picture';
  return /\babout\b|describe|what (?:is|are you)|brief/iu.test(text) ? 'text' : null;
}
