/** A script that orders an ad over the API of the whole real program, in small: from the form to the films, and one change. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWeb, type Web } from '../../src/compose/web.ts';
import type { System } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { Ad, AdList, VersionList } from '../../src/http/api/shapes.ts';
import { createLog } from '../../src/log.ts';
import { openSmall, smallHome } from '../fixtures/system.ts';
import { bottle, ordered, refusal, type Somebody, somebody } from './api-server.ts';
import { createBrowser, json, type StreamEvent } from './browser.ts';
import { followEvents } from './follow-events.ts';

let home: string;
let folder: string;
let system: System;
let web: Web;
let ada: Somebody;
beforeAll(async () => {
  home = await smallHome();
  folder = await mkdtemp(join(tmpdir(), 'adgen-api-'));
  await mkdir(join(folder, 'page'));
  await writeFile(join(folder, 'page/index.html'), '<!doctype html><title>adgen</title>');
  system = await openSmall(home);
  const config = readConfig({ ADGEN_HOME: home, PORT: '0' }, home);
  web = await openWeb(system, config, join(folder, 'page'), createLog('silent'));
  ada = await somebody(web.address);
});
afterAll(async () => {
  await web?.close();
  await system?.close();
  for (const one of [home, folder]) await rm(one, { recursive: true, force: true });
});

const adOf = async (id: string) => Ad.parse(await json(await ada.get(`/api/projects/${id}`)));
const statusIn = ({ event, data }: StreamEvent) => (event === 'ad' ? Ad.parse(JSON.parse(data)).status : null);

/** Fetches a film and looks at it with ffprobe. */
async function filmAt(url: string) {
  const answer = await ada.get(url);
  const file = join(folder, 'film.mp4');
  await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
  const wanted = ['-show_entries', 'stream=codec_type,width,height:format=duration', '-of', 'json'];
  const { streams, format } = JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', ...wanted, file], { encoding: 'utf8' }),
  );
  return { streams, seconds: Number(format.duration) };
}

test('an ad from the form to the films, changed once and gone back with', async () => {
  const id = await ordered(ada, { productImage: await bottle() });
  const seen = await followEvents(
    ada,
    `/api/projects/${id}/events`,
    (event) => statusIn(event) === 'AWAITING_APPROVAL',
  );
  expect(seen.at(-1)?.event).toBe('ad');
  const drawn = await adOf(id);
  expect(drawn).toMatchObject({ version: 1, progress: 20, offer: { max_micro_usd: 0 } });
  const storyboard = await ada.get(drawn.storyboard_url ?? '');
  expect([storyboard.status, storyboard.headers.get('content-type')]).toEqual([200, 'image/png']);

  expect((await ada.post(`/api/generation/projects/${id}/generate`)).status).toBe(202);
  const making = await followEvents(
    ada,
    `/api/projects/${id}/events`,
    ({ event }) => event === 'end',
    seen.at(-1)?.id ?? '',
  );
  const progress = making.flatMap(({ event, data }) => (event === 'ad' ? [Ad.parse(JSON.parse(data)).progress] : []));
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  const made = await adOf(id);
  expect(made).toMatchObject({
    status: 'COMPLETED',
    progress: 100,
    quality: 'finished',
    degraded: [],
    cost_micro_usd: 0,
  });
  expect(made.films.map(({ aspect }) => aspect)).toEqual(['9:16', '1:1', '16:9']);
  for (const { url } of made.films) {
    const { streams, seconds } = await filmAt(url);
    expect(seconds).toBeCloseTo(6, 1);
    expect(streams.map((stream: { codec_type: string }) => stream.codec_type).sort()).toEqual(['audio', 'video']);
  }

  const edits = [{ kind: 'overlay-line', sceneId: 's1', line: 'headline', text: '20% off' }];
  const edited = await ada.post(`/api/projects/${id}/edits`, { base_version: 1, edits });
  expect(await json(edited)).toMatchObject({ applied: true, version: 2, offer: { max_micro_usd: 0 } });
  await followEvents(ada, `/api/projects/${id}/events`, ({ event }) => event === 'end');
  const again = await adOf(id);
  expect(again).toMatchObject({ status: 'COMPLETED', version: 2 });
  expect(again.films[0]?.url).toBe(`/api/projects/${id}/films/v2/final_9x16.mp4`);
  expect((await ada.get(again.films[0]?.url ?? '', { range: 'bytes=0-99' })).status).toBe(206);

  const { versions } = VersionList.parse(await json(await ada.get(`/api/projects/${id}/versions`)));
  expect(versions.map(({ version, films, is_current }) => [version, films.length, is_current])).toEqual([
    [1, 3, false],
    [2, 3, true],
  ]);
  await ada.post(`/api/projects/${id}/versions/1/restore`);
  expect(await adOf(id)).toMatchObject({ status: 'COMPLETED', version: 1, films: made.films });
  const { projects } = AdList.parse(await json(await ada.get('/api/projects/user/all')));
  expect(projects).toMatchObject([{ project_id: id, status: 'COMPLETED', films: made.films }]);
});

test('a picture that cannot be used is refused in plain words under its field, and nothing is ordered', async () => {
  const bob = await somebody(web.address);
  for (const text of [
    'this is no picture',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '\u0089PNG\r\n\u001a\nbroken',
  ]) {
    const productImage = new File([Buffer.from(text, 'latin1')], 'bottle.png', { type: 'image/png' });
    const { status, message } = await refusal(await bob.order({ productImage }));
    expect([status, message]).toEqual([400, expect.stringMatching(/^productImage: [A-Z].+\.$/)]);
  }
  expect(await json(await bob.get('/api/projects/user/all'))).toEqual({ projects: [], next: null });
});

test('an ad that is stopped while it is made ends soon, and says so', async () => {
  const id = await ordered(ada, { brief: 'One that nobody wants after all', productImage: await bottle() });
  await followEvents(ada, `/api/projects/${id}/events`, (event) => statusIn(event) === 'AWAITING_APPROVAL');
  await ada.post(`/api/generation/projects/${id}/generate`);
  expect(await json(await ada.post(`/api/projects/${id}/cancel`))).toMatchObject({ stopped: true });
  const seen = await followEvents(ada, `/api/projects/${id}/events`, ({ event }) => event === 'end');
  expect(seen.map(statusIn).findLast((status) => status !== null)).toBe('CANCELLED');
});

test('the chat on the page is there as before, beside the API', async () => {
  const browser = createBrowser(web.address);
  const thread = await browser.begin();
  expect(thread).toMatch(/^[\w-]+$/);
  expect((await browser.request('/api/projects/user/all')).status).toBe(200);
  expect((await fetch(`${web.address}/healthz`)).status).toBe(200);
  const elsewhere = { origin: 'https://evil.example', authorization: `Bearer ${ada.token}` };
  const answer = await fetch(`${web.address}/api/projects/p1/cancel`, { method: 'POST', headers: elsewhere });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
});
