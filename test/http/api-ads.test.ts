/** Ads over the API: ordered, looked at, listed, said yes to, stopped, changed, and gone back with. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Ad, AdList, Job, Ordered, VersionList } from '../../src/http/api/shapes.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { type ApiServer, ordered, refusal, type Somebody, somebody, startApi } from './api-server.ts';
import { createBrowser, json } from './browser.ts';

let api: ApiServer;
let ada: Somebody;
let bob: Somebody;
beforeAll(async () => {
  api = await startApi();
  ada = await somebody(api.address);
  bob = await somebody(api.address);
});
afterAll(() => api.close());

const adOf = async (id: string, person = ada) => Ad.parse(await json(await person.get(`/api/projects/${id}`)));
let count = 0;
const another = () => ordered(ada, { brief: `Another lemonade, number ${++count}` });
const yesTo = (ad: Ad) => ({ plan_hash: ad.offer?.plan_hash, max_micro_usd: ad.offer?.max_micro_usd });

describe('an order', () => {
  test('brings an ad whose storyboard waits for a yes, with its plan and its price', async () => {
    const answer = await ada.order();
    expect(answer.status).toBe(201);
    const { project_id, status } = Ordered.parse(await json(answer));
    expect(answer.headers.get('location')).toBe(`/api/projects/${project_id}`);
    expect(status).toBe('AWAITING_APPROVAL');
    expect(await adOf(project_id)).toMatchObject({
      version: 1,
      approved: false,
      brief: { text: 'Sparkling lemonade with basil', brandName: 'Basilo', brandColor: '#2e8b57', durationSeconds: 6 },
      plan: { brandName: 'Fjell' },
      offer: { version: 1, max_micro_usd: 0, price: '$0.00' },
      films: [],
      storyboard_url: `/api/projects/${project_id}/storyboard/v1.png`,
      files_gone_at: null,
    });
  });

  test('sent again is the same ad', async () => {
    expect(await ordered(ada)).toBe(await ordered(ada));
    expect(await ordered(bob)).not.toBe(await ordered(ada));
  });

  test('with the whole brief keeps all of it', async () => {
    const more = { callToAction: 'Try it', tone: 'dry', language: 'de', musicMood: 'calm' };
    expect((await adOf(await ordered(ada, more))).brief).toMatchObject(more);
  });

  test('without a brand takes that of the brand kit', async () => {
    const clara = await somebody(api.address);
    const bare = { brandName: null, primaryColor: '' };
    expect(await refusal(await clara.order(bare))).toMatchObject({
      status: 400,
      message: 'brandName: This is missing.',
    });
    expect(await json(await clara.get('/api/brand-kit'))).toEqual({ brandName: null, primaryColor: null });
    const kit = { brandName: 'Fjell', primaryColor: 'teal' };
    expect(await json(await clara.put('/api/brand-kit', kit))).toEqual({ brandName: 'Fjell', primaryColor: '#008080' });
    const id = await ordered(clara, bare);
    expect((await adOf(id, clara)).brief).toMatchObject({ brandName: 'Fjell', brandColor: '#008080' });
    expect(await json(await ada.get('/api/brand-kit'))).toEqual({ brandName: null, primaryColor: null });
    expect(await refusal(await clara.put('/api/brand-kit', { ...kit, primaryColor: 'mud?' }))).toMatchObject({
      status: 400,
      message: expect.stringContaining('primaryColor'),
    });
  });
});

describe('who asks', () => {
  test('with the cookie of the page is the same person as with the token that it got', async () => {
    const browser = createBrowser(api.address);
    await browser.begin();
    const { token } = await json<{ token: string }>(await browser.request('/api/token', { method: 'POST' }));
    const person = await somebody(api.address, token);
    const id = await ordered(person);
    expect((await browser.request(`/api/projects/${id}`)).status).toBe(200);
    expect((await createBrowser(api.address).request(`/api/projects/${id}`)).status).toBe(401);
  });

  test('sees what their chat on the page has ordered', async () => {
    const chat = `web:${ada.userId}:${ada.userId}`;
    const brief = { text: 'From the chat', brandName: 'Basilo', brandColor: 'teal', durationSeconds: 6 };
    const id = await api.desk.order({ userId: chat, brief, photo: { photoKey: 'k' } }, AbortSignal.timeout(9000));
    expect((await ada.get(`/api/projects/${id}`)).status).toBe(200);
    expect((await bob.get(`/api/projects/${id}`)).status).toBe(404);
  });
});

describe('the list', () => {
  test('shows one person’s ads, newest first, a page at a time', async () => {
    const dora = await somebody(api.address);
    const ids: string[] = [];
    for (const brief of ['one', 'two', 'three', 'four', 'five']) ids.unshift(await ordered(dora, { brief }));
    const page = async (query: string) => AdList.parse(await json(await dora.get(`/api/projects/user/all${query}`)));
    const first = await page('?limit=2');
    const second = await page(`?limit=2&after=${first.next}`);
    const third = await page(`?limit=2&after=${second.next}`);
    expect([first, second, third].map(({ projects }) => projects.map(({ project_id }) => project_id))).toEqual([
      ids.slice(0, 2),
      ids.slice(2, 4),
      ids.slice(4),
    ]);
    expect(third.next).toBeNull();
    expect((await page('')).projects[0]).toMatchObject({ title: 'Basilo', status: 'AWAITING_APPROVAL', films: [] });
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=two',
    'after=x',
    'after=W10',
    `after=${odd(['2026-02-30T00:00:00.000000Z', 'p'])}`,
  ])('refuses %s by its name', async (query) => {
    const { status, message } = await refusal(await ada.get(`/api/projects/user/all?${query}`));
    expect([status, message]).toEqual([400, expect.stringContaining(query.split('=')[0] ?? '')]);
  });

  function odd(cursor: readonly string[]): string {
    return Buffer.from(JSON.stringify(cursor)).toString('base64url');
  }
});

describe('asking again', () => {
  test('answers 304 with nothing in it until something has changed', async () => {
    const id = await another();
    for (const path of [`/api/projects/${id}`, '/api/projects/user/all', `/api/projects/${id}/versions`]) {
      const first = await ada.get(path);
      const tag = first.headers.get('etag') ?? '';
      expect([tag, first.headers.get('cache-control')]).toEqual([
        expect.stringMatching(/^"[\w-]+"$/),
        'private, no-cache',
      ]);
      for (const said of [tag, `W/${tag}`, `"other", ${tag}`]) {
        const again = await ada.get(path, { 'if-none-match': said });
        expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
      }
    }
    const tag = (await ada.get(`/api/projects/${id}`)).headers.get('etag') ?? '';
    await api.desk.work(id, 92);
    expect((await ada.get(`/api/projects/${id}`, { 'if-none-match': tag })).status).toBe(200);
  });
});

describe('many who look at one ad', () => {
  test('see what changes it, wherever that comes from, and whoever changes it sees that at once', async () => {
    const watched = await startApi({ glanceMs: 600_000 });
    const [one, stranger] = [await somebody(watched.address), await somebody(watched.address)];
    const id = await ordered(one);
    const progress = async () => (await adOf(id, one)).progress;
    expect(await progress()).toBe(20);
    await watched.desk.work(id, 92);
    await expect.poll(progress).toBe(92);
    expect((await stranger.get(`/api/projects/${id}`)).status).toBe(404);
    await stranger.post(`/api/projects/${id}/cancel`);
    await one.post(`/api/projects/${id}/cancel`);
    expect((await adOf(id, one)).status).toBe('CANCELLED');
    await watched.close();
  });
});

describe('a yes', () => {
  test('to the offer begins the making, once', async () => {
    const id = await another();
    const yes = yesTo(await adOf(id));
    const answer = await ada.post(`/api/projects/${id}/approve`, yes);
    expect([answer.status, Job.parse(await json(answer))]).toEqual([
      202,
      { job_id: `produce.${id}.v1`, project_id: id, status: 'GENERATING_SCENES' },
    ]);
    expect((await ada.post(`/api/projects/${id}/approve`, yes)).status).toBe(202);
    expect(await adOf(id)).toMatchObject({ approved: true, offer: null });
  });

  test('to another plan begins nothing', async () => {
    const id = await another();
    const answer = await ada.post(`/api/projects/${id}/approve`, { plan_hash: 'other', max_micro_usd: 0 });
    expect(await refusal(answer)).toMatchObject({ status: 409, code: 'conflict' });
    expect((await adOf(id)).approved).toBe(false);
  });

  test('to generate needs no words where it costs nothing', async () => {
    const id = await another();
    const answer = await ada.post(`/api/generation/projects/${id}/generate`);
    expect([answer.status, await json(answer)]).toMatchObject([202, { job_id: `produce.${id}.v1` }]);
    expect((await ada.post(`/api/generation/projects/${id}/generate`, {})).status).toBe(202);
  });

  test('to an ad that was stopped brings its storyboard first', async () => {
    const id = await another();
    expect(await json(await ada.post(`/api/projects/${id}/cancel`))).toEqual({
      project_id: id,
      status: 'CANCELLED',
      stopped: true,
    });
    expect(await json(await ada.post(`/api/projects/${id}/cancel`))).toMatchObject({ stopped: false });
    const stale = { plan_hash: 'x', max_micro_usd: 0 };
    expect((await refusal(await ada.post(`/api/projects/${id}/approve`, stale))).status).toBe(409);
    const again = await json<{ job_id: string }>(await ada.post(`/api/generation/projects/${id}/generate`));
    expect(again).toMatchObject({ project_id: id, job_id: `storyboard.${id}`, status: 'AWAITING_APPROVAL' });
  });
});

describe('an edit', () => {
  const words = (text: string, sceneId = 's1') => ({ kind: 'overlay-line', sceneId, line: 'headline', text });
  const edit = (id: string, body: object) => ada.post(`/api/projects/${id}/edits`, { base_version: 1, ...body });

  test('of a storyboard makes the next version, and says in words what changed', async () => {
    const id = await another();
    const answer = await edit(id, { edits: [words('Crisp'), words('Cold', 's2')] });
    expect([answer.status, await json(answer)]).toMatchObject([
      200,
      {
        applied: true,
        version: 2,
        status: 'AWAITING_APPROVAL',
        changes: [expect.stringContaining('Crisp'), expect.anything()],
      },
    ]);
    const ad = await adOf(id);
    expect(ad.plan?.scenes.map(({ overlay }) => overlay?.headline).slice(0, 2)).toEqual(['Crisp', 'Cold']);
    expect(await refusal(await edit(id, { edits: [words('Late')] }))).toMatchObject({
      status: 409,
      message: 'The ad stands at version 2 by now. Look at that one, and send the edits for it.',
    });
  });

  test('that is only tried changes nothing', async () => {
    const id = await another();
    const answer = await json(await edit(id, { edits: [words('Crisp')], preview: true }));
    expect(answer).toMatchObject({ applied: false, version: 1, offer: { max_micro_usd: 0, version: 2 } });
    expect((await adOf(id)).version).toBe(1);
  });

  test('that cannot be done leaves the others undone, too, and is named', async () => {
    const id = await another();
    expect(await refusal(await edit(id, { edits: [words('Crisp'), words('x', 's9')] }))).toEqual({
      status: 400,
      code: 'bad-input',
      message: 'edits.1: There is no scene “s9” in this ad; it has 3 scenes.',
    });
    expect((await adOf(id)).version).toBe(1);
  });

  test.each([
    ['no edits', { edits: [] }, 'edits'],
    ['an unknown kind', { edits: [{ kind: 'explode' }] }, 'edits.0.kind'],
    ['a field that is missing', { edits: [{ kind: 'overlay-none' }] }, 'edits.0.sceneId'],
    ['a field too many', { edits: [{ kind: 'music-none', loud: true }] }, 'edits.0'],
    ['no version', { base_version: null, edits: [{ kind: 'music-none' }] }, 'base_version'],
    ['a character that is none', { edits: [words('\0')] }, 'edits.0.text'],
    ['half a character', { edits: [words('\ud800')] }, 'edits.0.text'],
    [
      'a picture of somebody else',
      { edits: [{ kind: 'product-picture', photoKey: 'projects/p2/product/upload.0123456789abcdef' }] },
      'edits.0.photoKey',
    ],
    ['a picture outside', { edits: [{ kind: 'product-picture', photoKey: '../../etc/passwd' }] }, 'edits.0.photoKey'],
  ])('with %s is refused by the name of the field', async (_what, body, field) => {
    const { status, message } = await refusal(await edit(await another(), body));
    expect([status, message.split(':')[0]]).toEqual([400, field]);
  });

  test('is followed by versions, and an earlier one can be had again', async () => {
    const id = await another();
    await edit(id, { edits: [words('Crisp')] });
    await api.desk.approve(id, { planHash: (await adOf(id)).offer?.plan_hash ?? '', maxMicroUsd: 0 });
    await api.desk.complete(id, { outputs: { '9:16': `projects/${id}/outputs/v2/final_9x16.mp4` } });
    const films = [{ aspect: '9:16', url: `/api/projects/${id}/films/v2/final_9x16.mp4` }];
    expect(await adOf(id)).toMatchObject({ status: 'COMPLETED', quality: 'finished', films });
    expect(VersionList.parse(await json(await ada.get(`/api/projects/${id}/versions`))).versions).toMatchObject([
      { version: 1, approved: false, is_current: false, quality: null, films: [] },
      { version: 2, approved: true, is_current: true, quality: 'finished', films },
    ]);
    const { plan } = await json<{ plan: unknown }>(await ada.get(`/api/projects/${id}/versions/1`));
    expect(plan).toEqual(samplePlan());
    expect(await json(await ada.post(`/api/projects/${id}/versions/1/restore`))).toMatchObject({ version: 1 });
    expect((await adOf(id)).plan).toEqual(samplePlan());
    for (const version of ['3', '0', 'v', '-1', '1e9', '99999999']) {
      expect((await ada.post(`/api/projects/${id}/versions/${version}/restore`)).status).toBe(404);
    }
  });
});
