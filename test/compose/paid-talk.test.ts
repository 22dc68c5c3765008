/** Talk that is paid for, through the whole system: what it costs is written down, and without money the rules answer. */
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EMPTY_DRAFT } from '../../src/agent/thread-state.ts';
import type { Agent } from '../../src/agent/turn.ts';
import { startTalk } from '../../src/cli/talk.ts';
import { payingAgent } from '../../src/compose/paid-talk.ts';
import { openSystem } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Log } from '../../src/pipeline/ports.ts';
import type { Purse } from '../../src/providers/openai/purse.ts';
import type { Tokens } from '../../src/providers/prices.ts';
import { sqlOf } from '../fixtures/sql.ts';
import { SMALL, smallHome } from '../fixtures/system.ts';
import { API_KEY, type OpenAiServer, type Script, startOpenAiServer } from '../stand-ins/openai-server.ts';

const QUESTION: Script = {
  kind: 'text',
  text: 'Lovely. What is the brand called?',
  tokens: { input: 4000, cached: 3000, output: 200 },
};
/** 1,000 tokens new, 3,000 cached and 200 said, at gpt-4o-mini's prices. */
const QUESTION_COSTS = 150 + 225 + 120;
const NO_MONEY = /budget for this (ad|month) is used up, so I answer by simple rules/;

type Said = { readonly answer: string; readonly warnings: readonly Record<string, unknown>[]; readonly rows: unknown };

let home = '';
let server: OpenAiServer;
beforeEach(async () => {
  home = await smallHome();
  server = await startOpenAiServer([QUESTION]);
});
afterEach(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
  await rm(home, { recursive: true, force: true });
});

/** What is answered to two messages, what was warned of, and what the ledger holds then. */
async function talk(change: Readonly<Record<string, string>> = {}): Promise<Said> {
  const { FFMPEG_PATH, FFPROBE_PATH } = process.env;
  const environment = { ADGEN_HOME: home, OPENAI_API_KEY: API_KEY, OPENAI_BASE_URL: server.url, ...change };
  const warnings: Record<string, unknown>[] = [];
  const log: Log = { info: () => {}, warn: (fields) => void warnings.push({ ...fields }), error: () => {} };
  const system = await openSystem(readConfig({ FFMPEG_PATH, FFPROBE_PATH, ...environment }, home), log, {
    ports: { scale: SMALL },
  });
  const heard: string[] = [];
  const screen = { say: (words: string) => heard.push(words), progress: () => {}, endProgress: () => {} };
  const person = startTalk(system, 'ada', screen);
  try {
    for (const words of ['Hello, can you make an ad?', 'It is for our lemonade.']) {
      await person.say(words);
      await person.settled(new AbortController().signal);
    }
    const rows = await sqlOf(system).query(
      `select split_part(project_id, ':', 1) as payer, settled::int as settled from ledger order by created_at`,
    );
    return { answer: heard.join('\n'), warnings, rows };
  } finally {
    await person.close();
    await system.close();
  }
}

it('is held by the thread until there is an ad, at what the host says it used, cached words at their own price', async () => {
  const { answer, rows, warnings } = await talk();
  expect(answer).toContain('What is the brand called?');
  expect(rows).toEqual([
    { payer: 'thread', settled: QUESTION_COSTS },
    { payer: 'thread', settled: QUESTION_COSTS },
  ]);
  expect(server.bill()).toBe(2 * QUESTION_COSTS);
  expect(warnings).toEqual([]);
});

it.each(['BUDGET_USD_PER_AD', 'BUDGET_USD_PER_MONTH'])(
  'asks no model where %s allows nothing: the rules answer and say why, and the log has an alert',
  async (variable) => {
    const { answer, rows, warnings } = await talk({ [variable]: '0' });
    expect(answer).toMatch(NO_MONEY);
    expect(server.received).toEqual([]);
    expect(rows).toEqual([]);
    expect(warnings).toHaveLength(2);
    const cap = variable === 'BUDGET_USD_PER_AD' ? 'ad' : 'month';
    for (const fields of warnings)
      expect(fields).toMatchObject({ alert: 'budget', cap, capMicroUsd: 0, heldMicroUsd: 0 });
  },
);

it('counts what was said before: a budget that is used up half-way ends the talk of the model, not the talk', async () => {
  // Room for the most that a first answer can cost, but not for that and what it did cost.
  const { answer, rows } = await talk({ BUDGET_USD_PER_MONTH: '0.0355' });
  expect(answer).toContain('What is the brand called?');
  expect(answer).toMatch(NO_MONEY);
  expect(server.received).toHaveLength(1);
  expect(rows).toEqual([{ payer: 'thread', settled: QUESTION_COSTS }]);
});

it('charges nothing for a model whose price nobody knows, and says so once', async () => {
  const { rows, warnings, answer } = await talk({ OPENAI_MODEL: 'llama-at-home', BUDGET_USD_PER_AD: '0' });
  expect(answer).toContain('What is the brand called?');
  expect(rows).toEqual([]);
  expect(warnings).toEqual([{ model: 'llama-at-home' }]);
});

it('sets aside enough for a full history and the longest message in a script with a token for each character', async () => {
  const set: Tokens[] = [];
  const turn: Agent['turn'] = async (state) => ({ state, say: '', intents: [] });
  const open: Purse['open'] = async (_what, _payer, most) => {
    set.push(most);
    return { kind: 'open', add: () => {}, close: async () => {} };
  };
  const agent = payingAgent({ hosted: { turn }, rules: { turn }, purse: { open } });
  const state = { ownerId: 'u1', draft: EMPTY_DRAFT, projectId: null, offered: [], waiting: [] };
  const who = { userId: 'u1', workspace: 'w1', mayApprove: true };
  const message = { key: 'm1', threadId: 't1', ...who, pictures: [], fileProblems: [] };
  const { signal } = new AbortController();
  await agent.turn({ ...state, history: [] }, { ...message, text: '' }, signal);
  await agent.turn({ ...state, history: ['字'.repeat(32_000)] }, { ...message, text: '字'.repeat(40_000) }, signal);
  const [short, long] = set;
  expect((long?.input ?? 0) - (short?.input ?? 0)).toBeGreaterThanOrEqual(8 * (32_000 + 10_000));
  expect(short?.input).toBeLessThan(200_000);
});
