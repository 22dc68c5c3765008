/** What the model answers to a prompt: tool calls as long as there is something to do, else the words of the reply. */
import type { Conversation, Noted, ToolAnswer } from './conversation.ts';
import { composeReply } from './reply.ts';
import { understand } from './understand.ts';
import type { ToolCall } from './understanding.ts';

export type ModelAnswer = {
  readonly calls: readonly ToolCall[];
  /** The reply; empty where tools are called first. */
  readonly say: string;
  /** Goes along with the calls; null where it went along with earlier ones. */
  readonly noted: Noted | null;
};

/** `available`: names of the tools that may be called. */
export function answer(conversation: Conversation, available: ReadonlySet<string>): ModelAnswer {
  return conversation.answers.length === 0 ? firstStep(conversation, available) : laterStep(conversation, available);
}

function firstStep(conversation: Conversation, available: ReadonlySet<string>): ModelAnswer {
  const { calls, say, ask } = understand(conversation);
  const possible = calls.filter((call) => available.has(call.name));
  const noted = { say: [...say], ask };
  return { calls: possible, say: possible.length > 0 ? '' : composeReply(conversation, noted), noted };
}

function laterStep(conversation: Conversation, available: ReadonlySet<string>): ModelAnswer {
  const calls = isReadyToDraw(conversation) && available.has('draw_storyboard') ? [DRAWING] : [];
  return { calls, say: calls.length > 0 ? '' : composeReply(conversation, conversation.noted), noted: null };
}

const DRAWING: ToolCall = { name: 'draw_storyboard', input: {} };

/** A tool may complete the brief where this model could not foresee it; then the storyboard is drawn at once. */
function isReadyToDraw({ state, answers, noted }: Conversation): boolean {
  const missing = answers.findLast((one) => one.missing != null)?.missing ?? state.missing;
  const tried = answers.some((one) => one.tool === 'draw_storyboard' || one.tool === 'start_over');
  const gathers = answers.some((one) => one.tool === 'note_brief' || one.tool === 'attach_picture');
  return gathers && !tried && state.ad === null && missing.length === 0 && noted.ask === null && answers.every(isFine);
}

function isFine({ ok, problems }: ToolAnswer): boolean {
  return ok && problems.length === 0;
}
