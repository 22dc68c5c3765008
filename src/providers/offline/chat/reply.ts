/** The reply: problems first, then what was done, then one question. */

import { condense } from './condense.ts';
import type { Conversation, Noted, ToolAnswer } from './conversation.ts';
import { questionFor } from './questions.ts';
import { isNonsense, notUnderstood } from './small-talk.ts';
import type { Missing } from './state.ts';

export function composeReply(conversation: Conversation, { say, ask }: Noted): string {
  const { state, answers } = conversation;
  const problems = [...state.fileProblems, ...answers.flatMap(problemsOf)];
  const done = answers
    .flatMap(doneOf)
    .map((sentence) => (isFollowedByNote(answers) ? sentence.replace(/ ?[^.!?]*\?$/u, '') : sentence));
  // A tool may have asked already.
  const isAsked = [...problems, ...done].some((sentence) => sentence.trimEnd().endsWith('?'));
  const question = ask ?? (isAsked ? null : nextQuestion(conversation, problems));
  const said = [...distinct([...problems, ...say]), ...distinct(done)];
  const paragraphs = [said.join(' '), question ?? ''].filter((part) => part !== '');
  if (paragraphs.length > 0) return paragraphs.join('\n\n');
  return isNonsense(conversation.text) ? notUnderstood(state).join(' ') : 'All right. Tell me what to do next.';
}

/** A new ad whose brief came along needs no "What is it about?". */
function isFollowedByNote(answers: readonly ToolAnswer[]): boolean {
  return answers.some((one) => one.tool === 'start_over') && answers.some((one) => one.tool === 'note_brief');
}

function problemsOf({ ok, say, problems, refused }: ToolAnswer): readonly string[] {
  const sentences = [...problems, ...refused];
  return ok || sentences.some((one) => say.includes(one))
    ? [...sentences, ...(ok ? [] : [without(say, sentences)])]
    : [...sentences, say];
}

/** What a tool did, without the problems that its sentence names, too. */
function doneOf({ ok, say, applied, problems, refused }: ToolAnswer): readonly string[] {
  if (!ok) return [];
  const done = without(say, [...problems, ...refused]);
  return applied.length > 1 && without(done, applied) === '' ? condense(applied) : [done];
}

function without(say: string, sentences: readonly string[]): string {
  return sentences
    .reduce((rest, one) => rest.replace(one, ''), say)
    .replace(/ {2,}/gu, ' ')
    .trim();
}

/** None where the storyboard comes, or an ad exists already. */
function nextQuestion({ state, answers }: Conversation, problems: readonly string[]): string | null {
  const startsOver = answers.some((one) => one.ok && one.tool === 'start_over');
  const drawn = answers.some((one) => one.ok && one.tool === 'draw_storyboard');
  if (drawn || (state.ad !== null && !startsOver)) return null;
  return questionFor(missingNow({ state, answers }, startsOver), problems);
}

function missingNow(
  { state, answers }: Pick<Conversation, 'state' | 'answers'>,
  startsOver: boolean,
): readonly Missing[] {
  const attached = answers.some((one) => one.ok && one.tool === 'attach_picture');
  const told = answers.findLast((one) => one.missing != null)?.missing;
  if (startsOver) return told ?? ['text'];
  // The state is renewed after every tool, or it is not: what either of them knows to be there is there.
  const missing = told?.filter((part) => state.missing.includes(part)) ?? state.missing;
  return missing.filter((part) => !(attached && part === 'picture'));
}

/** Without what another sentence says already. */
function distinct(sentences: readonly string[]): readonly string[] {
  const all = [...new Set(sentences.map((one) => one.trim()).filter((one) => one !== ''))];
  return all.filter((one) => !all.some((other) => other !== one && other.includes(one)));
}
