/** With PUBLIC_URL set, Replicate says itself when a call is over, and the program that waits for it hears so at its door. */
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openWeb } from '../../src/compose/web.ts';
import { openSystem } from '../../src/compose.ts';
import { createLog } from '../../src/log.ts';
import { bottleOrder, follow } from '../fixtures/system.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';
import { sendWebhook } from '../stand-ins/replicate-webhooks.ts';
import { freshFolder } from '../storage/fresh-database.ts';
import { createSketches } from './sketches.ts';
import { configOf, HOSTED_TIMING, openStage } from './stage.ts';

const PUBLIC_URL = 'https://ads.invalid';
/** Nobody looks a second time before the test is over. */
const SELDOM = { pollMs: 120_000, slowestPollMs: 120_000, runLimitMs: 300_000 };

it('an ad is made by what it is told, long before the next look; a forged word changes nothing', async () => {
  const stage = await openStage({ runMs: 1_500 });
  const environment = { ...stage.environment, PUBLIC_URL, PORT: '0', OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };
  const config = configOf(environment);
  const log = createLog('silent');
  const ports = { scale: 0.05, renderer: createSketches() };
  const system = await openSystem(config, log, { ports, timing: { ...HOSTED_TIMING, ...SELDOM } });
  const web = await openWeb(system, config, await freshFolder(), log);
  onTestFinished(async () => {
    await web.close();
    await system.close();
    await stage.close();
  });
  const id = await system.studio.order(await bottleOrder(stage.home), new AbortController().signal);
  await follow(system, id, 'AWAITING_APPROVAL');
  await system.studio.approve(id, await system.studio.offer(id));
  const { predictions, statusOf } = stage.replicate;
  await expect.poll(() => predictions.map(statusOf), { timeout: 60_000 }).toEqual(Array(4).fill('succeeded'));

  const door = `http://localhost:${web.port}/hooks/replicate`;
  const forged = await fetch(door, { method: 'POST', body: JSON.stringify({ id: predictions[0]?.id }) });
  expect(forged.status).toBe(401);
  const headers = { authorization: `Bearer ${TOKEN}` };
  for (const { id } of predictions) {
    const prediction = z
      .looseObject({})
      .parse(await (await fetch(`${stage.replicate.url}/predictions/${id}`, { headers })).json());
    expect(prediction).toMatchObject({
      webhook: `${PUBLIC_URL}/hooks/replicate`,
      webhook_events_filter: ['completed'],
    });
    // The proxy in front of the public address would bring it here.
    await sendWebhook(door, prediction);
  }
  const made = (await follow(system, id, 'COMPLETED', 'FAILED')).at(-1);
  expect(made).toMatchObject({ status: 'COMPLETED', costMicroUsd: stage.bill(), ad: { receipt: { degraded: [] } } });
  expect(stage.replicate.creates).toHaveLength(4);
  expect(stage.replicate.faults).toEqual([]);
});

it('no word is asked for at an address that Replicate does not speak to', async () => {
  const stage = await openStage();
  const system = await stage.open(
    { PUBLIC_URL: 'http://ads.invalid', OPENAI_API_KEY: '', OPENAI_BASE_URL: '' },
    { renderer: createSketches() },
  );
  onTestFinished(async () => {
    await system.close();
    await stage.close();
  });
  const id = await system.studio.order(await bottleOrder(stage.home), new AbortController().signal);
  await follow(system, id, 'AWAITING_APPROVAL');
  await system.studio.approve(id, await system.studio.offer(id));
  await follow(system, id, 'COMPLETED', 'FAILED');
  const headers = { authorization: `Bearer ${TOKEN}` };
  const first = await fetch(`${stage.replicate.url}/predictions/${stage.replicate.predictions[0]?.id}`, { headers });
  expect(await first.json()).not.toHaveProperty('webhook');
});
