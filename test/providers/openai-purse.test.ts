import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Log } from '../../src/pipeline/ports.ts';
import { PLAN_TOKENS } from '../../src/providers/openai/planner.ts';
import { createPurse } from '../../src/providers/openai/purse.ts';
import { wordsPrice } from '../../src/providers/prices.ts';
import { type Caps, createLedger } from '../../src/storage/ledger.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { GOOD } from './openai-planner/answers.ts';
import { offlinePlan, says, start } from './openai-planner/start.ts';

/** $0.15 and $0.60 for a million. */
const MOST = { input: 1_000_000, cached: 0, output: 1_000_000 };
const MOST_COSTS = 750_000;
const PAYER = { payer: { projectId: 'p1' }, userId: 'u1' };
const FREE: Caps = { perAdMicroUsd: null, perMonthMicroUsd: null };

let fresh: Fresh;
let alerts: Record<string, unknown>[] = [];
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());
beforeEach(async () => {
  alerts = [];
  await fresh.database.script('truncate projects, ledger cascade');
  await createProjects(fresh.database).create(sampleProject({ id: 'p1' }));
});

function purse(caps: Caps, modelId = 'gpt-4o-mini') {
  const log: Log = { info: () => {}, warn: (fields) => void alerts.push({ ...fields }), error: () => {} };
  return createPurse({ ledger: createLedger(fresh.database, caps), modelId, log });
}

const rows = () =>
  fresh.database.query('select fingerprint, reserved::int, settled::int from ledger order by created_at, fingerprint');

it('holds the most it can cost while it is open, and pays what was used when it is closed', async () => {
  const money = await purse(FREE).open('plan:p1', PAYER, MOST);
  if (money.kind === 'over') throw new Error('There is no cap.');
  expect(await rows()).toEqual([{ fingerprint: 'plan:p1#1', reserved: MOST_COSTS, settled: null }]);
  for (const outputTokens of [100, 200])
    money.add({ modelId: 'gpt-4o-mini', inputTokens: 1000, cachedTokens: 400, outputTokens });
  await money.close();
  // 1,200 new tokens, 800 cached and 300 said.
  expect(await rows()).toEqual([{ fingerprint: 'plan:p1#1', reserved: MOST_COSTS, settled: 180 + 60 + 180 }]);
});

it('pays nothing when nothing was said', async () => {
  const money = await purse(FREE).open('plan:p1', PAYER, MOST);
  if (money.kind === 'over') throw new Error('There is no cap.');
  await money.close();
  expect(await rows()).toMatchObject([{ settled: 0 }]);
});

it('leaves what a killed program held as it is, and counts the next try as another one', async () => {
  const caps = { perAdMicroUsd: 2 * MOST_COSTS, perMonthMicroUsd: null };
  await purse(caps).open('plan:p1', PAYER, MOST);
  await purse(caps).open('plan:p1', PAYER, MOST);
  expect((await rows()).map(({ fingerprint }) => fingerprint)).toEqual(['plan:p1#1', 'plan:p1#2']);
  expect(await purse(caps).open('plan:p1', PAYER, MOST)).toMatchObject({ kind: 'over', cap: 'ad' });
});

it('gives each of many that ask at once a number of their own, under the cap', async () => {
  const caps = { perAdMicroUsd: null, perMonthMicroUsd: 5 * MOST_COSTS };
  const opened = await Promise.all(Array.from({ length: 8 }, () => purse(caps).open('talk:m1', PAYER, MOST)));
  expect(opened.filter(({ kind }) => kind === 'open')).toHaveLength(5);
  expect(new Set((await rows()).map(({ fingerprint }) => fingerprint)).size).toBe(5);
  expect(alerts).toHaveLength(3);
});

it('tells of a cap that is reached, with what is held and nothing else', async () => {
  const caps = { perAdMicroUsd: MOST_COSTS - 1, perMonthMicroUsd: null };
  await purse(caps).open('plan:p1', PAYER, MOST);
  expect(alerts).toEqual([
    { alert: 'budget', what: 'plan:p1', cap: 'ad', capMicroUsd: MOST_COSTS - 1, heldMicroUsd: 0 },
  ]);
  expect(await rows()).toEqual([]);
});

it('writes nothing for a model whose price is not known', async () => {
  const money = await purse({ perAdMicroUsd: 0, perMonthMicroUsd: 0 }, 'llama-at-home').open('plan:p1', PAYER, MOST);
  if (money.kind === 'over') throw new Error('There is no price.');
  money.add({ modelId: 'llama-at-home', inputTokens: 10, cachedTokens: 0, outputTokens: 10 });
  await money.close();
  expect(await rows()).toEqual([]);
});

it('a plan is paid by its ad; beyond a cap no model is asked, and the receipt is told why and what it would cost', async () => {
  const good = await start([says(GOOD)], { purse: purse(FREE) });
  expect((await good.plan()).degraded).toEqual([]);
  const [row] = await fresh.database.query('select project_id, settled::int from ledger');
  expect(row).toEqual({ project_id: 'p1', settled: good.server.bill() });

  const poor = await start([says(GOOD)], { purse: purse({ perAdMicroUsd: 10_000, perMonthMicroUsd: null }) });
  const { plan, degraded } = await poor.plan();
  expect(plan).toEqual(await offlinePlan());
  expect(degraded).toEqual([
    {
      step: 'plan',
      sceneId: null,
      say: expect.stringMatching(/without the language model.*budget of \$0\.01 for this ad has no room/),
      redoMicroUsd: wordsPrice('gpt-4o-mini', PLAN_TOKENS),
    },
  ]);
  expect(poor.server.received).toEqual([]);
  expect(alerts).toMatchObject([{ alert: 'budget', what: 'plan:p1' }]);
});
