/** What OpenAI refuses in a request, written down apart from src/. */
import { z } from 'zod';
import { schemaFaults } from './openai-schema.ts';

/** A request's body as far as both APIs have it in common. */
export const Body = z.looseObject({ model: z.string(), tools: z.array(z.looseObject({})).optional() });
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

/** In words, what OpenAI would refuse a request for. Throws zod's error for what is no request at all. */
export function faultsOf(path: string, body: z.infer<typeof Body>): string[] {
  if (body.stream === true) return ['this stand-in does not stream'];
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
