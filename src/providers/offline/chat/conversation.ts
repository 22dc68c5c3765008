/** Reads what the rules need from a prompt: the state, the message to understand, what we said last, and what tools answered since. */
import type { LanguageModelV4Message, LanguageModelV4Prompt, LanguageModelV4ToolResultPart } from '@ai-sdk/provider';
import { z } from 'zod';
import { MissingList, readState, type State } from './state.ts';

/** What every tool answers; the rest of it depends on the tool. */
const Answer = z.object({
  ok: z.boolean(),
  say: z.string(),
  problems: z.array(z.string()).default([]),
  applied: z.array(z.string()).default([]),
  refused: z.array(z.string()).default([]),
  missing: MissingList.nullish(),
});

export type ToolAnswer = z.infer<typeof Answer> & { readonly tool: string };

export type Conversation = {
  readonly state: State;
  /** The last message of the person. */
  readonly text: string;
  /** What we said before it; empty at the beginning. */
  readonly before: string;
  /** Answers of the tools since that message, in the order of their calls. */
  readonly answers: readonly ToolAnswer[];
  /** What was noted with the first call of this turn, to be said at its end. */
  readonly noted: Noted;
};

/**
 * Travels with a tool call as the provider's own metadata: when the tools have answered, the state has changed, and the
 * message cannot be understood a second time ("drop scene 4").
 */
const Noted = z.object({ say: z.array(z.string()), ask: z.string().nullable() });
export type Noted = z.infer<typeof Noted>;
export const PROVIDER = 'adgen';

export function readConversation(prompt: LanguageModelV4Prompt): Conversation {
  const last = prompt.findLastIndex((message) => message.role === 'user');
  return {
    state: readState(prompt.map((message) => (message.role === 'system' ? message.content : '')).join('\n')),
    text: textOf(prompt[last]),
    before: textOf(
      prompt.slice(0, Math.max(0, last)).findLast((message) => message.role === 'assistant' && textOf(message)),
    ),
    answers: prompt.slice(last + 1).flatMap(answersIn),
    noted: prompt.slice(last + 1).flatMap(notesIn)[0] ?? { say: [], ask: null },
  };
}

function notesIn(message: LanguageModelV4Message): readonly Noted[] {
  if (message.role !== 'assistant') return [];
  return message.content.flatMap((part) => {
    const noted = Noted.safeParse(part.type === 'tool-call' ? part.providerOptions?.[PROVIDER] : undefined);
    return noted.success ? [noted.data] : [];
  });
}

function textOf(message: LanguageModelV4Message | undefined): string {
  if (!message || message.role === 'system') return '';
  return message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

function answersIn(message: LanguageModelV4Message): readonly ToolAnswer[] {
  if (message.role !== 'tool') return [];
  return message.content.flatMap((part) => (part.type === 'tool-result' ? [answerOf(part)] : []));
}

function answerOf({ toolName, output }: LanguageModelV4ToolResultPart): ToolAnswer {
  const read = output.type === 'json' ? output.value : output.type === 'text' ? fromJson(output.value) : undefined;
  const answer = Answer.safeParse(read);
  const failed = {
    ok: false,
    say: 'That did not work just now. Please say it once more.',
    problems: [],
    applied: [],
    refused: [],
  };
  return { tool: toolName, ...(answer.success ? answer.data : failed) };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
