/** An ad followed as it is made, and its films fetched whole and in parts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Ad } from '../../src/http/api/shapes.ts';
import { type ApiServer, ordered, type Somebody, somebody, startApi } from './api-server.ts';
import type { StreamEvent } from './browser.ts';
import { followEvents } from './follow-events.ts';

let api: ApiServer;
let ada: Somebody;
let count = 0;
beforeAll(async () => {
  api = await startApi({ heartbeatMs: 40 });
  ada = await somebody(api.address);
});
afterAll(() => api.close());

const another = () => ordered(ada, { brief: `Followed, number ${++count}` });
const adIn = ({ data }: StreamEvent) => Ad.parse(JSON.parse(data));
const follow = (id: string, enough: (event: StreamEvent) => boolean, after?: string) =>
  followEvents(ada, `/api/projects/${id}/events`, enough, after);

async function finish(id: string): Promise<void> {
  await ada.post(`/api/generation/projects/${id}/generate`);
  const outputs = { '9:16': `projects/${id}/outputs/v1/final_9x16.mp4` };
  await api.desk.complete(id, { outputs });
}

describe('the events of an ad', () => {
  test('tell how it stands, each change, and the end; then the stream ends, too', async () => {
    const id = await another();
    const seen: StreamEvent[] = [];
    const following = follow(id, (event) => {
      seen.push(event);
      return false;
    });
    await expect.poll(() => seen.filter(({ event }) => event === 'ad').length).toBe(1);
    await ada.post(`/api/generation/projects/${id}/generate`);
    await expect.poll(() => seen.findLast(({ event }) => event === 'ad')?.data).toContain('GENERATING_SCENES');
    await api.desk.complete(id);
    await following;
    const ads = seen.filter(({ event }) => event === 'ad').map(adIn);
    expect([...new Set(ads.map(({ status }) => status))]).toEqual([
      'AWAITING_APPROVAL',
      'GENERATING_SCENES',
      'COMPLETED',
    ]);
    expect(ads[0]?.offer).toMatchObject({ max_micro_usd: 0 });
    expect(seen.at(-1)).toMatchObject({ event: 'end' });
    expect(new Set(seen.flatMap(({ event, id: name }) => (event === 'ad' ? [name] : []))).size).toBe(ads.length);
  });

  test('go on where they were read to: the same state is not told again', async () => {
    const id = await another();
    const [first] = (await follow(id, ({ event }) => event === 'ad')).filter(({ event }) => event === 'ad');
    const known = first?.id ?? '';
    let beats = 0;
    const quiet = await follow(
      id,
      ({ event }) => {
        if (event === 'beat') beats += 1;
        return beats > 2;
      },
      known,
    );
    expect(quiet.map(({ event }) => event)).not.toContain('ad');
    await api.desk.work(id, 92);
    const [next] = (await follow(id, ({ event }) => event === 'ad', known)).filter(({ event }) => event === 'ad');
    expect(next && adIn(next).progress).toBe(92);
  });

  test('of an ad that has ended end at once, and 204 tells a reader that knows not to come back', async () => {
    const id = await another();
    await finish(id);
    const seen = await follow(id, () => false);
    expect(seen.map(({ event }) => event).filter((event) => event !== 'beat')).toEqual(['ad', 'end']);
    const known = seen.at(-1)?.id ?? '';
    expect((await ada.get(`/api/projects/${id}/events`, { 'last-event-id': known })).status).toBe(204);
    expect((await ada.get(`/api/projects/${id}/events`, { 'last-event-id': 'made up' })).status).toBe(200);
  });

  test('are not held for whoever only asks for the head', async () => {
    const id = await another();
    const answer = await ada.ask(`/api/projects/${id}/events`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  });
});

describe('a film', () => {
  const FILM = new Uint8Array(2000).map((_, index) => index % 251);
  const made = async () => {
    const id = await another();
    await finish(id);
    await api.server.artifact(`projects/${id}/outputs/v1/final_9x16.mp4`, FILM);
    await api.server.artifact(`projects/${id}/storyboard/v1.png`, FILM.slice(0, 100));
    await api.server.artifact(`projects/${id}/product/upload.0123456789abcdef`, FILM);
    return { id, film: `/api/projects/${id}/films/v1/final_9x16.mp4` };
  };
  const bytes = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

  test('comes whole, in parts, not again when it is known, and by name when it is to be saved', async () => {
    const { film } = await made();
    const whole = await ada.get(film);
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('content-length')]).toEqual([
      200,
      'video/mp4',
      '2000',
    ]);
    expect(await bytes(whole)).toEqual(FILM);
    const part = await ada.get(film, { range: 'bytes=100-199' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/2000']);
    expect(await bytes(part)).toEqual(FILM.slice(100, 200));
    expect(await bytes(await ada.get(film, { range: 'bytes=-5' }))).toEqual(FILM.slice(-5));
    expect((await ada.get(film, { range: 'bytes=2000-' })).status).toBe(416);
    expect((await ada.get(film, { 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(304);
    expect((await ada.get(`${film}?download=1`)).headers.get('content-disposition')).toBe(
      'attachment; filename="final_9x16.mp4"',
    );
    expect(whole.headers.get('content-disposition')).toBe('inline');
  });

  test('is beside its storyboard', async () => {
    const { id } = await made();
    const answer = await ada.get(`/api/projects/${id}/storyboard/v1.png`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  test.each([
    'films/v1/final_1x1.mp4',
    'films/v2/final_9x16.mp4',
    'films/v0/final_9x16.mp4',
    'films/v1/final_9x16.png',
    'films/v1/..%2f..%2fproduct%2fupload.0123456789abcdef',
    'films/v1/%2e%2e%2f%2e%2e%2fproduct',
    'films/..%2fv1/final_9x16.mp4',
    'films/v1%2f..%2fv1/final_9x16.mp4',
    'films/v1/final_9x16.mp4%00.png',
    'films/v1/final_9x16.mp4/',
    'storyboard/v2.png',
    'storyboard/..%2fproduct%2fupload.0123456789abcdef',
    'storyboard/v1.png%00',
    'product/upload.0123456789abcdef',
    'films/v1/%ff%fe',
    'films/v1/%',
  ])('is not had by %s', async (path) => {
    const { id } = await made();
    expect((await ada.get(`/api/projects/${id}/${path}`)).status).toBe(404);
  });

  test.each(['..%2f..', '%00', 'p1%2f..%2fp2', 'a'.repeat(500), '%F0%9F%92%A9', "p'--", '%'])(
    'is not had by an ad called %s',
    async (id) => {
      expect((await ada.get(`/api/projects/${id}/films/v1/final_9x16.mp4`)).status).toBe(404);
    },
  );
});
