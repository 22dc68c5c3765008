/** APPROVAL=auto: nobody is asked, as long as the budgets have room. */
import { expect, it, onTestFinished } from 'vitest';
import { bottleOrder, follow } from '../fixtures/system.ts';
import { createSketches } from './sketches.ts';
import { openStage } from './stage.ts';

async function orderWith(environment: Readonly<Record<string, string>>) {
  const stage = await openStage();
  onTestFinished(stage.close);
  const system = await stage.open({ APPROVAL: 'auto', ...environment }, { renderer: createSketches() });
  onTestFinished(system.close);
  const id = await system.studio.order(await bottleOrder(stage.home), new AbortController().signal);
  return { stage, system, id };
}

it('makes an ad as soon as its storyboard is drawn', async () => {
  const { stage, system, id } = await orderWith({});
  const seen = await follow(system, id, 'COMPLETED', 'FAILED');
  expect(seen.at(-1)).toMatchObject({ status: 'COMPLETED', approved: true });
  expect(seen.at(-1)?.costMicroUsd).toBe(stage.bill());
});

it('asks after all where a budget has no room, and buys nothing', async () => {
  const { stage, system, id } = await orderWith({ BUDGET_USD_PER_AD: '0.05' });
  await follow(system, id, 'AWAITING_APPROVAL', 'COMPLETED');
  await system.drain();
  expect(await system.studio.find(id)).toMatchObject({ status: 'AWAITING_APPROVAL', approved: false });
  expect(stage.replicate.predictions).toEqual([]);
});
