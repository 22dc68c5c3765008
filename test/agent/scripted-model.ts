/** Models that follow a script, for turns whose words do not matter. */
import { MockLanguageModelV4 } from 'ai/test';

type Result = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>;

export type Step = string | readonly { readonly name: string; readonly input?: unknown }[];

const usage: Result['usage'] = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** One step after the other: words, or calls of tools. The last step is repeated. */
export function scripted(...steps: readonly Step[]): MockLanguageModelV4 {
  let at = 0;
  return new MockLanguageModelV4({
    doGenerate: async () => {
      const step = steps[Math.min(at, steps.length - 1)] ?? '';
      at += 1;
      return resultOf(step, at);
    },
  });
}

export function says(text: string): MockLanguageModelV4 {
  return scripted(text);
}

function resultOf(step: Step, number: number): Result {
  if (typeof step === 'string') {
    return {
      content: [{ type: 'text', text: step }],
      finishReason: { unified: 'stop', raw: undefined },
      usage,
      warnings: [],
    };
  }
  const content = step.map(({ name, input = {} }, index) => ({
    type: 'tool-call' as const,
    toolCallId: `call-${number}-${index}`,
    toolName: name,
    input: typeof input === 'string' ? input : JSON.stringify(input),
  }));
  return { content, finishReason: { unified: 'tool-calls', raw: undefined }, usage, warnings: [] };
}
