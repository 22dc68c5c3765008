/** A strict local stand-in for OpenAI: both APIs, checks what it is sent, answers what it is told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { schemaFaults } from './openai-schema.ts';

export const API_KEY = 'sk-stand-in';

/** What the host says it counted. */
export type Tokens = { readonly input: number; readonly cached: number; readonly output: number };

export type Script =
  | { readonly kind: 'text'; readonly text: string; readonly tokens?: Tokens; readonly isCutOff?: boolean }
  | { readonly kind: 'refusal'; readonly text: string; readonly tokens?: Tokens }
  | { readonly kind: 'calls'; readonly calls: readonly { readonly name: string; readonly input: unknown }[] }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A page where an answer should be, as proxies and portals send. */
  | { readonly kind: 'page' }
  /** The connection ends without an answer. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' };

type Spoken = Extract<Script, { kind: 'text' | 'refusal' | 'calls' }>;

export type Received = { readonly path: string; readonly body: Readonly<Record<string, unknown>> };

export type OpenAiServer = {
  readonly url: string;
  readonly received: readonly Received[];
  readonly close: () => Promise<void>;
};

/** Answers by the script, one line for each request that is in order; the last line is repeated. */
export async function startOpenAiServer(script: readonly Script[]): Promise<OpenAiServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    answer(request, response, script, received).catch((error: unknown) => {
      send(response, 500, { error: { message: String(error), type: 'stand_in', code: null, param: null } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}/v1`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  script: readonly Script[],
  received: Received[],
): Promise<void> {
  const path = request.url ?? '';
  if (request.headers.authorization !== `Bearer ${API_KEY}`) return fail(response, 401, 'invalid_api_key');
  const body = Body.parse(JSON.parse(await textOf(request)));
  const faults = faultsOf(path, body);
  if (faults.length > 0) return fail(response, 400, faults.join('; '));
  const line = script[Math.min(received.length, script.length - 1)];
  received.push({ path, body });
  if (line === undefined || line.kind === 'hang') return;
  if (line.kind === 'drop') return void request.socket.destroy();
  if (line.kind === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello</p>');
  if (line.kind === 'error') return fail(response, line.status, line.code ?? 'server_error', line.headers);
  send(
    response,
    200,
    path === '/v1/responses' ? asResponse(line, received.length) : asCompletion(line, received.length),
  );
}

const Body = z.looseObject({ model: z.string(), tools: z.array(z.looseObject({})).optional() });
const Tool = z.object({ name: z.string(), strict: z.literal(true), parameters: z.looseObject({}) });
const Format = z.looseObject({
  name: z.string().regex(/^[\w-]{1,64}$/),
  strict: z.literal(true),
  schema: z.looseObject({}),
});
const Item = z.looseObject({
  role: z.string().optional(),
  type: z.string().optional(),
  call_id: z.string().optional(),
});
const Message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  tool_calls: z.array(z.looseObject({ id: z.string() })).optional(),
  tool_call_id: z.string().optional(),
});

/** In words, what OpenAI would refuse a request for. */
function faultsOf(path: string, body: z.infer<typeof Body>): string[] {
  if (path === '/v1/responses') {
    const tools = (body.tools ?? []).map((tool) => Tool.parse(tool));
    const stored = body.store === false ? [] : ['it would be stored'];
    const unknown = 'seed' in body ? ["Unknown parameter: 'seed'"] : [];
    const { text } = z.looseObject({ text: z.looseObject({ format: Format.optional() }).optional() }).parse(body);
    const faults = [...tools.flatMap(toolFaults), ...stored, ...unknown, ...formatFaults(text?.format)];
    return [...faults, ...inputFaults(z.array(Item).parse(body.input))];
  }
  if (path === '/v1/chat/completions') {
    const tools = (body.tools ?? []).map((tool) => Tool.parse(tool.function));
    const format = z
      .object({ type: z.string(), json_schema: Format.optional() })
      .optional()
      .parse(body.response_format);
    const faults = [...tools.flatMap(toolFaults), ...formatFaults(format?.json_schema)];
    return [...faults, ...messageFaults(z.array(Message).parse(body.messages))];
  }
  return [`unknown path ${path}`];
}

function toolFaults(tool: z.infer<typeof Tool>): string[] {
  return schemaFaults(tool.parameters).map((fault) => `Invalid schema for function '${tool.name}': ${fault}`);
}

function formatFaults(format: z.infer<typeof Format> | undefined): string[] {
  const faults = format ? schemaFaults(format.schema) : [];
  return faults.map((fault) => `Invalid schema for response_format '${format?.name}': ${fault}`);
}

function inputFaults(items: readonly z.infer<typeof Item>[]): string[] {
  const ids = (type: string) => items.filter((item) => item.type === type).map((item) => item.call_id ?? '');
  const empty = items.some((item) => item.role === 'user' && isEmpty(item.content));
  return [...pairFaults(ids('function_call'), ids('function_call_output')), ...(empty ? ['an empty message'] : [])];
}

function messageFaults(messages: readonly z.infer<typeof Message>[]): string[] {
  const calls = messages.flatMap((message) => message.tool_calls ?? []).map(({ id }) => id);
  const results = messages.flatMap((message) => message.tool_call_id ?? []);
  const empty = messages.some((message) => message.role === 'user' && isEmpty(message.content));
  return [...pairFaults(calls, results), ...(empty ? ['an empty message'] : [])];
}

function isEmpty(content: unknown): boolean {
  if (typeof content === 'string') return content.trim() === '';
  return z
    .array(z.looseObject({ text: z.string() }))
    .parse(content)
    .every(({ text }) => text.trim() === '');
}

function pairFaults(calls: readonly string[], results: readonly string[]): string[] {
  const twice = calls.length !== new Set(calls).size ? ['two calls share an id'] : [];
  const unpaired = [...calls].sort().join() === [...results].sort().join() ? [] : ['a call without its output'];
  return [...twice, ...unpaired];
}

const TOKENS: Tokens = { input: 10, cached: 0, output: 5 };

function tokensOf(line: Spoken): Tokens {
  return (line.kind === 'calls' ? undefined : line.tokens) ?? TOKENS;
}

function asResponse(line: Spoken, number: number) {
  const { input, cached, output } = tokensOf(line);
  const isCutOff = line.kind === 'text' && line.isCutOff === true;
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: 1_790_000_000,
    status: isCutOff ? 'incomplete' : 'completed',
    model: 'gpt-4o-mini',
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
    return line.calls.map(({ name, input }, index) => ({
      type: 'function_call',
      id: `fc_${number}_${index}`,
      call_id: `call_${number}_${index}`,
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

function asCompletion(line: Spoken, number: number) {
  const { input, cached, output } = tokensOf(line);
  const isCutOff = line.kind === 'text' && line.isCutOff === true;
  return {
    id: `chatcmpl_${number}`,
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'local',
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
    tool_calls: line.calls.map(({ name, input }, index) => ({
      id: `call_${number}_${index}`,
      type: 'function',
      function: { name, arguments: typeof input === 'string' ? input : JSON.stringify(input) },
    })),
  };
}

function fail(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = { error: { message: `Refused: ${code}`, type: 'invalid_request_error', param: null, code } };
  send(response, status, body, headers);
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
