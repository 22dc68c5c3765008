import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { keepTidy, type Tidying } from '../../src/compose/tidying.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

let fresh: Fresh;
let rounds = 0;
let tidying: Tidying;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());
beforeEach(async () => {
  rounds = 0;
  await fresh.database.script('truncate projects, ledger cascade');
  const projects = createProjects(fresh.database);
  await projects.create(sampleProject({ id: 'p1' }));
  tidying = keepTidy({ tidy: async () => void rounds++ }, projects);
  expect(rounds).toBe(1);
});
afterEach(() => tidying.close());

const stop = () => createProjects(fresh.database).end({ projectId: 'p1', version: null }, { status: 'CANCELLED' });

it('looks once more when a stopped ad has ended', async () => {
  await stop();
  tidying.afterStop('p1');
  await expect.poll(() => rounds, { timeout: 900 }).toBe(2);
});

it('looks within two seconds of a stop although the ad has not ended, and again when it has', async () => {
  const stoppedMs = performance.now();
  tidying.afterStop('p1');
  await expect.poll(() => rounds, { timeout: 2000 }).toBe(2);
  expect(performance.now() - stoppedMs).toBeLessThan(2000);
  await stop();
  await expect.poll(() => rounds, { timeout: 5000 }).toBe(3);
});

it('is not troubled by an ad that is gone', async () => {
  tidying.afterStop('nobody');
  await expect.poll(() => rounds).toBe(2);
});

it('ends at once when it is closed, whatever it waits for', async () => {
  tidying.afterStop('p1');
  await tidying.close();
  const before = rounds;
  await stop();
  expect(rounds).toBe(before);
});
