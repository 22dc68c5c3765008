/** Money over a whole system: nothing beyond a cap, nothing twice, and the ledger is the bill. */
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { System } from '../../src/compose.ts';
import type { Order } from '../../src/pipeline/studio.ts';
import { sqlOf } from '../fixtures/sql.ts';
import { bottleOrder, follow, makeWhole } from '../fixtures/system.ts';
import { createSketches } from './sketches.ts';
import { openStage } from './stage.ts';

/** What a scene of two seconds and a little costs. */
const CLIP = 100_000;
const BRANDS = ['Ada', 'Bo', 'Cy', 'Dee', 'Eli', 'Fay', 'Gil', 'Hal'];

/** Resolves to its id once it awaits approval. */
async function orderOf(order: Order, system: System): Promise<string> {
  const id = await system.studio.order(order, new AbortController().signal);
  await follow(system, id, 'AWAITING_APPROVAL');
  return id;
}

it('eight ads at once keep to the month’s cap at every moment, and the ledger is what was billed', async () => {
  const stage = await openStage({ runMs: 150 });
  const capMicroUsd = 10 * CLIP;
  const system = await stage.open({ BUDGET_USD_PER_MONTH: String(capMicroUsd / 1e6) }, { renderer: createSketches() });
  onTestFinished(async () => {
    await system.close();
    await stage.close();
  });
  const held: number[] = [];
  const watching = new AbortController();
  const watched = (async () => {
    while (!watching.signal.aborted) {
      const [row] = await sqlOf(system).query(
        'select coalesce(sum(coalesce(settled, reserved)), 0) as held from ledger',
      );
      held.push(Number(row?.held));
      await setTimeout(20);
    }
  })();
  const ids = await Promise.all(
    BRANDS.map(async (brandName) => orderOf(await bottleOrder(stage.home, { brandName }), system)),
  );
  const answers = await Promise.allSettled(
    ids.map(async (id) => system.studio.approve(id, await system.studio.offer(id))),
  );
  const started = ids.filter((_, index) => answers[index]?.status === 'fulfilled');
  const made = await Promise.all(started.map(async (id) => (await follow(system, id, 'COMPLETED', 'FAILED')).at(-1)));
  watching.abort();
  await watched;

  // Who asked while the others' calls were already under way is told which limit it is; who asked before comes out with less.
  expect(started.length).toBeGreaterThanOrEqual(2);
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []));
  const lacking = made.flatMap((project) => project?.ad.receipt?.degraded ?? []);
  expect(refused.length + lacking.length).toBeGreaterThan(0);
  for (const words of [...refused, ...lacking.map(({ say }) => say)]) expect(words).toContain('BUDGET_USD_PER_MONTH');
  expect(made.map((project) => project?.status)).toEqual(started.map(() => 'COMPLETED'));
  expect(Math.max(...held)).toBeLessThanOrEqual(capMicroUsd);
  expect(Math.max(...held)).toBeGreaterThan(capMicroUsd / 2);
  const [row] = await sqlOf(system).query(
    'select sum(settled) as settled, count(*) filter (where settled is null) as open from ledger',
  );
  expect(row).toMatchObject({ open: 0 });
  expect(Number(row?.settled)).toBe(stage.bill());
  const projects = await Promise.all(ids.map((id) => system.studio.find(id)));
  expect(projects.reduce((sum, project) => sum + (project?.costMicroUsd ?? 0), 0)).toBe(stage.bill());
  expect([...stage.replicate.faults, ...stage.openai.faults]).toEqual([]);
});

it('four scenes and the music are made side by side: they take about as long as one', async () => {
  const runMs = 3000;
  const stage = await openStage({ runMs });
  const system = await stage.open({}, { renderer: createSketches() });
  onTestFinished(async () => {
    await system.close();
    await stage.close();
  });
  const made = await makeWhole(system, await bottleOrder(stage.home, { durationSeconds: 12 }));
  const { predictions } = stage.replicate;
  expect(made.plan?.scenes).toHaveLength(4);
  expect(predictions).toHaveLength(5);
  // All of them were in work at once, by the provider's own clock.
  const lastStart = Math.max(...predictions.map(({ startedMs }) => startedMs));
  expect(predictions.filter(({ endsMs }) => endsMs > lastStart)).toHaveLength(5);
  const wholeMs =
    Math.max(...predictions.map(({ endsMs }) => endsMs)) - Math.min(...predictions.map(({ createdMs }) => createdMs));
  expect(wholeMs / runMs).toBeLessThan(2);
});

/** Words cost too, and here it is about clips and music. */
const WITHOUT_WORDS = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };

it('an ad is priced before, made, billed as priced; changing one scene pays for that one', async () => {
  const stage = await openStage({ runMs: 300 });
  const system = await stage.open(WITHOUT_WORDS, { renderer: createSketches() });
  onTestFinished(async () => {
    await system.close();
    await stage.close();
  });
  const made = await makeWhole(system, await bottleOrder(stage.home));
  const { plan, costMicroUsd } = made;
  if (!plan) throw new Error('There is no plan.');
  expect(made.ad.receipt).toMatchObject({ quality: 'finished', degraded: [], generated: true, costMicroUsd });
  expect(made.ad.receipt?.disclosure).toContain('generated by AI');
  expect(stage.replicate.predictions).toHaveLength(plan.scenes.length + 1);
  expect(costMicroUsd).toBe(plan.scenes.length * CLIP + Math.ceil(0.3 * 1400));
  expect(stage.bill()).toBe(costMicroUsd);

  const scenes = plan.scenes.map((scene, index) =>
    index === 1 ? { ...scene, background: { ...scene.background, prompt: 'dewy leaves in the morning' } } : scene,
  );
  await system.studio.change(made.id, { ...plan, scenes }, made.version);
  await follow(system, made.id, 'AWAITING_APPROVAL', 'FAILED');
  const offer = await system.studio.offer(made.id);
  expect(offer.maxMicroUsd).toBe(CLIP);
  await system.studio.approve(made.id, offer);
  const again = (await follow(system, made.id, 'COMPLETED', 'FAILED')).at(-1);
  expect(again?.costMicroUsd).toBe(costMicroUsd + CLIP);
  expect(stage.bill()).toBe(costMicroUsd + CLIP);
  expect(stage.replicate.predictions).toHaveLength(plan.scenes.length + 2);
});
