/** What costs something is said first, and begun only with a yes to that very plan and price: the real studio, with clips that are bought. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/ad/plan.ts';
import { Ad, type Offer } from '../../src/http/api/shapes.ts';
import { pageIdentity } from '../../src/http/api/whose.ts';
import { graphOf } from '../../src/pipeline/graph.ts';
import type { ClipMaker, Work } from '../../src/pipeline/ports.ts';
import { createStudio } from '../../src/pipeline/studio.ts';
import { createLedger } from '../../src/storage/ledger.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createRecords } from '../../src/storage/records.ts';
import { createRetention } from '../../src/storage/retention.ts';
import { sampleProject, sampleReceipt } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';
import type { Fresh } from '../storage/fresh-database.ts';
import { type ApiServer, refusal, type Somebody, somebody, startApi } from './api-server.ts';
import { json } from './browser.ts';

const CLIP = 50_000;
const never = async (): Promise<never> => {
  throw new Error('Nothing is made in this test.');
};
const clips: ClipMaker = { id: 'clips', estimate: () => CLIP, clip: never };
const renderer = { id: 'r', backdrop: never, shot: never, film: never, storyboard: never };
const makers = { clips, music: { id: 'bed', estimate: () => 0, make: never }, renderer, scale: 1 };
const produced: Work[] = [];

/** Real rows and real prices; the queue only writes down what it is told to begin. */
function studioOver(database: Fresh['database']) {
  const files = { putFile: never, putBytes: never, open: never, removeProject: never, workspace: never };
  const ports = {
    ...makers,
    projects: createProjects(database),
    records: createRecords(database),
    ledger: createLedger(database, { perAdMicroUsd: 1_000_000, perMonthMicroUsd: null }),
    retention: createRetention(database),
    artifacts: { ...files, has: async () => true },
    cutter: { id: 'c', check: never, cut: never },
    planner: { id: 'p', plan: never },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: () => 0,
  };
  return createStudio(ports, {
    storyboard: async () => undefined,
    produce: async (work) => void produced.push(work),
    sweep: async () => undefined,
    cancel: async () => undefined,
  });
}

let api: ApiServer;
let ada: Somebody;
let id = '';
let count = 0;
beforeAll(async () => {
  api = await startApi({ studioOver });
  ada = await somebody(api.address);
});
afterAll(() => api.close());
beforeEach(async () => {
  produced.length = 0;
  id = `p${++count}`;
  const projects = createProjects(api.fresh.database);
  await projects.create(sampleProject({ id, userId: pageIdentity(ada) }));
  await projects.addVersion(id, samplePlan(), { degraded: [] });
  await projects.report({ projectId: id, version: 1 }, 'AWAITING_APPROVAL', 20, null);
});

const ad = async () => Ad.parse(await json(await ada.get(`/api/projects/${id}`)));
const generate = (body?: unknown) => ada.post(`/api/generation/projects/${id}/generate`, body);
const yesTo = (offer: Pick<Offer, 'plan_hash' | 'max_micro_usd'>) => {
  const { plan_hash, max_micro_usd } = offer;
  return { plan_hash, max_micro_usd };
};
type Edited = { applied: boolean; version: number; status: string; offer: Offer };
const edit = async (body: object): Promise<Edited> => json(await ada.post(`/api/projects/${id}/edits`, body));
const warmer = {
  kind: 'background',
  sceneId: 's2',
  description: null,
  look: null,
  warmth: 0.5,
  brightness: null,
  reseed: false,
};
const words = { kind: 'overlay-line', sceneId: 's1', line: 'headline', text: '20% off' };

/** As if everything that the plan needs had been made and paid for. */
async function finish(plan: Plan): Promise<void> {
  const { offer } = await ad();
  expect(offer?.plan_hash).toBeDefined();
  if (offer) await generate(yesTo(offer));
  const records = createRecords(api.fresh.database);
  const graph = graphOf({
    projectId: id,
    version: 1,
    plan,
    productKey: '',
    makers: { renderer: 'r', clips: 'clips', music: 'bed' },
    scale: 1,
  });
  for (const { backgroundKey } of graph.scenes)
    await records.add(id, { key: backgroundKey, tookMs: 1, degraded: [], facts: { version: 1, generated: true } });
  await createProjects(api.fresh.database).end(
    { projectId: id, version: 1 },
    { status: 'COMPLETED', receipt: sampleReceipt() },
  );
  produced.length = 0;
}

describe('a storyboard', () => {
  test('shows its price, and is not made without a yes to it', async () => {
    expect((await ad()).offer).toMatchObject({ version: 1, max_micro_usd: 3 * CLIP, price: '$0.15' });
    expect(await refusal(await generate())).toEqual({
      status: 409,
      code: 'conflict',
      message: 'This costs $0.15. Send plan_hash and max_micro_usd of the offer to say yes to that.',
    });
    const { offer } = await ad();
    const low = { plan_hash: offer?.plan_hash, max_micro_usd: 3 * CLIP - 1 };
    expect(await refusal(await generate(low))).toMatchObject({
      status: 409,
      message: expect.stringContaining('$0.15'),
    });
    expect(produced).toEqual([]);
    expect((await generate({ ...low, max_micro_usd: 3 * CLIP })).status).toBe(202);
    expect(produced).toEqual([{ projectId: id, version: 1 }]);
  });

  test('is changed for free, and its old price is no yes to the new plan', async () => {
    const before = (await ad()).offer;
    expect(await edit({ base_version: 1, edits: [warmer] })).toMatchObject({ applied: true, version: 2 });
    expect(produced).toEqual([]);
    expect(await refusal(await ada.post(`/api/projects/${id}/approve`, before && yesTo(before)))).toMatchObject({
      status: 409,
    });
  });

  test('dearer than the budget has room for is not begun', async () => {
    const { database } = api.fresh;
    await database.query(
      "insert into ledger (fingerprint, project_id, user_id, reserved) values ($1, $2, 'x', 900000)",
      [`held-${id}`, id],
    );
    const { offer } = await ad();
    const answer = await generate(offer && yesTo(offer));
    expect(await refusal(answer)).toMatchObject({
      status: 409,
      message: expect.stringContaining('Nothing was started.'),
    });
    expect(produced).toEqual([]);
  });
});

describe('an edit of a finished ad', () => {
  beforeEach(() => finish(samplePlan()));

  test('that costs nothing is made at once', async () => {
    const edited = await edit({ base_version: 1, edits: [words] });
    expect(edited).toMatchObject({ applied: true, version: 2, offer: { max_micro_usd: 0, price: '$0.00' } });
    expect(produced).toEqual([{ projectId: id, version: 2 }]);
  });

  test('that costs something says its price and changes nothing, until there is a yes to exactly that', async () => {
    const request = { base_version: 1, edits: [warmer] };
    const asked = await edit(request);
    expect(asked).toMatchObject({
      applied: false,
      version: 1,
      status: 'COMPLETED',
      offer: {
        version: 2,
        max_micro_usd: CLIP,
        price: '$0.05',
        estimate: { backgrounds: [{ sceneId: 's2', microUsd: CLIP }] },
      },
    });
    expect([await ad(), produced]).toMatchObject([{ version: 1, status: 'COMPLETED' }, []]);
    const refused = async (approval: object, edits: readonly object[] = [warmer]) =>
      refusal(await ada.post(`/api/projects/${id}/edits`, { base_version: 1, edits, approval }));
    const yes = yesTo(asked.offer);
    expect(await refused({ ...yes, max_micro_usd: CLIP - 1 })).toMatchObject({ status: 409, code: 'conflict' });
    expect(await refused({ ...yes, plan_hash: 'another' })).toMatchObject({ status: 409 });
    expect(await refused(yes, [warmer, words])).toMatchObject({ status: 409 });
    expect((await ad()).version).toBe(1);
    expect(await edit({ ...request, approval: yes })).toMatchObject({ applied: true, version: 2 });
    expect(produced).toEqual([{ projectId: id, version: 2 }]);
  });

  test('with another picture is priced as the plan that will be stored: the same yes begins it', async () => {
    const edits = [{ kind: 'product-picture', photoKey: 'projects/kept-2026-11-23/photos/0123456789abcdef' }, warmer];
    const asked = await edit({ base_version: 1, edits });
    expect(asked).toMatchObject({ applied: false, offer: { version: 2, max_micro_usd: CLIP } });
    expect(await edit({ base_version: 1, edits, approval: yesTo(asked.offer) })).toMatchObject({
      ...{ applied: true, version: 2, offer: { plan_hash: asked.offer.plan_hash } },
    });
    expect(produced).toEqual([{ projectId: id, version: 2 }]);
    expect((await ad()).plan?.photoKey).toBe(`projects/${id}/product/upload.0123456789abcdef`);
  });

  test('whose files are gone is refused', async () => {
    const { database } = api.fresh;
    await database.query('update projects set swept_at = now() where id = $1', [id]);
    const answer = await ada.post(`/api/projects/${id}/edits`, { base_version: 1, edits: [words] });
    expect(await refusal(answer)).toMatchObject({ status: 409, message: expect.stringContaining('expired') });
    expect(await ad()).toMatchObject({ films: [], storyboard_url: null, files_gone_at: expect.any(String) });
  });
});
