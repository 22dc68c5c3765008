/** What OpenAI's two APIs answer with. */

/** What the host says it counted; `cached` is a part of `input`. */
export type Tokens = { readonly input: number; readonly cached: number; readonly output: number };

export type Spoken =
  | { readonly kind: 'text'; readonly text: string; readonly tokens?: Tokens; readonly isCutOff?: boolean }
  | { readonly kind: 'refusal'; readonly text: string; readonly tokens?: Tokens }
  | {
      readonly kind: 'calls';
      readonly calls: readonly { readonly name: string; readonly input: unknown; readonly id?: string }[];
      readonly tokens?: Tokens;
    };

const TOKENS: Tokens = { input: 10, cached: 0, output: 5 };

export function tokensOf(line: Spoken): Tokens {
  return line.tokens ?? TOKENS;
}

export function asResponse(line: Spoken, number: number, model: string) {
  const { input, cached, output } = tokensOf(line);
  const isCutOff = line.kind === 'text' && line.isCutOff === true;
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: 1_790_000_000,
    status: isCutOff ? 'incomplete' : 'completed',
    model,
    error: null,
    incomplete_details: isCutOff ? { reason: 'max_output_tokens' } : null,
    output: outputItems(line, number),
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: cached },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + output,
    },
  };
}

function outputItems(line: Spoken, number: number) {
  if (line.kind === 'calls') {
    return line.calls.map(({ name, input, id }, index) => ({
      type: 'function_call',
      id: `fc_${number}_${index}`,
      call_id: id ?? `call_${number}_${index}`,
      name,
      arguments: typeof input === 'string' ? input : JSON.stringify(input),
      status: 'completed',
    }));
  }
  const content =
    line.kind === 'text'
      ? { type: 'output_text', text: line.text, annotations: [] }
      : { type: 'refusal', refusal: line.text };
  return [{ type: 'message', id: `msg_${number}`, status: 'completed', role: 'assistant', content: [content] }];
}

export function asCompletion(line: Spoken, number: number, model: string) {
  const { input, cached, output } = tokensOf(line);
  const isCutOff = line.kind === 'text' && line.isCutOff === true;
  return {
    id: `chatcmpl_${number}`,
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [
      {
        index: 0,
        message: messageOf(line, number),
        finish_reason: line.kind === 'calls' ? 'tool_calls' : isCutOff ? 'length' : 'stop',
        logprobs: null,
      },
    ],
    usage: {
      prompt_tokens: input,
      prompt_tokens_details: { cached_tokens: cached },
      completion_tokens: output,
      total_tokens: input + output,
    },
  };
}

function messageOf(line: Spoken, number: number) {
  if (line.kind === 'text') return { role: 'assistant', content: line.text };
  if (line.kind === 'refusal') return { role: 'assistant', content: null, refusal: line.text };
  return {
    role: 'assistant',
    content: null,
    tool_calls: line.calls.map(({ name, input, id }, index) => ({
      id: id ?? `call_${number}_${index}`,
      type: 'function',
      function: { name, arguments: typeof input === 'string' ? input : JSON.stringify(input) },
    })),
  };
}
