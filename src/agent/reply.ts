/** The turn's reply: the model's words, or, where it has none, what the tools said. Never empty. Pure. */
import { nextQuestion } from './missing.ts';
import type { WorkingCopy } from './working-copy.ts';

export function replyOf(words: string, copy: WorkingCopy): string {
  const reply = words.trim();
  return reply === '' ? fromTools(copy) : reply;
}

function fromTools(copy: WorkingCopy): string {
  const question = copy.ad === null && !copy.wantsStoryboard ? nextQuestion(copy.draft) : null;
  const sentences = [...copy.message.fileProblems, ...copy.said];
  if (question !== null && !sentences.some((sentence) => sentence.endsWith('?'))) sentences.push(question);
  return [...new Set(sentences)].join('\n\n') || NOTHING_UNDERSTOOD;
}

const NOTHING_UNDERSTOOD =
  'I did not quite get that. Tell me what to change in which scene, for example "make scene 2 warmer".';
