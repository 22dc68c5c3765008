/** What fell back is had again, at the price that the receipt named. */
import { expect, it, onTestFinished } from 'vitest';
import { billedTotal, whyDifferent } from '../../src/ad/bill.ts';
import { fingerprint } from '../../src/ad/fingerprint.ts';
import { redonePlan, redoPrice } from '../../src/ad/redo.ts';
import { bottleOrder, follow, makeWhole } from '../fixtures/system.ts';
import { createSketches } from './sketches.ts';
import { openStage } from './stage.ts';

it('with one yes at that price, and then nothing is degraded', async () => {
  const stage = await openStage();
  const system = await stage.open({ OPENAI_API_KEY: '', OPENAI_BASE_URL: '' }, { renderer: createSketches() });
  onTestFinished(async () => {
    await system.close();
    await stage.close();
  });
  stage.behave({ clips: 'fail', music: 'fail' });
  const made = await makeWhole(system, await bottleOrder(stage.home));
  const receipt = made.ad.receipt;
  if (!receipt?.bill || !made.plan) throw new Error('There is no bill.');
  const version = { scenes: made.plan.scenes.map(({ id }) => id), degraded: receipt.degraded };
  expect(whyDifferent(receipt.bill, version)).toMatch(
    /less than estimated, because the backgrounds of scenes 1, 2.* fell back/,
  );
  expect(billedTotal(receipt.bill)).toBe(made.costMicroUsd);

  stage.behave({});
  const target = { what: 'everything' } as const;
  const plan = redonePlan(made.plan, receipt.degraded, target);
  if (!plan) throw new Error('There is nothing to redo.');
  const maxMicroUsd = redoPrice(receipt.degraded, target);
  await system.studio.change(made.id, plan, 1, { planHash: fingerprint(plan), maxMicroUsd });
  const again = (await follow(system, made.id, 'COMPLETED', 'FAILED')).at(-1);
  expect(again).toMatchObject({
    version: 2,
    status: 'COMPLETED',
    ad: { receipt: { quality: 'finished', degraded: [] } },
  });
  expect(again?.ad.receipt?.costMicroUsd).toBe(stage.bill());
  expect(again && billedTotal(again.ad.receipt?.bill ?? { charges: [] })).toBe(stage.bill() - made.costMicroUsd);
});
