/** The OpenAI stand-in by itself: what it refuses, what it charges, and the ways in which it lets people down. */
import { expect, it, onTestFinished } from 'vitest';
import { OPENAI_MANNERS } from './manners.ts';
import { createMind } from './openai-mind.ts';
import { API_KEY, type Mind, type OpenAiOptions, type Script, startOpenAiServer } from './openai-server.ts';

const QUESTION = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] };

async function serve(script: readonly Script[] | Mind, options: OpenAiOptions = {}) {
  const server = await startOpenAiServer(script, options);
  onTestFinished(server.close);
  const ask = (body: unknown, { path = '/chat/completions', key = API_KEY } = {}) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });
  return { server, ask };
}

it('charges for what it answered, cached words at their price, and for nothing else', async () => {
  const tokens = { input: 1_000_000, cached: 400_000, output: 100_000 };
  const { server, ask } = await serve([
    { kind: 'text', text: 'Hi', tokens },
    { kind: 'error', status: 500 },
  ]);
  await ask(QUESTION);
  expect(server.bill()).toBe(600_000 * 0.15 + 400_000 * 0.075 + 100_000 * 0.6);
  const before = server.bill();
  expect((await ask(QUESTION)).status).toBe(500);
  expect(server.bill()).toBe(before);
});

it('refuses what OpenAI would, keeps it as a fault, and charges nothing', async () => {
  const { server, ask } = await serve(createMind(), { models: ['gpt-4o-mini'] });
  expect((await ask({ ...QUESTION, model: 'gpt-gone' })).status).toBe(404);
  expect((await ask(QUESTION, { key: 'sk-wrong' })).status).toBe(401);
  expect(server.faults).toEqual([]);
  expect((await ask({ ...QUESTION, stream: true })).status).toBe(400);
  expect((await ask({ model: 'gpt-4o-mini', input: [] }, { path: '/responses' })).status).toBe(400);
  const loose = {
    type: 'json_schema',
    json_schema: {
      name: 'x',
      strict: true,
      schema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    },
  };
  expect((await ask({ ...QUESTION, response_format: loose })).status).toBe(400);
  expect(server.faults).toHaveLength(3);
  expect(server.bill()).toBe(0);
});

it.each([
  ['bad-key', 401],
  ['no-credit', 429],
  ['crowded', 429],
  ['no-model', 404],
  ['fault', 500],
] as const)('in the manner %s it answers with status %i', async (manner, status) => {
  const { ask } = await serve([OPENAI_MANNERS[manner]]);
  expect((await ask(QUESTION)).status).toBe(status);
});

it('can end in the middle of its JSON, and cut the connection', async () => {
  const { ask } = await serve([OPENAI_MANNERS.broken, OPENAI_MANNERS.drop]);
  await expect(ask(QUESTION).then((response) => response.json())).rejects.toThrow(SyntaxError);
  await expect(ask(QUESTION)).rejects.toThrow('fetch failed');
});
