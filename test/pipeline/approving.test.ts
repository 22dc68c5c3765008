import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fingerprint } from '../../src/ad/fingerprint.ts';
import { freePlan } from '../../src/ad/free-plan.ts';
import type { Plan } from '../../src/ad/plan.ts';
import { redonePlan } from '../../src/ad/redo.ts';
import { graphOf } from '../../src/pipeline/graph.ts';
import { productKey } from '../../src/pipeline/keys.ts';
import type { ClipMaker, Log, MusicMaker, Work } from '../../src/pipeline/ports.ts';
import { writeReceipt } from '../../src/pipeline/receipt.ts';
import { createStudio } from '../../src/pipeline/studio.ts';
import { type Caps, createLedger } from '../../src/storage/ledger.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createRecords } from '../../src/storage/records.ts';
import { createRetention } from '../../src/storage/retention.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

const MUSIC = 85_400;
const PER_FRAME = 1_000;
const CUTOUT = { kind: 'cut', reason: null, width: 10, height: 20, colors: ['#0f766e'], lightness: 0.5 } as const;
const FREE: Caps = { perAdMicroUsd: null, perMonthMicroUsd: null };
const PLAN = samplePlan();

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());

const never = async () => {
  throw new Error('Nothing is made here.');
};
const clips: ClipMaker = { id: 'clips', estimate: ({ frames }) => frames * PER_FRAME, clip: never };
const bed: MusicMaker = { id: 'bed', estimate: () => 0, make: never };
const music: MusicMaker = { id: 'music', estimate: () => MUSIC, make: never, fallback: bed };

/** The real studio over a real database; the queue only writes down what it is told to begin. */
function desk(caps: Caps, planner: Parameters<typeof createStudio>[0]['planner'] = { id: 'none', plan: never }) {
  const { database } = fresh;
  const produced: Work[] = [];
  const alerts: unknown[] = [];
  const log: Log = { info: () => undefined, warn: (fields) => alerts.push(fields.alert), error: () => undefined };
  const projects = createProjects(database);
  const records = createRecords(database);
  const ledger = createLedger(database, caps);
  const renderer = { id: 'r', backdrop: never, shot: never, film: never, storyboard: never };
  const artifacts = {
    has: async () => true,
    putFile: never,
    putBytes: never,
    open: never,
    removeProject: never,
    workspace: never,
  };
  const cutter = { id: 'c', check: never, cut: never };
  const ports = {
    artifacts,
    records,
    projects,
    cutter,
    planner,
    clips,
    music,
    renderer,
    ledger,
    retention: createRetention(database),
    log,
    clock: () => 0,
    scale: 1,
  };
  const queue = {
    storyboard: async () => undefined,
    produce: async (work: Work) => void produced.push(work),
    sweep: async () => undefined,
    cancel: async () => undefined,
  };
  return { studio: createStudio(ports, queue), projects, records, ledger, produced, alerts, ports };
}

beforeEach(async () => {
  await fresh.database.script('truncate projects, ledger cascade');
  const { projects } = desk(FREE);
  await projects.create(sampleProject());
  await projects.addVersion('p1', PLAN, { degraded: [] });
  await projects.report({ projectId: 'p1', version: 1 }, 'AWAITING_APPROVAL', 20, null);
});

const LEAD = graphOf({
  ...{ projectId: 'p1', version: 1, plan: PLAN, productKey: '', scale: 1 },
  makers: { renderer: 'r', clips: 'clips', music: 'music' },
}).scenes.map(({ backgroundFrames }) => backgroundFrames * PER_FRAME);
const PRICE = LEAD.reduce((sum, each) => sum + each, MUSIC);

/** Somebody else's or an earlier call that is paid already. */
async function spend(microUsd: number): Promise<void> {
  const { ledger } = desk(FREE);
  const key = 'projects/p1/scenes/scene_9_bg.aa.mp4';
  const call = { provider: 'x', model: 'a/b', input: {}, owner: 'me', microUsd };
  await ledger.reserve({ ...call, fingerprint: `${key}#1`, artefact: { projectId: 'p1', key } });
  await ledger.settle(`${key}#1`, { state: 'succeeded', microUsd });
}

test('what is bought for a scene plays under the transition into it, too, and is priced with that', async () => {
  const offer = await desk(FREE).studio.offer('p1');
  expect(offer.maxMicroUsd).toBe(PRICE);
  expect(offer.estimate.backgrounds.map(({ microUsd }) => microUsd)).toEqual(LEAD);
  expect(PRICE).toBeGreaterThan(PLAN.totalFrames * PER_FRAME + MUSIC);
  expect(offer.left).toBeNull();
});

test('whatever the price, the yes and the budgets: nothing begins above the yes, or above what the budgets leave', async () => {
  const cap = fc.option(fc.integer({ min: 0, max: 2 * PRICE }), { nil: null });
  const yes = fc.oneof(fc.constantFrom(PRICE, PRICE - 1), fc.integer({ min: 0, max: 2 * PRICE }));
  const spent = fc.integer({ min: 0, max: PRICE });
  await fc.assert(
    fc.asyncProperty(cap, cap, yes, spent, async (perAd, perMonth, maxMicroUsd, spentMicroUsd) => {
      await fresh.database.script('truncate ledger, predictions; update plan_versions set approved = false');
      await spend(spentMicroUsd);
      const { studio, produced, alerts } = desk({ perAdMicroUsd: perAd, perMonthMicroUsd: perMonth });
      const room = Math.min(perAd ?? Infinity, perMonth ?? Infinity) - spentMicroUsd;
      const mayBegin = PRICE <= maxMicroUsd && PRICE <= room;
      const answer = studio.approve('p1', { planHash: fingerprint(PLAN), maxMicroUsd });
      if (mayBegin) await answer;
      else await expect(answer).rejects.toMatchObject({ code: 'conflict' });
      expect(produced).toHaveLength(mayBegin ? 1 : 0);
      expect((await studio.find('p1'))?.approved).toBe(mayBegin);
      expect(alerts).toEqual(PRICE <= maxMicroUsd && PRICE > room ? ['budget'] : []);
    }),
    { numRuns: 40 },
  );
});

test('a yes that is repeated goes on, although what it began holds all the money there was', async () => {
  const { studio, produced } = desk({ perAdMicroUsd: PRICE, perMonthMicroUsd: null });
  const offer = await studio.offer('p1');
  await studio.approve('p1', offer);
  await spend(PRICE);
  await studio.approve('p1', offer);
  expect(produced).toHaveLength(2);
});

describe('a budget without room', () => {
  test('is one question: the price, what is left of which budget until when, and what can be done', async () => {
    const { studio } = desk({ perAdMicroUsd: 100_000, perMonthMicroUsd: null });
    await expect(studio.approve('p1', await studio.offer('p1'))).rejects.toThrow(
      /^Nothing was started\. This would cost about \$0\.\d\d, and \$0\.10 is left of the budget of this ad\. What shall I do\? I can make it for free.*shorter scenes.*BUDGET_USD_PER_AD\.$/,
    );
    const month = desk({ perAdMicroUsd: null, perMonthMicroUsd: 100_000 }).studio;
    await expect(month.approve('p1', await month.offer('p1'))).rejects.toThrow(
      /this month’s budget, which begins anew on 1 \p{Lu}\p{L}+ \(UTC\)\..*BUDGET_USD_PER_MONTH\.$/u,
    );
    expect((await studio.find('p1'))?.status).toBe('AWAITING_APPROVAL');
  });

  test('leaves the free way open: made at once, at no cost', async () => {
    const { studio, produced } = desk({ perAdMicroUsd: 0, perMonthMicroUsd: null });
    const free = freePlan(PLAN, (await studio.offer('p1')).estimate);
    await studio.change('p1', free, 1, { planHash: fingerprint(free), maxMicroUsd: 0 });
    expect(produced).toEqual([{ projectId: 'p1', version: 2 }]);
    expect(await studio.offer('p1')).toMatchObject({ maxMicroUsd: 0, estimate: { backgrounds: [], musicMicroUsd: 0 } });
  });
});

describe('a changed plan with a yes', () => {
  const redone = redonePlan(PLAN, [], { what: 'scene', sceneId: 's2' }) ?? PLAN;
  /** All of version 1 is there, so that only the changed scene has a price. */
  async function madeBefore({ records, projects }: ReturnType<typeof desk>, plan: Plan) {
    const makers = { renderer: 'r', clips: 'clips', music: 'music' };
    const graph = graphOf({ projectId: 'p1', version: 1, plan, productKey: '', makers, scale: 1 });
    const facts = { version: 1, generated: true };
    for (const key of [...graph.scenes.map((node) => node.backgroundKey), graph.music?.key ?? '']) {
      await records.add('p1', { key, tookMs: 1, degraded: [], facts });
    }
    await projects.approve('p1', 1, { backgrounds: [], musicMicroUsd: 0 });
  }

  test('is made at once at that price, again after a crash, and never above it', async () => {
    const all = desk({ perAdMicroUsd: LEAD[1] ?? 0, perMonthMicroUsd: null });
    await madeBefore(all, PLAN);
    const { studio, produced } = all;
    const yes = { planHash: fingerprint(redone), maxMicroUsd: LEAD[1] ?? 0 };
    const low = studio.change('p1', redone, 1, { ...yes, maxMicroUsd: yes.maxMicroUsd - 1 });
    await expect(low).rejects.toThrow('The price has moved');
    const other = studio.change('p1', redone, 1, { ...yes, planHash: 'another' });
    await expect(other).rejects.toMatchObject({ code: 'conflict' });
    expect(await studio.find('p1')).toMatchObject({ version: 1 });
    expect(produced).toEqual([]);

    expect(await studio.change('p1', redone, 1, yes)).toBe(2);
    await spend(yes.maxMicroUsd);
    expect(await studio.change('p1', redone, 1, yes)).toBe(2);
    expect(produced.every(({ version }) => version === 2)).toBe(true);
    expect(await studio.find('p1')).toMatchObject({ version: 2, approved: true });
  });

  test('without one, what costs anything awaits approval', async () => {
    const all = desk(FREE);
    await madeBefore(all, PLAN);
    await all.studio.change('p1', redone, 1);
    expect(await all.studio.find('p1')).toMatchObject({ version: 2, approved: false });
    expect(all.produced).toEqual([]);
  });
});

test('the bill holds what was charged since the yes, by what it was for, and the receipt the cost as it is now', async () => {
  const { studio, projects, ledger, ports } = desk(FREE);
  await spend(7_000);
  await studio.approve('p1', await studio.offer('p1'));
  const pay = async (key: string, state: 'succeeded' | 'failed', microUsd: number) => {
    const call = { provider: 'x', model: 'a/b', input: {}, owner: 'me', microUsd };
    await ledger.reserve({ ...call, fingerprint: `${key}#1`, artefact: { projectId: 'p1', key } });
    await ledger.settle(`${key}#1`, { state, microUsd });
  };
  const stale = await projects.find('p1');
  if (!stale) throw new Error('no project');
  await pay('projects/p1/scenes/scene_2_bg.aa.mp4', 'failed', 30_000);
  await pay('projects/p1/audio/background_music.aa.m4a', 'succeeded', 90_000);
  await ledger.reserveWords({
    fingerprint: 'talk#1',
    payer: { projectId: 'p1' },
    userId: 'ada',
    model: 'm',
    microUsd: 500,
  });
  await ledger.settle('talk#1', { state: 'succeeded', microUsd: 400 });
  const makers = { renderer: 'r', clips: 'clips', music: 'music' };
  const graph = graphOf({ projectId: 'p1', version: 1, plan: PLAN, productKey: 'k', makers, scale: 1 });
  const ad = {
    project: stale,
    plan: PLAN,
    planDegraded: [],
    product: { key: 'k', cutout: { ...CUTOUT, colors: [...CUTOUT.colors] }, degraded: [] },
    graph,
  };
  const receipt = await writeReceipt(ad, ports, { projectId: 'p1', version: 1, signal: new AbortController().signal });
  expect(receipt.costMicroUsd).toBe(127_400);
  expect(receipt.bill?.estimated.musicMicroUsd).toBe(MUSIC);
  expect(receipt.bill?.charges).toEqual([
    { part: 'music', sceneId: null, ended: 'succeeded', microUsd: 90_000 },
    { part: 'background', sceneId: 's2', ended: 'failed', microUsd: 30_000 },
    { part: 'words', sceneId: null, ended: 'succeeded', microUsd: 400 },
  ]);
});

describe('planning anew', () => {
  const other = samplePlan({ brandName: 'Planned anew' });
  const fallback = { step: 'plan', sceneId: null, say: 'The model did not answer.', redoMicroUsd: 500 } as const;
  const never = new AbortController().signal;

  async function start(degraded: readonly (typeof fallback)[]) {
    const all = desk(FREE, { id: 'planner', plan: async () => ({ plan: other, degraded }) });
    const key = productKey('p1', fingerprint({ photo: 'upload.0011', cutter: 'c' }));
    await all.records.add('p1', {
      key,
      tookMs: 1,
      degraded: [],
      facts: { version: 0, generated: false, cutout: { ...CUTOUT, colors: [...CUTOUT.colors] } },
    });
    return all;
  }

  test('is a new storyboard that awaits its own yes, and done again it is the same one', async () => {
    const { studio, produced } = await start([]);
    await studio.replan('p1', 1, never);
    await studio.replan('p1', 1, never);
    expect(await studio.find('p1')).toMatchObject({ version: 2, approved: false, plan: { brandName: 'Planned anew' } });
    expect(produced).toEqual([]);
  });

  test('changes nothing where it falls back again, and says so', async () => {
    const { studio } = await start([fallback]);
    await expect(studio.replan('p1', 1, never)).rejects.toThrow(/^The model did not answer\. So the ad stays as it is/);
    expect(await studio.find('p1')).toMatchObject({ version: 1 });
  });
});
