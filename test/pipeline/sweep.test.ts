import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/ad/fingerprint.ts';
import type { SqlDatabase } from '../../src/storage/database.ts';
import { sampleProject, sampleReceipt } from '../fixtures/ad-project.ts';
import { type KeptAds, openKeptAds } from '../fixtures/kept-ads.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { DAY, HOUR, timePasses } from '../fixtures/time-passes.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

const signal = new AbortController().signal;
const FREE = { backgrounds: [], musicMicroUsd: 0 };
const { brief } = sampleProject().ad;
const bytes = new Uint8Array([1, 2, 3]);
const PHOTO = { file: 'photo.png', bytes };

let fresh: Fresh;
let database: SqlDatabase;
let ads: KeptAds;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = fresh.database;
});
afterAll(() => fresh.remove());
beforeEach(async () => {
  await database.script('truncate projects, ledger, threads, retention cascade; insert into retention default values');
  ads = await openKeptAds(database);
  return ads.remove;
});

const passes = (seconds: number) => timePasses(database, seconds);
/** The last day begins, is said, and is over. */
async function itsTimeIsOver(look = ads.look): Promise<void> {
  await passes(6.01 * DAY);
  await look();
  await passes(DAY);
}

async function finished(): Promise<string> {
  const id = await ads.studio.order({ userId: 'ada', brief, photo: PHOTO }, signal);
  await ads.projects.addVersion(id, samplePlan(), { degraded: [] });
  await ads.projects.report({ projectId: id, version: 1 }, 'AWAITING_APPROVAL', 20, null);
  await ads.artifacts.putBytes(`projects/${id}/outputs/v1/final_9x16.mp4`, bytes);
  await ads.projects.end({ projectId: id, version: 1 }, { status: 'COMPLETED', receipt: sampleReceipt() });
  return id;
}

describe('an ad whose time is over', () => {
  it('loses its files and keeps everything else', async () => {
    const id = await finished();
    expect(await ads.stored(id)).toContain('outputs/v1/final_9x16.mp4');
    await passes(6.9 * DAY);
    await ads.look();
    expect(await ads.stored(id)).toContain('outputs/v1/final_9x16.mp4');
    await passes(DAY);
    expect(await ads.look()).toEqual([id]);
    expect(await ads.stored(id)).toEqual([]);
    expect(await ads.studio.find(id)).toMatchObject({ status: 'COMPLETED', plan: { brandName: 'Fjell' } });
    expect(await ads.look()).toEqual([]);
  });

  it('is swept also where its files are gone already', async () => {
    const id = await finished();
    await ads.artifacts.removeProject(id);
    await itsTimeIsOver();
    await ads.look();
    expect((await ads.studio.find(id))?.files.goneAt).not.toBeNull();
  });

  it('is swept by the next look where a crash came between the steps', async () => {
    const id = await finished();
    await itsTimeIsOver();
    const broken = { removeProject: () => Promise.reject(new Error('The store is away.')) };
    await expect(ads.look(broken)).rejects.toThrow('away');
    expect((await ads.studio.find(id))?.files.goneAt).not.toBeNull();
    expect(await ads.stored(id)).not.toEqual([]);
    expect(await ads.look()).toEqual([id]);
    expect(await ads.stored(id)).toEqual([]);
  });

  it('is swept once more an hour later, for what was on its way', async () => {
    const id = await finished();
    await itsTimeIsOver();
    await ads.look();
    await ads.artifacts.putBytes(`projects/${id}/product/upload.late`, bytes);
    await passes(HOUR);
    expect(await ads.look()).toEqual([id]);
    expect(await ads.stored(id)).toEqual([]);
    await passes(HOUR);
    expect(await ads.look()).toEqual([]);
  });

  it('cannot be changed any more; everybody is told when its files expired and what to do', async () => {
    const id = await finished();
    await itsTimeIsOver();
    await ads.look();
    const { studio } = ads;
    const plan = samplePlan({ brandName: 'Other' });
    const told = { code: 'conflict', message: expect.stringMatching(/expired on .* “make it again”/) };
    await expect(studio.change(id, plan, 1)).rejects.toMatchObject(told);
    await expect(studio.replan(id, 1, signal)).rejects.toMatchObject(told);
    await expect(studio.goBack(id, 1)).rejects.toMatchObject(told);
    const yes = { planHash: fingerprint(samplePlan()), maxMicroUsd: 0 };
    await expect(studio.approve(id, yes)).rejects.toMatchObject(told);
    expect(await studio.cancel(id)).toBe(false);
    expect(await studio.keep(id, '2026-01-01T00:00:00.000Z')).toMatchObject({ kind: 'gone' });
  });

  it('can be ordered again: that is a new ad, and asked for twice the same one', async () => {
    const id = await finished();
    await itsTimeIsOver();
    await ads.look();
    const order = { userId: 'ada', brief, photo: PHOTO };
    const again = await ads.studio.order(order, signal);
    expect(again).not.toBe(id);
    expect(await ads.studio.order(order, signal)).toBe(again);
    expect(await ads.studio.find(again)).toMatchObject({ status: 'PENDING', files: { goneAt: null } });
    expect(await ads.stored(again)).toHaveLength(2);
  });
});

describe('a picture of a message', () => {
  const keep = () => ads.studio.keepPhoto({ name: 'a.png', bytes }, signal);

  it('has the same key all day, and goes after the days for which files are kept', async () => {
    const key = await keep();
    expect(await keep()).toBe(key);
    await database.script(`update retention set pictures_from = pictures_from - 20`);
    const old = key.replace(/\d{4}-\d\d-\d\d/, (day) => new Date(Date.parse(day) - 9e8).toISOString().slice(0, 10));
    await ads.artifacts.putBytes(old, bytes);
    await ads.look();
    expect(await ads.artifacts.has(old)).toBe(false);
    expect(await ads.artifacts.has(key)).toBe(true);
    const order = { userId: 'ada', brief, photo: { photoKey: old } };
    await expect(ads.studio.order(order, signal)).rejects.toMatchObject({
      code: 'not-found',
      message: 'I do not have that picture any more. Please send it once more.',
    });
  });

  it('that became an ad is that ad’s own', async () => {
    const photoKey = await keep();
    const id = await ads.studio.order({ userId: 'ada', brief, photo: { photoKey } }, signal);
    await ads.artifacts.removeProject(photoKey.split('/')[1] ?? '');
    expect(await ads.artifacts.has((await ads.studio.find(id))?.ad.photoKey ?? '')).toBe(true);
  });
});

type Act =
  | { readonly kind: 'time'; readonly hours: number }
  | { readonly kind: 'keep'; readonly stale: boolean }
  | { readonly kind: 'look'; readonly crash: boolean }
  | { readonly kind: 'version' | 'yes' | 'finish' | 'pay' | 'paid' };

/** Hours that matter: within a day, a day, the last day, and past the end. */
const HOURS = fc.constantFrom(1, 10, 25, 30, 146, 170);
const ANY_ACT: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('time' as const), hours: HOURS }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('keep' as const), stale: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('look' as const), crash: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('version', 'yes', 'finish', 'pay', 'pay', 'paid') }) },
);

describe('whatever happens in whatever order', () => {
  it('nothing is deleted before its day, and everything after it', async () => {
    let swept = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(ANY_ACT, { minLength: 8, maxLength: 30 }), async (acts) => {
        await database.script('truncate projects, ledger cascade');
        const id = await finished();
        let state = await now(id);
        for (const act of [...acts, ...LAST_ACTS]) state = await checked(id, act, state);
        expect((await ads.studio.find(id))?.files.goneAt).not.toBeNull();
        expect(await ads.stored(id)).toEqual([]);
        swept += 1;
      }),
      { numRuns: 60, endOnFailure: true },
    );
    expect(swept).toBe(60);
  });
});

const LAST_ACTS: readonly Act[] = [
  ...([{ kind: 'paid' }, { kind: 'finish' }, { kind: 'time', hours: 24 * 60 }] as const),
  ...([
    { kind: 'look', crash: false },
    { kind: 'time', hours: 24 },
    { kind: 'look', crash: false },
  ] as const),
];

/** Does it, and holds what became of the ad's files against what may have become of them. */
async function checked(id: string, act: Act, before: State): Promise<State> {
  const happened = await happen(id, act, before.files.until);
  const after = await now(id);
  const isGone = after.files.goneAt !== null;
  if (!isGone) expect(after.stored).toContain('outputs/v1/final_9x16.mp4');
  if (act.kind === 'time') return after;
  const isDue = before.files.warnedAt !== null && Date.parse(before.files.until) <= Date.now() && !before.busy;
  if (before.files.goneAt !== null) {
    expect(after.files).toEqual(before.files);
    if (act.kind === 'look' && !act.crash) expect(after.stored).toEqual([]);
    if (act.kind !== 'look' && act.kind !== 'pay' && act.kind !== 'paid') expect(happened).toBe('refused');
    return after;
  }
  expect(isGone).toBe(act.kind === 'look' && isDue);
  if (act.kind === 'look' && isDue && !act.crash) expect(after.stored).toEqual([]);
  const moved = Date.parse(after.files.until) - Date.parse(before.files.until);
  expect(moved).toBeGreaterThanOrEqual(0);
  const isNews = act.kind === 'version' || ((act.kind === 'yes' || act.kind === 'finish') && after.was !== before.was);
  if (isNews && happened === 'done')
    expect(Date.parse(after.files.until)).toBeGreaterThan(Date.now() + 6.99 * DAY * 1000);
  if (act.kind === 'keep') expect(moved >= 7 * DAY * 1000).toBe(!act.stale);
  return after;
}

type State = Awaited<ReturnType<typeof now>>;

async function now(id: string) {
  const project = await ads.studio.find(id);
  if (!project) throw new Error('It is not there.');
  const paying = await database.query(`select from predictions where state = 'running'`);
  const waits = project.status === 'AWAITING_APPROVAL' && !project.approved;
  const busy = paying.length > 0 || !(waits || project.status === 'COMPLETED');
  const was = `${project.version} ${project.status} ${project.approved}`;
  return { files: project.files, was, busy, stored: await ads.stored(id) };
}

/** Makes things different from all before them. */
let count = 0;

async function happen(id: string, act: Act, until: string): Promise<'done' | 'refused'> {
  const work = async () => {
    const project = await ads.studio.find(id);
    return { projectId: id, version: project?.version ?? 1 };
  };
  switch (act.kind) {
    case 'time':
      await passes(act.hours * HOUR);
      return 'done';
    case 'keep': {
      const seen = act.stale ? '2020-01-01T00:00:00.000Z' : until;
      return (await ads.studio.keep(id, seen)).kind === 'gone' ? 'refused' : 'done';
    }
    case 'look':
      await ads
        .look(act.crash ? { removeProject: () => Promise.reject(new Error('crash')) } : ads.artifacts)
        .catch(() => 0);
      return 'done';
    case 'version': {
      const plan = samplePlan({ brandName: `Fjell ${++count}` });
      const { version } = await work();
      return orRefused(async () => {
        await ads.studio.change(id, plan, version);
        await ads.projects.report(await work(), 'AWAITING_APPROVAL', 20, null);
      });
    }
    case 'yes':
      return orRefused(async () => ads.studio.approve(id, await ads.studio.offer(id)));
    case 'finish':
      return orRefused(async () => {
        const ended = await work();
        await ads.projects.approve(id, ended.version, FREE);
        await ads.projects.end(ended, { status: 'COMPLETED', receipt: sampleReceipt({ version: ended.version }) });
        // Without a change of anything, an ad that is finished already is where it was; one that is gone says so.
        if ((await ads.studio.find(id))?.files.goneAt != null) throw new Error('gone');
      });
    case 'pay':
      await database.query(
        `insert into predictions (fingerprint, project_id, provider, model, state) values ($1, $2, 'r', 'm', 'running')`,
        [`f${++count}`, id],
      );
      return 'done';
    case 'paid':
      await database.script(`update predictions set state = 'succeeded'`);
      return 'done';
  }
}

async function orRefused(act: () => Promise<unknown>): Promise<'done' | 'refused'> {
  try {
    await act();
    return 'done';
  } catch {
    return 'refused';
  }
}
