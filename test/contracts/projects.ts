/** What every store of projects must do. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Project, Status } from '../../src/ad/project.ts';
import type { Ending, Projects } from '../../src/pipeline/ports.ts';
import { sampleProject, sampleReceipt } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';

type Opened = { readonly projects: Projects; readonly close: () => Promise<void> };

const COMPLETED = { status: 'COMPLETED', receipt: sampleReceipt() } as const;
const FAILED: Ending = { status: 'FAILED', errorMessage: 'The photo cannot be read.' };
const CANCELLED: Ending = { status: 'CANCELLED' };

const FREE = { backgrounds: [], musicMicroUsd: 0 };
const FIRST = { projectId: 'p1', version: 1 };
/** Work for a project that has no plan yet. */
const first = (projectId: string) => ({ projectId, version: 0 });

export function projectsContract(open: () => Promise<Opened>): void {
  let opened: Opened;
  let projects: Projects;
  beforeEach(async () => {
    opened = await open();
    projects = opened.projects;
    await projects.create(sampleProject());
  });
  afterEach(() => opened.close());
  const found = async (id = 'p1'): Promise<Project> => {
    const project = await projects.find(id);
    if (!project) throw new Error(`${id} is not there`);
    return project;
  };

  test('a new project is pending, and one that was never made is null', async () => {
    expect(await found()).toEqual({
      ...sampleProject(),
      plan: null,
      version: 0,
      status: 'PENDING',
      progress: 0,
      ...{ activity: null, scenesMade: [] },
      approved: false,
      cancelRequested: false,
      files: { until: expect.stringMatching(/Z$/), warnedAt: null, goneAt: null },
      costMicroUsd: 0,
      errorMessage: null,
    });
    expect(await projects.find('nobody')).toBeNull();
  });

  test('making it again changes nothing', async () => {
    await projects.report(first('p1'), 'PLANNING', 20, 'writing the scenes');
    await projects.create(sampleProject({ title: 'another' }));
    expect(await found()).toMatchObject({ title: 'Fjell: coffee', status: 'PLANNING' });
  });

  test('words of any kind come back as they were', async () => {
    const title = `O'Brien "100 %" \\ $1 ☕ قهوة \u2028; drop table projects; --`;
    await projects.create(sampleProject({ id: 'p2', title }));
    expect(await found('p2')).toMatchObject({ title });
  });

  test('a report moves the project on, and the same status may bring a new activity', async () => {
    await projects.report(first('p1'), 'GENERATING_SCENES', 45, 'backgrounds: 1 of 2');
    await projects.report(first('p1'), 'GENERATING_SCENES', 45, 'backgrounds: 1 of 2, and the music');
    expect(await found()).toMatchObject({ progress: 45, activity: 'backgrounds: 1 of 2, and the music' });
  });

  test('whatever is reported in whatever order, status and progress never go back', async () => {
    const order = Status.options;
    const report = fc.record({ status: fc.constantFrom(...order), progress: fc.integer({ min: 0, max: 100 }) });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(report, { minLength: 2, maxLength: 8 }), async (reports) => {
        const id = `random-${run++}`;
        await projects.create(sampleProject({ id }));
        let last = await found(id);
        for (const { status, progress } of reports) {
          await projects.report(first(id), status, progress, null);
          const now = await found(id);
          expect(now.progress).toBeGreaterThanOrEqual(last.progress);
          expect(order.indexOf(now.status)).toBeGreaterThanOrEqual(order.indexOf(last.status));
          expect(['COMPLETED', 'FAILED', 'CANCELLED']).not.toContain(now.status);
          last = now;
        }
      }),
      { numRuns: 40 },
    );
  });

  test('reports that come at once leave the furthest one', async () => {
    const steps = [30, 60, 37.5, 52.5, 45];
    await Promise.all(steps.map((progress) => projects.report(first('p1'), 'GENERATING_SCENES', progress, null)));
    expect(await found()).toMatchObject({ progress: 60 });
  });

  test.each([COMPLETED, FAILED, CANCELLED])('after the end ($status) nothing changes any more', async (ending) => {
    await projects.report(first('p1'), 'RENDERING', 90, 'joining the films');
    await projects.end(first('p1'), ending);
    const ended = await found();
    await projects.report(first('p1'), 'RENDERING', 95, 'late');
    for (const other of [COMPLETED, FAILED, CANCELLED]) await projects.end(first('p1'), other);
    expect(await projects.requestCancel('p1')).toBe(false);
    expect(await found()).toEqual(ended);
    expect(ended).toMatchObject({ status: ending.status, activity: null });
  });

  test('each ending leaves what belongs to it', async () => {
    for (const id of ['done', 'broken', 'stopped']) await projects.create(sampleProject({ id }));
    await projects.report(first('broken'), 'PLANNING', 20, null);
    await projects.end(first('done'), COMPLETED);
    await projects.end(first('broken'), FAILED);
    await projects.end(first('stopped'), CANCELLED);
    expect(await found('done')).toMatchObject({ progress: 100, ad: { receipt: sampleReceipt() }, errorMessage: null });
    expect(await found('broken')).toMatchObject({ progress: 20, errorMessage: 'The photo cannot be read.' });
    expect(await found('stopped')).toMatchObject({ progress: 0, errorMessage: null });
  });

  test('plans are numbered, and one that equals the newest keeps its number', async () => {
    const degraded = [{ step: 'plan', sceneId: null, say: 'A simpler plan.', redoMicroUsd: 5 }] as const;
    const other = samplePlan({ brandName: 'Other' });
    expect(await projects.addVersion('p1', samplePlan(), { degraded })).toBe(1);
    expect(await projects.addVersion('p1', samplePlan(), { degraded: [] })).toBe(1);
    expect(await projects.addVersion('p1', other, { degraded: [] })).toBe(2);
    expect(await projects.addVersion('p1', samplePlan(), { degraded: [] })).toBe(3);
    expect(await found()).toMatchObject({ version: 3, plan: samplePlan() });
    expect(await projects.findPlan('p1', 1)).toEqual({ plan: samplePlan(), degraded });
    expect(await projects.findPlan('p1', 2)).toEqual({ plan: other, degraded: [] });
    expect(await projects.findPlan('p1', 4)).toBeNull();
  });

  test('the same plan added at once becomes one version', async () => {
    const adds = [1, 2, 3, 4].map(() => projects.addVersion('p1', samplePlan(), { degraded: [] }));
    expect(await Promise.all(adds)).toEqual([1, 1, 1, 1]);
  });

  test('a plan for a project that is not there is refused', async () => {
    const adding = projects.addVersion('nobody', samplePlan(), { degraded: [] });
    await expect(adding).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a stop is asked for while it runs, and forgotten when it is opened again', async () => {
    expect(await projects.requestCancel('p1')).toBe(true);
    expect(await projects.requestCancel('p1')).toBe(true);
    expect(await projects.requestCancel('nobody')).toBe(false);
    expect(await found()).toMatchObject({ cancelRequested: true, status: 'PENDING' });
    await projects.end(first('p1'), CANCELLED);
    await projects.reopen('p1');
    expect(await found()).toMatchObject({ cancelRequested: false, status: 'PENDING', progress: 0 });
  });

  test('opening again starts from nothing but keeps the plan and the last receipt; a running one stays as it is', async () => {
    await projects.addVersion('p1', samplePlan(), { degraded: [] });
    await projects.end(FIRST, COMPLETED);
    await projects.reopen('p1');
    expect(await found()).toMatchObject({
      status: 'PENDING',
      progress: 0,
      version: 1,
      ad: { receipt: { version: 1 } },
    });
    await projects.report(FIRST, 'COMPOSITING', 65, null);
    await projects.reopen('p1');
    expect(await found()).toMatchObject({ status: 'COMPOSITING', progress: 65 });
  });

  describe('versions', () => {
    const SECOND = { projectId: 'p1', version: 2 };
    const changed = samplePlan({ brandName: 'Fjord' });
    beforeEach(async () => {
      await projects.addVersion('p1', samplePlan(), { degraded: [] });
    });

    test('a changed plan is the next one, and the project begins again with it', async () => {
      await projects.end(FIRST, COMPLETED);
      expect(await projects.changePlan('p1', 1, changed, { approved: null })).toBe(2);
      expect(await found()).toMatchObject({ version: 2, status: 'PENDING', progress: 0, plan: { brandName: 'Fjord' } });
    });

    test('the same change again is no new version', async () => {
      await projects.changePlan('p1', 1, changed, { approved: null });
      await projects.report(SECOND, 'PLANNING', 20, null);
      expect(await projects.changePlan('p1', 1, changed, { approved: null })).toBe(2);
      expect(await found()).toMatchObject({ version: 2, status: 'PLANNING' });
    });

    test('a change of a version it no longer stands at is refused', async () => {
      await projects.changePlan('p1', 1, changed, { approved: null });
      const late = projects.changePlan('p1', 1, samplePlan({ brandName: 'Late' }), { approved: null });
      await expect(late).rejects.toMatchObject({ code: 'conflict' });
      expect(await found()).toMatchObject({ version: 2, plan: { brandName: 'Fjord' } });
    });

    test('what still works for the version before moves and ends nothing, but its receipt is kept', async () => {
      await projects.changePlan('p1', 1, changed, { approved: null });
      await projects.report(FIRST, 'RENDERING', 95, 'late');
      await projects.end(FIRST, COMPLETED);
      await projects.end(FIRST, FAILED);
      expect(await found()).toMatchObject({ version: 2, status: 'PENDING', progress: 0 });
      expect(await projects.versions('p1')).toEqual([
        { version: 1, receipt: COMPLETED.receipt, approved: false },
        { version: 2, receipt: null, approved: false },
      ]);
    });

    test('going back to a finished version finds it finished, and forward again finds the newer one as it was', async () => {
      await projects.end(FIRST, COMPLETED);
      await projects.changePlan('p1', 1, changed, { approved: null });
      expect(await projects.goTo('p1', 1)).toBe(true);
      expect(await found()).toMatchObject({
        version: 1,
        status: 'COMPLETED',
        progress: 100,
        plan: { brandName: 'Fjell' },
      });
      expect(await projects.goTo('p1', 2)).toBe(true);
      expect(await found()).toMatchObject({ version: 2, status: 'PENDING', progress: 0 });
      expect(await projects.goTo('p1', 3)).toBe(false);
      expect(await found()).toMatchObject({ version: 2 });
    });

    test('after going back, a change is numbered after all that were there', async () => {
      await projects.changePlan('p1', 1, changed, { approved: null });
      await projects.goTo('p1', 1);
      expect(await projects.changePlan('p1', 1, samplePlan({ brandName: 'Third' }), { approved: null })).toBe(3);
    });

    test('a yes holds for its version alone, and not for another run', async () => {
      expect(await projects.approve('p1', 1, FREE)).toBe(true);
      expect(await found()).toMatchObject({ approved: true });
      expect(await projects.approve('p1', 2, FREE)).toBe(false);
      await projects.changePlan('p1', 1, changed, { approved: null });
      expect(await found()).toMatchObject({ approved: false });
      expect(await projects.approve('p1', 1, FREE)).toBe(false);
      await projects.approve('p1', 2, FREE);
      await projects.end(SECOND, CANCELLED);
      await projects.reopen('p1');
      expect(await found()).toMatchObject({ approved: false });
    });
  });

  test('unfinished are those in the middle, oldest first; one that waits for approval waits for a person', async () => {
    for (const id of ['p9', 'p2', 'p5']) await projects.create(sampleProject({ id }));
    await projects.report(first('p9'), 'RENDERING', 90, null);
    await projects.report(first('p2'), 'AWAITING_APPROVAL', 20, null);
    await projects.end(first('p5'), FAILED);
    expect(await projects.unfinished()).toEqual(['p1', 'p9']);
  });

  test('a watcher sees the state now, changes, and the end, and then stops', async () => {
    const seen: string[] = [];
    for await (const { status, progress } of projects.watch('p1', new AbortController().signal)) {
      seen.push(`${status} ${progress}`);
      if (status === 'PENDING') await projects.report(first('p1'), 'PLANNING', 20, null);
      else if (status === 'PLANNING') await projects.end(first('p1'), CANCELLED);
    }
    expect(seen).toEqual(['PENDING 0', 'PLANNING 20', 'CANCELLED 20']);
  });

  test('a watcher that comes after the end gets the end', async () => {
    await projects.end(first('p1'), COMPLETED);
    expect((await seenBy('p1')).at(-1)).toBe('COMPLETED');
  });

  test('many watchers all see the end, whenever it comes', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `w${index}`);
    for (const id of ids) await projects.create(sampleProject({ id }));
    const watching = ids.flatMap((id) => [seenBy(id), seenBy(id)]);
    await Promise.all(
      ids.map(async (id) => {
        await projects.report(first(id), 'RENDERING', 90, null);
        await projects.end(first(id), COMPLETED);
      }),
    );
    const ends = (await Promise.all(watching)).map((statuses) => statuses.at(-1));
    expect(ends).toEqual(ids.flatMap(() => ['COMPLETED', 'COMPLETED']));
  });

  test('a watcher ends quietly when it is told to', async () => {
    const controller = new AbortController();
    const seen: Project[] = [];
    for await (const project of projects.watch('p1', controller.signal)) {
      seen.push(project);
      controller.abort();
    }
    expect(seen).toHaveLength(1);
    expect(await seenBy('p1', AbortSignal.abort())).toEqual([]);
  });

  test('watching what is not there throws not-found', async () => {
    await expect(seenBy('nobody')).rejects.toMatchObject({ code: 'not-found' });
  });

  async function seenBy(id: string, signal = new AbortController().signal): Promise<readonly Status[]> {
    const seen: Status[] = [];
    for await (const project of projects.watch(id, signal)) seen.push(project.status);
    return seen;
  }
}
