/** The hosted language model: OpenAI itself, or whatever speaks like it. */
import { createOpenAI } from '@ai-sdk/openai';
import { wrapLanguageModel } from 'ai';

/** `LanguageModelV4` of the AI SDK. */
export type ChatModel = ReturnType<typeof wrapLanguageModel>;

type OpenAiSettings = {
  readonly apiKey: string;
  /** With the version in it, `https://api.openai.com/v1`; that one when absent. */
  readonly baseUrl?: string | undefined;
  readonly modelId: string;
  readonly fetch?: typeof fetch;
};

const OPENAI_URL = 'https://api.openai.com/v1';

type CallOptions = Parameters<ChatModel['doGenerate']>[0];

/**
 * OpenAI itself is spoken to by its Responses API, which keeps conversations unless it is told `store: false` (@ai-sdk/openai
 * 4.0.118, 2026-11-22). Other hosts know only chat completions. Failed calls throw the SDK's `APICallError`; nothing is
 * tried twice here, see `withFallback`.
 */
export function createOpenAiModel({ apiKey, baseUrl, modelId, fetch }: OpenAiSettings): ChatModel {
  const baseURL = (baseUrl ?? OPENAI_URL).replace(/\/+$/, '');
  const openai = createOpenAI({ apiKey, baseURL, ...(fetch ? { fetch } : {}) });
  const itself = new URL(baseURL).hostname === new URL(OPENAI_URL).hostname;
  return wrapLanguageModel({
    model: itself ? openai.responses(modelId) : openai.chat(modelId),
    middleware: {
      transformParams: async ({ params }) => ({ ...params, ...settled(params, modelId), ...(itself ? UNSTORED : {}) }),
    },
  });
}

const UNSTORED = { providerOptions: { openai: { store: false } } };

/** Models that reason refuse a temperature; the others talk steadier with a low one. */
function settled({ prompt }: CallOptions, modelId: string): Partial<CallOptions> {
  const filled = prompt.map((message) =>
    message.role === 'user' && message.content.every((part) => part.type === 'text' && part.text.trim() === '')
      ? { ...message, content: NO_WORDS }
      : message,
  );
  return { prompt: filled, ...(modelId.startsWith('gpt-4') ? { temperature: 0.3 } : {}) };
}

/** A picture may come without words, and an empty message is refused. */
const NO_WORDS = [{ type: 'text' as const, text: '(no words)' }];
