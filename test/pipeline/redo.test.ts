import { rm } from 'node:fs/promises';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { billedTotal, whyDifferent } from '../../src/ad/bill.ts';
import { fingerprint } from '../../src/ad/fingerprint.ts';
import { redonePlan, redoPrice } from '../../src/ad/redo.ts';
import { bottleOrder, follow, makeWhole, smallHome } from '../fixtures/system.ts';
import { type ReplicateOptions, type ReplicateServer, startReplicateServer } from '../stand-ins/replicate-server.ts';
import { sampleMedia } from '../stand-ins/sample-media.ts';
import { openPaid, type PaidSystem } from './paid-system.ts';

let files: ReplicateOptions['files'];
let home = '';
let server: ReplicateServer;
let system: PaidSystem;
beforeAll(async () => {
  files = await sampleMedia(3);
});
afterEach(async () => {
  await system.close();
  await server.close();
  await rm(home, { recursive: true, force: true });
});

it('what fell back is had again with one yes at the price the receipt named, and then nothing is degraded', async () => {
  home = await smallHome();
  let isDown = true;
  server = await startReplicateServer({ files, runMs: 200, receive: () => (isDown ? 'fail' : 'succeed') });
  system = await openPaid(home, server.url);
  const made = await makeWhole(system, await bottleOrder(home));
  const receipt = made.ad.receipt;
  if (!receipt?.bill || !made.plan) throw new Error('no bill');
  const version = { scenes: made.plan.scenes.map(({ id }) => id), degraded: receipt.degraded };
  expect(whyDifferent(receipt.bill, version)).toMatch(
    /less than estimated, because the backgrounds of scenes 1, 2.* fell back/,
  );
  expect(billedTotal(receipt.bill)).toBe(made.costMicroUsd);

  isDown = false;
  const target = { what: 'everything' } as const;
  const plan = redonePlan(made.plan, receipt.degraded, target);
  if (!plan) throw new Error('nothing to redo');
  const maxMicroUsd = redoPrice(receipt.degraded, target);
  await system.studio.change(made.id, plan, 1, { planHash: fingerprint(plan), maxMicroUsd });
  const again = (await follow(system, made.id, 'COMPLETED', 'FAILED')).at(-1);
  expect(again).toMatchObject({
    version: 2,
    status: 'COMPLETED',
    ad: { receipt: { quality: 'finished', degraded: [] } },
  });
  expect(again?.ad.receipt?.costMicroUsd).toBe(server.bill());
  expect(again && billedTotal(again.ad.receipt?.bill ?? { charges: [] })).toBe(server.bill() - made.costMicroUsd);
});
