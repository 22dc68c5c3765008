import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asSchema, type LanguageModel } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { afterEach, describe, expect, it } from 'vitest';
import { createAgent } from '../../src/agent/create-agent.ts';
import { TOOL_INPUTS } from '../../src/agent/tool-inputs.ts';
import { withFallback } from '../../src/providers/openai/fallback.ts';
import { createOpenAiModel } from '../../src/providers/openai/model.ts';
import { says } from '../agent/scripted-model.ts';
import { emptyState, message, worldOf } from '../agent/thread.ts';
import { schemaFaults } from '../stand-ins/openai-schema.ts';
import { API_KEY, type Script, startOpenAiServer } from '../stand-ins/openai-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function hosted(script: readonly Script[], apiKey = API_KEY) {
  const server = await startOpenAiServer(script);
  closing.push(server.close);
  // The Responses API is for OpenAI's own address only: its requests are led to the stand-in on their way out.
  const detour: typeof fetch = (url, init) => fetch(String(url).replace('https://api.openai.com/v1', server.url), init);
  return { server, model: createOpenAiModel({ apiKey, modelId: 'gpt-4o-mini', fetch: detour }) };
}

async function gateway(script: readonly Script[]) {
  const server = await startOpenAiServer(script);
  closing.push(server.close);
  return { server, model: createOpenAiModel({ apiKey: API_KEY, modelId: 'local', baseUrl: `${server.url}/` }) };
}

function turn(model: LanguageModel, text: string, signal = new AbortController().signal) {
  return createAgent({ model, look: worldOf() }).turn(emptyState(), message(text), signal);
}

const FJELL: Script = {
  kind: 'calls',
  calls: [
    { name: 'note_brief', input: { ...unsaid(), brandName: 'Fjell', brandColor: 'teal' } },
    { name: 'change_plan', input: { edits: [{ kind: 'music-none' }] } },
  ],
};

function unsaid() {
  return Object.fromEntries(Object.keys(TOOL_INPUTS.note_brief.shape).map((key) => [key, null]));
}

const quick = { pauseMs: 1 };

describe.each([
  ['OpenAI itself', hosted, '/v1/responses'],
  ['an OpenAI-compatible host', gateway, '/v1/chat/completions'],
] as const)('a conversation with %s', (_name, start, path) => {
  it('sends what the host accepts, runs the tools it asks for, and keeps a history it accepts again', async () => {
    const { model, server } = await start([FJELL, { kind: 'text', text: 'Noted!' }, { kind: 'text', text: 'Hello.' }]);
    const agent = createAgent({ model, look: worldOf() });
    const signal = new AbortController().signal;
    const first = await agent.turn(emptyState(), message('Fjell, teal'), signal);
    expect(first.say).toBe('Noted!');
    expect(first.state.draft).toMatchObject({ brandName: 'Fjell', brandColor: '#008080' });
    const restored = JSON.parse(JSON.stringify(first.state));
    expect((await agent.turn(restored, message(''), signal)).say).toBe('Hello.');
    expect(server.received.map((request) => request.path)).toEqual([path, path, path]);
    expect(JSON.stringify(server.received[2]?.body)).toContain('Noted!');
  });

  it('takes a call whose input is no JSON for what it is', async () => {
    const { model } = await start([
      {
        kind: 'calls',
        calls: [
          { name: 'note_brief', input: '{"brandName":' },
          { name: 'rm_rf', input: {} },
        ],
      },
      { kind: 'text', text: 'What is the ad about?' },
    ]);
    expect((await turn(model, 'hi')).say).toBe('What is the ad about?');
  });
});

describe('the model behind the hosted one', () => {
  const offline = () => says('From the rules.');

  async function withOffline(script: readonly Script[], apiKey?: string) {
    const { model, server } = await hosted(script, apiKey);
    const reasons: string[] = [];
    const options = { onFallback: (reason: string) => reasons.push(reason), patience: quick };
    return { server, reasons, model: withFallback(model, offline(), options) };
  }

  it('answers when the key is wrong, after one call', async () => {
    const { model, reasons } = await withOffline([], 'sk-wrong');
    expect((await turn(model, 'hi')).say).toBe('From the rules.');
    expect(reasons).toEqual(['status 401']);
  });

  it('is not asked while another try helps', async () => {
    const { model, reasons, server } = await withOffline([
      { kind: 'error', status: 429, code: 'rate_limit_exceeded', headers: { 'retry-after-ms': '1' } },
      { kind: 'error', status: 500 },
      { kind: 'text', text: 'From the host.' },
    ]);
    expect((await turn(model, 'hi')).say).toBe('From the host.');
    expect(reasons).toEqual([]);
    expect(server.received).toHaveLength(3);
  });

  it('answers after three refusals, and in the steps that follow at once', async () => {
    const { model, reasons, server } = await withOffline([{ kind: 'error', status: 500 }]);
    expect((await turn(model, 'hi')).say).toBe('From the rules.');
    expect((await turn(model, 'hi')).say).toBe('From the rules.');
    expect(server.received).toHaveLength(3);
    expect(reasons).toEqual(['status 500']);
  });

  it('answers at once when the account has no credit or the host wants a long pause', async () => {
    for (const line of [
      { kind: 'error', status: 429, code: 'insufficient_quota' },
      { kind: 'error', status: 429, code: 'rate_limit_exceeded', headers: { 'retry-after': '60' } },
    ] as const) {
      const { model, server } = await withOffline([line]);
      expect((await turn(model, 'hi')).say).toBe('From the rules.');
      expect(server.received).toHaveLength(1);
    }
  });

  it('takes over in the middle of a turn, with what the tools did until then', async () => {
    const { model } = await withOffline([FJELL, { kind: 'error', status: 500 }]);
    const { say, state } = await turn(model, 'Fjell, teal');
    expect(say).toBe('From the rules.');
    expect(state.draft.brandName).toBe('Fjell');
  });

  it('answers when the host hangs, after the deadline', async () => {
    const { model } = await hosted([{ kind: 'hang' }]);
    const reasons: string[] = [];
    const onFallback = (reason: string) => reasons.push(reason);
    const patient = withFallback(model, offline(), { patience: { totalMs: 80 }, onFallback });
    expect((await turn(patient, 'hi')).say).toBe('From the rules.');
    expect(reasons).toEqual(['no answer in time']);
  });

  it('answers when nobody is there', async () => {
    const model = createOpenAiModel({
      apiKey: API_KEY,
      modelId: 'm',
      baseUrl: `http://127.0.0.1:${await freePort()}/v1`,
    });
    expect((await turn(withFallback(model, offline(), { patience: quick }), 'hi')).say).toBe('From the rules.');
  });

  it('asks the host again after its rest', async () => {
    let now = 0;
    const { model, server } = await hosted([
      { kind: 'error', status: 401 },
      { kind: 'text', text: 'Back again.' },
    ]);
    const both = withFallback(model, offline(), { restMs: 1000, now: () => now });
    expect((await turn(both, 'hi')).say).toBe('From the rules.');
    now = 999;
    expect((await turn(both, 'hi')).say).toBe('From the rules.');
    expect(server.received).toHaveLength(1);
    now = 1000;
    expect((await turn(both, 'hi')).say).toBe('Back again.');
  });

  it('says nothing when the person cancelled', async () => {
    const stopping = new AbortController();
    const { model, server } = await hosted([{ kind: 'hang' }]);
    const never = new MockLanguageModelV4({ doGenerate: () => Promise.reject(new Error('asked after all')) });
    const running = turn(withFallback(model, never), 'hi', stopping.signal);
    await expect.poll(() => server.received.length).toBe(1);
    stopping.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(never.doGenerateCalls).toHaveLength(0);
  });
});

describe('the stand-in', () => {
  it('refuses the schema that zod alone would send, as OpenAI does', async () => {
    const schema = await asSchema(TOOL_INPUTS.change_plan).jsonSchema;
    expect(schemaFaults(schema).join()).toContain("'oneOf' is not permitted");
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await new Promise((resolve) => server.close(resolve));
  return port;
}
