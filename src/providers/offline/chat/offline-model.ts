/** A language model made of rules: it understands ordinary sentences about ads and calls the agent's tools. No network, always the same answer. */
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { answer } from './answer.ts';
import { PROVIDER, readConversation } from './conversation.ts';

/** Throws `set-up` where the instructions hold no `<state>{…}</state>`, and the signal's reason when it was aborted. */
export function createOfflineModel(): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: PROVIDER,
    modelId: 'offline-chat-1',
    supportedUrls: {},
    doGenerate: async (options) => generate(options),
    doStream: async (options) => ({ stream: streamOf(partsOf(generate(options))) }),
  };
}

function streamOf<T>(parts: Iterable<T>): ReadableStream<T> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

function generate({
  prompt,
  tools,
  toolChoice,
  abortSignal,
}: LanguageModelV4CallOptions): LanguageModelV4GenerateResult {
  abortSignal?.throwIfAborted();
  const available = new Set(toolChoice?.type === 'none' ? [] : tools?.map((tool) => tool.name));
  const { calls, say, noted } = answer(readConversation(prompt), available);
  // The prompt grows with every step, so its length makes the id unique in the thread and the same when asked again.
  const content = calls.map(
    (call, index): LanguageModelV4Content => ({
      type: 'tool-call',
      toolCallId: `offline-${prompt.length}-${index + 1}`,
      toolName: call.name,
      input: JSON.stringify(call.input),
      ...(index === 0 && noted ? { providerMetadata: { [PROVIDER]: noted } } : {}),
    }),
  );
  return {
    content: content.length > 0 ? content : [{ type: 'text', text: say }],
    finishReason: { unified: content.length > 0 ? 'tool-calls' : 'stop', raw: undefined },
    usage: {
      inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 0, text: 0, reasoning: 0 },
    },
    warnings: [],
  };
}

function partsOf(result: LanguageModelV4GenerateResult): readonly LanguageModelV4StreamPart[] {
  return [
    { type: 'stream-start', warnings: result.warnings },
    ...result.content.flatMap(streamed),
    { type: 'finish', usage: result.usage, finishReason: result.finishReason },
  ];
}

/** Words come one by one, so that a window that shows them as they come has something to show. */
function streamed(content: LanguageModelV4Content): readonly LanguageModelV4StreamPart[] {
  if (content.type === 'tool-call') {
    const { toolCallId: id, toolName, input } = content;
    return [
      { type: 'tool-input-start', id, toolName },
      { type: 'tool-input-delta', id, delta: input },
      { type: 'tool-input-end', id },
      content,
    ];
  }
  if (content.type !== 'text') return [];
  const deltas = content.text.match(/\S+\s*|\s+/gu) ?? [];
  return [
    { type: 'text-start', id: 'reply' },
    ...deltas.map((delta) => ({ type: 'text-delta', id: 'reply', delta }) as const),
    { type: 'text-end', id: 'reply' },
  ];
}
