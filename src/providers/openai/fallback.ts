/** A hosted model with another one behind it, so that a conversation never ends because a host does not answer. */
import { APICallError, wrapLanguageModel } from 'ai';
import { attempt, type Patience } from './attempts.ts';
import type { ChatModel } from './model.ts';

/** A usual answer takes 1 to 4 s. With one more try after a quick refusal nobody waits longer than this. */
const PATIENCE: Patience = { attempts: 3, totalMs: 15_000, pauseMs: 500 };
/** So long the host is left alone after it failed: the steps that follow in the same reply do not wait for it again. */
const REST_MS = 30_000;

type FallbackOptions = {
  /** Told once for each failure, for the log: `status 429`, `no answer in time`. The SDK's error itself holds the conversation. */
  readonly onFallback?: (reason: string) => void;
  readonly patience?: Partial<Patience>;
  readonly restMs?: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
};

/** When `model` fails, `fallback` answers the same prompt. What was cancelled is not answered: the signal's reason is thrown. */
export function withFallback(model: ChatModel, fallback: ChatModel, options: FallbackOptions = {}): ChatModel {
  const { onFallback, restMs = REST_MS, now = () => performance.now() } = options;
  const patience = { ...PATIENCE, ...options.patience };
  let restUntil = Number.NEGATIVE_INFINITY;

  async function answer<T>(
    hosted: (signal: AbortSignal) => PromiseLike<T>,
    instead: () => PromiseLike<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (now() < restUntil) return instead();
    try {
      return await attempt(hosted, patience, signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      restUntil = now() + restMs;
      onFallback?.(reasonOf(error));
      return instead();
    }
  }

  return wrapLanguageModel({
    model,
    middleware: {
      wrapGenerate: ({ params }) =>
        answer(
          (abortSignal) => model.doGenerate({ ...params, abortSignal }),
          () => fallback.doGenerate(params),
          params.abortSignal,
        ),
      wrapStream: ({ params }) =>
        answer(
          (abortSignal) => model.doStream({ ...params, abortSignal }),
          () => fallback.doStream(params),
          params.abortSignal,
        ),
    },
  });
}

function reasonOf(error: unknown): string {
  if (APICallError.isInstance(error))
    return error.statusCode === undefined ? 'no answer' : `status ${error.statusCode}`;
  if (!(error instanceof Error)) return 'unknown';
  return error.name === 'TimeoutError' ? 'no answer in time' : error.name;
}
