/** Whether the hosted model works, found out by one short call: for `adgen doctor`. */
import { generateText } from 'ai';
import { attempt, type Patience } from './attempts.ts';
import { explain, failureOf } from './failure.ts';
import { createOpenAiModel } from './model.ts';

type CheckOptions = Parameters<typeof createOpenAiModel>[0] & {
  readonly signal?: AbortSignal | undefined;
  readonly patience?: Partial<Patience>;
};

const PATIENCE: Patience = { attempts: 2, totalMs: 15_000, pauseMs: 500 };
/** The fewest that the Responses API takes (OpenAI API reference, read 2026-11-22): a call costs about $0.00001. */
const FEWEST_TOKENS = 16;

/** One line for people; when it does not work, the variable to mend is named. Throws only the signal's reason. */
export async function checkOpenAi({
  signal,
  patience,
  ...settings
}: CheckOptions): Promise<{ readonly ok: boolean; readonly say: string }> {
  const model = createOpenAiModel(settings);
  try {
    await attempt(
      (abortSignal) =>
        generateText({
          ...{ model, abortSignal, maxRetries: 0, maxOutputTokens: FEWEST_TOKENS },
          prompt: 'Answer with the word yes.',
        }),
      { ...PATIENCE, ...patience },
      signal,
    );
    return { ok: true, say: `The language model ${settings.modelId} answers; OPENAI_API_KEY and OPENAI_MODEL work.` };
  } catch (error) {
    if (signal?.aborted) throw error;
    const { what, mend } = explain(failureOf(error), settings.modelId);
    const advice =
      mend === '' ? 'Try again in a few minutes; OPENAI_API_KEY and OPENAI_MODEL may well be right.' : mend;
    return { ok: false, say: `${what[0]?.toUpperCase()}${what.slice(1)}: ${advice}` };
  }
}
