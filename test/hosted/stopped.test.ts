/** A stop reaches the provider within two seconds, whoever hears it. */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { System } from '../../src/compose.ts';
import { sqlOf } from '../fixtures/sql.ts';
import { bottleOrder, follow } from '../fixtures/system.ts';
import { runProgram } from './program.ts';
import { createSketches } from './sketches.ts';
import { openStage, type Stage } from './stage.ts';

const PROGRAM = join(import.meta.dirname, 'ad-process.ts');
const CLIPS_AND_MUSIC = 4;
const LONG = { runMs: 600_000 };

/** How many predictions are in work. */
const runningIn = ({ replicate }: Stage) =>
  replicate.predictions.filter((kept) => ['starting', 'processing'].includes(replicate.statusOf(kept))).length;

/** Milliseconds from the stop until the provider had cancelled all, by its own record. */
async function stopAndMeasure(system: System, id: string, stage: Stage): Promise<number> {
  const stoppedMs = Date.now();
  expect(await system.studio.cancel(id)).toBe(true);
  await expect.poll(() => runningIn(stage), { timeout: 30_000, interval: 20 }).toBe(0);
  await follow(system, id, 'CANCELLED');
  await expect.poll(async () => (await system.studio.find(id))?.costMicroUsd, { interval: 20 }).toBe(stage.bill());
  return Math.max(...stage.replicate.predictions.map(({ cancelledMs }) => cancelledMs ?? 0)) - stoppedMs;
}

it('a cancelled ad cancels its predictions within two seconds, and is charged for them', async () => {
  const stage = await openStage(LONG);
  const system = await stage.open({}, { renderer: createSketches() });
  onTestFinished(async () => {
    await system.close();
    await stage.close();
  });
  const id = await system.studio.order(await bottleOrder(stage.home), new AbortController().signal);
  await follow(system, id, 'AWAITING_APPROVAL');
  await system.studio.approve(id, await system.studio.offer(id));
  await expect.poll(() => runningIn(stage), { timeout: 30_000 }).toBe(CLIPS_AND_MUSIC);
  expect(await stopAndMeasure(system, id, stage)).toBeLessThan(2000);
  expect(stage.replicate.predictions).toHaveLength(CLIPS_AND_MUSIC);
});

it('also when the program was killed and the stop reaches the one that was started after it', async () => {
  const stage = await openStage(LONG);
  onTestFinished(stage.close);
  const first = runProgram(PROGRAM, stage.environment);
  await expect.poll(() => runningIn(stage), { timeout: 60_000 }).toBe(CLIPS_AND_MUSIC);
  await first.kill();
  expect(runningIn(stage)).toBe(CLIPS_AND_MUSIC);

  const system = await stage.open({}, { renderer: createSketches() });
  onTestFinished(system.close);
  const [id = ''] = await system.studio.resume();
  expect(await stopAndMeasure(system, id, stage)).toBeLessThan(2000);
  expect(stage.replicate.predictions).toHaveLength(CLIPS_AND_MUSIC);
});

it('a stop that nobody carried out before the kill is carried out by the next start', async () => {
  const stage = await openStage(LONG);
  onTestFinished(stage.close);
  const first = runProgram(PROGRAM, stage.environment);
  await expect.poll(() => runningIn(stage), { timeout: 60_000 }).toBe(CLIPS_AND_MUSIC);
  await first.kill();
  // As a stop is written down in the moment before the program dies.
  const asleep = await stage.open({
    REPLICATE_API_TOKEN: '',
    REPLICATE_BASE_URL: '',
    REPLICATE_CREATES_PER_MINUTE: '',
  });
  const [row] = await sqlOf(asleep).query('select id from projects');
  await asleep.projects.requestCancel(String(row?.id));
  await asleep.close();
  expect(runningIn(stage)).toBe(CLIPS_AND_MUSIC);

  const startedMs = Date.now();
  const system = await stage.open({}, { renderer: createSketches() });
  onTestFinished(system.close);
  await system.studio.resume();
  await expect.poll(() => runningIn(stage), { timeout: 30_000, interval: 20 }).toBe(0);
  await expect
    .poll(async () => (await system.studio.find(String(row?.id)))?.costMicroUsd, { timeout: 30_000 })
    .toBe(stage.bill());
  expect(stage.replicate.predictions.every(({ cancelledMs }) => (cancelledMs ?? 0) >= startedMs)).toBe(true);
});
