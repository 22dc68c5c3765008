import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keepSwept, keepUploadsSwept } from '../../src/compose/sweeping.ts';
import { createLog } from '../../src/log.ts';
import { createRetention } from '../../src/storage/retention.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { type KeptAds, openKeptAds } from '../fixtures/kept-ads.ts';
import { sqlOf } from '../fixtures/sql.ts';
import { openSmall, smallHome } from '../fixtures/system.ts';
import { DAY, timePasses } from '../fixtures/time-passes.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

let fresh: Fresh;
let ads: KeptAds;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());
beforeEach(async () => {
  await fresh.database.script('truncate projects, retention cascade; insert into retention default values');
  ads = await openKeptAds(fresh.database);
  return ads.remove;
});

/** What a process that looks every few milliseconds needs, and the ads that it put on the queue. */
function looking(retention = createRetention(fresh.database), everyMs = 20) {
  const queued: string[] = [];
  const queue = { sweep: async (projectId: string) => void queued.push(projectId) };
  const needs = { retention, artifacts: ads.artifacts, queue, retentionDays: 7, log: createLog('silent'), everyMs };
  return { needs, queued };
}

/** Its time is over, and its thread was told. */
async function overdue(): Promise<void> {
  await ads.projects.create(sampleProject());
  await ads.projects.end({ projectId: 'p1', version: null }, { status: 'CANCELLED' });
  await timePasses(fresh.database, 6.01 * DAY);
  await ads.retention.warn();
  await timePasses(fresh.database, DAY);
}

test('what is due is put on the queue without anybody asking', async () => {
  const { needs, queued } = looking();
  const sweeping = keepSwept(needs);
  await overdue();
  await expect.poll(() => queued).toContain('p1');
  await sweeping.close();
});

test('of many processes one looks', async () => {
  await overdue();
  const processes = Array.from({ length: 4 }, () => looking(undefined, 60_000));
  const sweepings = processes.map(({ needs }) => keepSwept(needs));
  await expect.poll(() => processes.flatMap(({ queued }) => queued)).toEqual(['p1']);
  await Promise.all(sweepings.map(({ close }) => close()));
  expect(processes.flatMap(({ queued }) => queued)).toEqual(['p1']);
});

test('a look that fails is followed by another', async () => {
  await overdue();
  const real = createRetention(fresh.database);
  let failures = 2;
  const warn = async () => {
    if (failures-- > 0) throw new Error('The database is away.');
    return real.warn();
  };
  const { needs, queued } = looking({ ...real, warn });
  const sweeping = keepSwept(needs);
  await expect.poll(() => queued).toContain('p1');
  await sweeping.close();
});

test('what was configured counts from the start', async () => {
  const { needs } = looking();
  const sweeping = keepSwept({ ...needs, retentionDays: 3 });
  await expect.poll(async () => (await fresh.database.query('select days from retention'))[0]?.days).toBe(3);
  await sweeping.close();
});

test('what was sent to the page goes by its age', async () => {
  const ages: number[] = [];
  const uploads = { sweep: async (beforeMs: number) => void ages.push(Date.now() - beforeMs) };
  const sweeping = keepUploadsSwept(uploads, { retentionDays: 7, log: createLog('silent'), everyMs: 20 });
  await expect.poll(() => ages.length).toBeGreaterThan(1);
  await sweeping.close();
  for (const age of ages) expect(Math.round(age / 1000)).toBe(7 * DAY);
});

test('the whole program removes what is due by a job of its queue', async () => {
  const home = await smallHome();
  const { database: own, projects, artifacts, queue, close } = await openSmall(home);
  const database = sqlOf({ database: own });
  await projects.create(sampleProject());
  await projects.end({ projectId: 'p1', version: null }, { status: 'CANCELLED' });
  await artifacts.putBytes('projects/p1/product/upload.0011', new Uint8Array([1]));
  await queue.sweep('p1');
  await timePasses(database, 6.01 * DAY);
  await createRetention(database).warn();
  await timePasses(database, DAY);
  await Promise.all([queue.sweep('p1'), queue.sweep('p1')]);
  await expect.poll(() => artifacts.has('projects/p1/product/upload.0011'), { timeout: 20_000 }).toBe(false);
  await expect.poll(async () => (await projects.find('p1'))?.files.goneAt).not.toBeNull();
  await close();
  await rm(home, { recursive: true, force: true });
});
