/** Dying at each single call that a paid clip makes to the world, before and after it takes effect: it is paid once all the same. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReplicate } from '../../src/providers/replicate/create-replicate.ts';
import { createLedger } from '../../src/storage/ledger.ts';
import { createPaces } from '../../src/storage/pace.ts';
import { createPredictions } from '../../src/storage/predictions.ts';
import { createMortal, type Mortal } from '../fixtures/crashing.ts';
import { openStage, QUICK, type Stage } from '../providers/replicate-stage.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());

/** One that dies as `mortal` does: all that it does to the world goes through these three. */
function makersOf({ server, database }: Stage, { wrap }: Mortal) {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createReplicate({
    token: TOKEN,
    baseUrl: server.url,
    fetch: wrap({ fetch: (...words: Parameters<typeof fetch>) => globalThis.fetch(...words) }).fetch,
    ledger: wrap(createLedger(database, { perAdMicroUsd: null, perMonthMicroUsd: null })),
    predictions: wrap(createPredictions(database)),
    paces: wrap(createPaces(database)),
    fitter: { clip: () => Promise.resolve(), music: () => Promise.resolve() },
    localMusic: { id: 'none', estimate: () => 0, make: () => Promise.reject(new Error('none')) },
    log: silent,
    timing: QUICK,
  });
}

it.each([false, true])('whether the call it dies at takes effect: %s', async (effect) => {
  let alive = false;
  let at = 0;
  while (!alive) {
    at++;
    const stage = await openStage(fresh.database, { runMs: 20 });
    const mortal = createMortal({ at, effect });
    const first = stage.clip(makersOf(stage, mortal)).then(
      () => true,
      () => false,
    );
    alive = await Promise.race([first, mortal.died.then(() => false)]);
    // What was on its way to the world when it died may still arrive.
    await setTimeout(10);
    await stage.clip(makersOf(stage, createMortal(null)));
    const where = `call ${at}`;
    expect(stage.server.predictions.map(stage.server.statusOf), where).toEqual(['succeeded']);
    expect(await stage.rows(), where).toMatchObject([{ state: 'succeeded', settled: stage.server.bill() }]);
    expect(stage.server.faults, where).toEqual([]);
    await first;
    await stage.close();
  }
  expect(at).toBeGreaterThan(8);
});
