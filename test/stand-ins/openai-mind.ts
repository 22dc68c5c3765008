/** What the OpenAI stand-in says when nobody scripts it: a plan that fits the brief, and a conversation by the offline rules. */
import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { z } from 'zod';
import { createOfflineModel } from '../../src/providers/offline/chat/offline-model.ts';
import { planFor } from './openai-plan.ts';
import type { Mind, Received, Script } from './openai-server.ts';
import type { Tokens } from './openai-wire.ts';

/** A mind remembers what it noted with its tool calls, as the rules need it; each server wants its own. */
export function createMind(): Mind {
  const notes: Notes = new Map();
  return async (asked, number) => {
    const said = await answerTo(asked, number, notes);
    return said.kind === 'text' || said.kind === 'calls' ? { ...said, tokens: tokensFor(asked, said) } : said;
  };
}

type Notes = Map<string, { readonly [provider: string]: Record<string, never> }>;

function answerTo(asked: Received, number: number, notes: Notes): Script | Promise<Script> {
  const { response_format, text } = Formats.parse(asked.body);
  const name = response_format?.json_schema?.name ?? text?.format?.name;
  if (name === 'ad_plan') return { kind: 'text', text: JSON.stringify(planFor(firstQuestion(asked))) };
  if (asked.path === '/v1/responses' || !asked.body.tools) return { kind: 'text', text: 'Yes.' };
  return converse(Conversation.parse(asked.body), number, notes);
}

const Named = z.looseObject({ name: z.string() });
const Formats = z.looseObject({
  response_format: z.looseObject({ json_schema: Named.optional() }).optional(),
  text: z.looseObject({ format: Named.partial().optional() }).optional(),
});

const Content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() })), z.null()]);
const Message = z.looseObject({
  role: z.string(),
  content: Content.default(null),
  tool_calls: z
    .array(z.looseObject({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }))
    .default([]),
  tool_call_id: z.string().default(''),
});
type Message = z.infer<typeof Message>;
const Tools = z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) }));
const Conversation = z.looseObject({ messages: z.array(Message), tools: Tools });

function firstQuestion({ body }: Received): string {
  const messages = z.array(Message).parse(body.messages ?? body.input);
  return textOf(messages.find(({ role }) => role === 'user')?.content ?? null);
}

function textOf(content: z.infer<typeof Content>): string {
  if (content === null || typeof content === 'string') return content ?? '';
  return content.map(({ text }) => text ?? '').join('\n');
}

async function converse({ messages, tools }: z.infer<typeof Conversation>, number: number, notes: Notes) {
  const { content } = await createOfflineModel().doGenerate({
    prompt: promptOf(messages, notes),
    tools: tools.map(({ function: { name } }) => ({ type: 'function', name, inputSchema: {} })),
  });
  const calls = content.flatMap((part, index) => {
    if (part.type !== 'tool-call') return [];
    const id = `call_${number}_${index}`;
    // Written by the rules, and only handed back to them.
    if (part.providerMetadata) notes.set(id, part.providerMetadata as Record<string, Record<string, never>>);
    return [{ id, name: part.toolName, input: part.input }];
  });
  if (calls.length > 0) return { kind: 'calls', calls } as const;
  return {
    kind: 'text',
    text: content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n'),
  } as const;
}

function promptOf(messages: readonly Message[], notes: Notes): LanguageModelV4Prompt {
  const names = new Map(messages.flatMap(({ tool_calls }) => tool_calls.map((call) => [call.id, call.function.name])));
  return messages.map((message): LanguageModelV4Prompt[number] => {
    const text = textOf(message.content);
    switch (message.role) {
      case 'user':
        return { role: 'user', content: [{ type: 'text', text }] };
      case 'assistant':
        return {
          role: 'assistant',
          content: [{ type: 'text', text }, ...message.tool_calls.map((call) => called(call, notes))],
        };
      case 'tool': {
        const toolName = names.get(message.tool_call_id) ?? '';
        const output = { type: 'text', value: text } as const;
        return { role: 'tool', content: [{ type: 'tool-result', toolCallId: message.tool_call_id, toolName, output }] };
      }
      default:
        return { role: 'system', content: text };
    }
  });
}

function called({ id, function: { name, arguments: input } }: Message['tool_calls'][number], notes: Notes) {
  const noted = notes.get(id);
  const call = { type: 'tool-call', toolCallId: id, toolName: name, input: JSON.parse(input) } as const;
  return noted ? { ...call, providerOptions: noted } : call;
}

/** Four letters are about a token. In forties, so that no answer costs a fraction of a micro-dollar. */
function tokensFor({ body }: Received, said: Script): Tokens {
  const count = (value: unknown) => 40 * Math.ceil(JSON.stringify(value).length / 160);
  return { input: count(body), cached: 0, output: count(said) };
}
