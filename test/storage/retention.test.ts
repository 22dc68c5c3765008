import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Retention } from '../../src/pipeline/ports/retention.ts';
import type { Projects } from '../../src/pipeline/ports.ts';
import type { SqlDatabase } from '../../src/storage/database.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createRecords } from '../../src/storage/records.ts';
import { createRetention } from '../../src/storage/retention.ts';
import { sampleProject, sampleReceipt } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { DAY, HOUR, timePasses } from '../fixtures/time-passes.ts';
import { DATABASES } from './fresh-database.ts';

const FREE = { backgrounds: [], musicMicroUsd: 0 };
const FIRST = { projectId: 'p1', version: 1 };

describe.each(DATABASES)('how long files are kept, in %s', (_, open) => {
  let fresh: { readonly database: SqlDatabase; readonly remove: () => Promise<void> };
  let retention: Retention;
  let projects: Projects;
  beforeAll(async () => {
    fresh = await open();
    retention = createRetention(fresh.database);
    projects = createProjects(fresh.database);
  });
  afterAll(() => fresh.remove());

  /** A finished ad. */
  beforeEach(async () => {
    await fresh.database.script(
      'truncate projects, ledger, threads, retention cascade; insert into retention default values',
    );
    await projects.create(sampleProject());
    await projects.addVersion('p1', samplePlan(), { degraded: [] });
    await projects.report(FIRST, 'AWAITING_APPROVAL', 20, null);
    await projects.approve('p1', 1, FREE);
    await projects.end(FIRST, { status: 'COMPLETED', receipt: sampleReceipt() });
  });

  const passes = (seconds: number) => timePasses(fresh.database, seconds);
  const files = async () => {
    const project = await projects.find('p1');
    if (!project) throw new Error('It is not there.');
    return project.files;
  };
  /** Days from now, to a hundredth. */
  const daysLeft = async () => Math.round((Date.parse((await files()).until) - Date.now()) / 864_000) / 100;
  const paid = (state: string) =>
    fresh.database.script(
      `insert into predictions (fingerprint, project_id, provider, model, state) values ('f', 'p1', 'r', 'm', '${state}')`,
    );
  const warnedAndOver = async () => {
    await passes(6.5 * DAY);
    await retention.warn();
    await passes(DAY);
  };

  it('is a week from the last thing that happened to an ad', async () => {
    expect(await daysLeft()).toBe(7);
    await passes(3 * DAY);
    expect(await daysLeft()).toBe(4);
    await projects.changePlan('p1', 1, samplePlan({ brandName: 'Other' }), { approved: null });
    expect(await daysLeft()).toBe(7);
    await passes(2 * DAY);
    await projects.report({ projectId: 'p1', version: 2 }, 'AWAITING_APPROVAL', 20, null);
    await passes(2 * DAY);
    await projects.approve('p1', 2, FREE);
    expect(await daysLeft()).toBe(7);
    await passes(DAY);
    await projects.goTo('p1', 1);
    expect(await daysLeft()).toBe(7);
  });

  it('is what was configured when something happened: a promise is not taken back', async () => {
    await retention.keepForDays(2);
    expect(await daysLeft()).toBe(7);
    await projects.create(sampleProject({ id: 'p2' }));
    const later = await projects.find('p2');
    expect(Math.round((Date.parse(later?.files.until ?? '') - Date.now()) / 86_400_000)).toBe(2);
  });

  it('is seven days longer with every Keep, and once where one end is kept twice', async () => {
    const { until } = await files();
    const kept = await retention.keep('p1', until, 7);
    expect(await daysLeft()).toBe(14);
    expect(await retention.keep('p1', until, 7)).toEqual({ ...kept, kind: 'already' });
    expect(await daysLeft()).toBe(14);
    await retention.keep('p1', (await files()).until, 7);
    expect(await daysLeft()).toBe(21);
    await expect(retention.keep('p0', until, 7)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('counts from now where the end is over already', async () => {
    await passes(7.5 * DAY);
    await retention.keep('p1', (await files()).until, 7);
    expect(await daysLeft()).toBe(7);
  });

  it('is said once, a day before; again only when it has moved', async () => {
    await passes(5.9 * DAY);
    expect(await retention.warn()).toEqual([]);
    await passes(0.2 * DAY);
    expect(await retention.warn()).toEqual(['p1']);
    expect(await retention.warn()).toEqual([]);
    expect(await daysLeft()).toBeCloseTo(0.96, 1);
    await retention.keep('p1', (await files()).until, 7);
    expect((await files()).warnedAt).toBeNull();
    expect(await retention.warn()).toEqual([]);
    await passes(7 * DAY);
    expect(await retention.warn()).toEqual(['p1']);
  });

  it('leaves nearly a day after the warning also when nothing ran for weeks', async () => {
    await passes(30 * DAY);
    expect(await retention.dueSweeps()).toEqual([]);
    expect(await retention.beginSweep('p1')).toBe(false);
    expect(await retention.warn()).toEqual(['p1']);
    expect(await daysLeft()).toBeCloseTo(0.96, 2);
  });

  it('ends on its day, and not before', async () => {
    await passes(6.01 * DAY);
    await retention.warn();
    await passes(0.9 * DAY);
    expect(await retention.dueSweeps()).toEqual([]);
    expect(await retention.beginSweep('p1')).toBe(false);
    await passes(0.1 * DAY);
    expect(await retention.dueSweeps()).toEqual(['p1']);
    expect(await retention.beginSweep('p1')).toBe(true);
  });

  it.each(['GENERATING_SCENES', 'PENDING'])('never ends while the ad is %s', async (status) => {
    await fresh.database.query(`update projects set status = $1`, [status]);
    await passes(30 * DAY);
    expect(await retention.warn()).toEqual([]);
    await fresh.database.script('update projects set warned_at = now()');
    expect(await retention.dueSweeps()).toEqual([]);
    expect(await retention.beginSweep('p1')).toBe(false);
  });

  it('never ends between a yes and the work, and does for a storyboard that nobody says yes to', async () => {
    await projects.changePlan('p1', 1, samplePlan({ brandName: 'Other' }), { approved: null });
    await projects.report({ projectId: 'p1', version: 2 }, 'AWAITING_APPROVAL', 20, null);
    await warnedAndOver();
    expect(await retention.dueSweeps()).toEqual(['p1']);
    await projects.approve('p1', 2, FREE);
    expect(await daysLeft()).toBe(7);
    await passes(30 * DAY);
    expect(await retention.warn()).toEqual([]);
    expect(await retention.beginSweep('p1')).toBe(false);
  });

  it('never ends while something is being paid for it, and does where nobody will ever know', async () => {
    await warnedAndOver();
    for (const state of ['intent', 'running']) {
      await paid(state);
      expect(await retention.dueSweeps()).toEqual([]);
      expect(await retention.beginSweep('p1')).toBe(false);
      await fresh.database.script('delete from predictions');
    }
    await paid('unclear');
    expect(await retention.dueSweeps()).toEqual(['p1']);
  });

  it('is over when it is over: files are forgotten, plan, receipt and ledger stay', async () => {
    const { database } = fresh;
    const facts = { version: 1, generated: false };
    await createRecords(database).add('p1', {
      key: 'projects/p1/outputs/v1/final_9x16.mp4',
      tookMs: 1,
      degraded: [],
      facts,
    });
    await database.script(
      `insert into ledger (fingerprint, project_id, user_id, reserved, settled) values ('f', 'p1', 'ada', 5, 5)`,
    );
    await warnedAndOver();
    expect(await retention.beginSweep('p1')).toBe(true);
    const project = await projects.find('p1');
    expect(project).toMatchObject({
      ...{ status: 'COMPLETED', version: 1, costMicroUsd: 5, plan: { brandName: 'Fjell', photoKey: null } },
      ad: { photoKey: null, receipt: { version: 1, outputs: {}, items: [{ reused: false }] } },
    });
    expect(project?.files.goneAt).toMatch(/Z$/);
    expect(await createRecords(database).find('p1', 'projects/p1/outputs/v1/final_9x16.mp4')).toBeNull();
    expect((await projects.versions('p1'))[0]?.receipt?.outputs).toEqual({});
    expect(await database.query('select fingerprint from ledger')).toHaveLength(1);
  });

  it('that broke off goes on, and everything is looked at once more an hour later', async () => {
    await warnedAndOver();
    await retention.beginSweep('p1');
    expect(await retention.dueSweeps()).toEqual(['p1']);
    expect(await retention.beginSweep('p1')).toBe(true);
    await retention.endSweep('p1');
    expect(await retention.dueSweeps()).toEqual([]);
    expect(await retention.beginSweep('p1')).toBe(false);
    await passes(HOUR);
    expect(await retention.dueSweeps()).toEqual(['p1']);
    expect(await retention.beginSweep('p1')).toBe(true);
    await retention.endSweep('p1');
    await passes(30 * DAY);
    expect(await retention.dueSweeps()).toEqual([]);
    expect(await retention.warn()).toEqual([]);
  });

  it('cannot be made longer afterwards, and nothing happens to the ad any more', async () => {
    await warnedAndOver();
    const { until } = await files();
    await retention.beginSweep('p1');
    expect(await retention.keep('p1', until, 7)).toMatchObject({ kind: 'gone' });
    await expect(projects.changePlan('p1', 1, samplePlan({ brandName: 'B' }), { approved: FREE })).rejects.toThrow();
    expect(await projects.versions('p1')).toHaveLength(1);
    await expect(projects.reopen('p1')).rejects.toThrow();
    expect((await projects.find('p1'))?.status).toBe('COMPLETED');
  });

  it('of a keep and a sweep at the same moment the first counts, and the other is told', async () => {
    for (let round = 0; round < 6; round++) {
      await fresh.database.script('truncate projects cascade');
      await projects.create(sampleProject());
      await projects.end({ projectId: 'p1', version: null }, { status: 'FAILED', errorMessage: 'x' });
      await warnedAndOver();
      const { until } = await files();
      const keep = () => retention.keep('p1', until, 7);
      const sweep = () => retention.beginSweep('p1');
      const [kept, swept] =
        round % 2 === 0
          ? await Promise.all([keep(), sweep()])
          : await Promise.all([sweep(), keep()]).then(([a, b]) => [b, a] as const);
      expect(kept.kind).toBe(swept ? 'gone' : 'kept');
      expect((await files()).goneAt !== null).toBe(swept);
    }
  });

  it('is looked after by one of all who ask within a span of time', async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => retention.beginLook(60_000)));
    expect(asked.filter(Boolean)).toHaveLength(1);
    await fresh.database.script(`update retention set looked_at = looked_at - interval '1 minute'`);
    expect(await retention.beginLook(60_000)).toBe(true);
  });
});
