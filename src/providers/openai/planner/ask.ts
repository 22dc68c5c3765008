/** One question to the hosted model, and its answer as a value: what it said, or why it said nothing that can be used. */
import { generateText, type LanguageModelUsage, type ModelMessage, NoObjectGeneratedError, Output } from 'ai';
import { z } from 'zod';
import { attempt, type Patience } from '../attempts.ts';
import { type Failure, failureOf, type Usage } from '../failure.ts';
import type { ChatModel } from '../model.ts';
import { type Answer, answerSchema } from './answer.ts';
import { INSTRUCTIONS } from './instructions.ts';

export type Reply =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** It answered, but not with what was asked for; `text` is what it said. */
  | { readonly kind: 'garbled'; readonly text: string; readonly problem: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type Questioner = {
  readonly model: ChatModel;
  readonly seed: number;
  readonly patience: Patience;
  /** Called for each answer that came, also for one that cannot be used: the host charges for it. */
  readonly onUsage: (usage: Usage) => void | Promise<void>;
};

/** About three times what five scenes take; a bound on what one answer can cost, whatever the brief talks the model into. */
const MOST_OUTPUT_TOKENS = 6000;

/** Throws the signal's reason when it was aborted, and what `onUsage` throws: a cost that cannot be written down is no detail. */
export async function ask(messages: ModelMessage[], questioner: Questioner, signal: AbortSignal): Promise<Reply> {
  const { usage, reply } = await questioned(messages, questioner, signal);
  if (usage) await questioner.onUsage(usageOf(usage, questioner.model.modelId));
  signal.throwIfAborted();
  return reply;
}

type Outcome = { readonly usage: LanguageModelUsage | undefined; readonly reply: Reply };

async function questioned(
  messages: ModelMessage[],
  { model, seed, patience }: Questioner,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const result = await attempt(
      (abortSignal) =>
        generateText({
          ...{ model, messages, abortSignal, maxRetries: 0, maxOutputTokens: MOST_OUTPUT_TOKENS },
          instructions: INSTRUCTIONS,
          // The Responses API knows no seed and would warn of it.
          ...(model.provider.endsWith('.chat') ? { seed } : {}),
          output: Output.object({ schema: answerSchema(), name: 'ad_plan' }),
        }),
      patience,
      signal,
    );
    // Without text there is nothing to read, and asking for the output would throw.
    const isEmpty = result.text === '';
    return { usage: result.usage, reply: isEmpty ? EMPTY : { kind: 'answer', answer: result.output } };
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error)) {
      return { usage: undefined, reply: { kind: 'failed', failure: failureOf(error) } };
    }
    return { usage: error.usage, reply: garbledOrRefused(error) };
  }
}

const EMPTY: Reply = { kind: 'garbled', text: '', problem: 'There was no answer.' };

function garbledOrRefused(error: NoObjectGeneratedError): Reply {
  const failure = failureOf(error);
  if (failure !== 'unusable') return { kind: 'failed', failure };
  return { kind: 'garbled', text: error.text ?? '', problem: problemOf(error) };
}

/** The first few of zod's complaints, with their places; else what the parser says of the JSON. */
function problemOf(error: NoObjectGeneratedError): string {
  if (error.finishReason === 'length') return 'The answer was too long and broke off. Be brief.';
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof z.ZodError) {
      return cause.issues
        .slice(0, 6)
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; ');
    }
  }
  return 'It is not one JSON object of the schema.';
}

function usageOf({ inputTokens, inputTokenDetails, outputTokens }: LanguageModelUsage, modelId: string): Usage {
  return {
    modelId,
    inputTokens: inputTokens ?? 0,
    cachedTokens: inputTokenDetails.cacheReadTokens ?? 0,
    outputTokens: outputTokens ?? 0,
  };
}
