/** The Replicate stand-in by itself: what it refuses, what it charges, and the ways in which it can fail. */
import { expect, it, onTestFinished } from 'vitest';
import { TOKEN } from './replicate-answers.ts';
import { MUSICGEN_VERSION } from './replicate-inputs.ts';
import { type ReplicateOptions, startReplicateServer } from './replicate-server.ts';

const WAN = '/models/wan-video/wan-2.2-t2v-fast/predictions';
const SET = { prompt: 'a pale plaster wall', resolution: '720p' };
const FILES = { video: Buffer.from('a clip'), audio: Buffer.from('a tune') };

async function open(options: Partial<ReplicateOptions> = {}) {
  const server = await startReplicateServer({ files: FILES, ...options });
  onTestFinished(server.close);
  const ask = async (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${server.url}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${TOKEN}`, 'cancel-after': '10m', ...headers },
    });
    const { status } = response;
    return { status, retryAfter: response.headers.get('retry-after'), body: await response.json() };
  };
  const made = async (path: string, body: unknown) => (await ask(path, body)).body as { id: string; status: string };
  return { server, ask, made };
}

it.each<[string, string, unknown, number, string]>([
  ['an input that the model does not know', WAN, { input: { ...SET, length: 5 } }, 422, 'length'],
  ['too few frames', WAN, { input: { ...SET, num_frames: 80 } }, 422, 'num_frames'],
  ['a webhook for every event', WAN, { input: SET, webhook: 'https://a.example/h' }, 201, 'without its events'],
  ['a webhook with a key in it', WAN, { input: SET, webhook: 'https://a.example/?k=1' }, 500, 'but an address'],
  ['something besides its input', WAN, { input: SET, wait: 60 }, 500, 'wait'],
])('keeps %s as a fault', async (_what, path, body, status, fault) => {
  const { server, ask } = await open();
  expect((await ask(path, body)).status).toBe(status);
  expect(server.faults.join()).toContain(fault);
});

it('takes no order without a deadline, a token, a model or, for a community model, its version', async () => {
  const { server, ask } = await open({ removed: ['minimax/video-01'] });
  expect((await ask(WAN, { input: SET }, { authorization: 'Bearer r8_wrong' })).status).toBe(401);
  for (const path of ['/models/some/body/predictions', '/models/minimax/video-01/predictions'])
    expect((await ask(path, { input: SET })).status).toBe(404);
  expect((await ask('/models/meta/musicgen/predictions', { input: { prompt: 'calm' } })).status).toBe(404);
  expect(server.predictions).toHaveLength(0);
  expect(server.faults).toEqual([]);
  await ask(WAN, { input: SET }, { 'cancel-after': 'soon' });
  expect(server.faults).toEqual([expect.stringContaining('deadline')]);
});

it('charges for what came to its end or was cancelled, by seconds for music, and nothing for what failed or never began', async () => {
  const { server, made, ask } = await open({ runMs: 1_000, receive: (number) => (number === 2 ? 'fail' : 'succeed') });
  await made(WAN, { input: SET });
  await made(WAN, { input: SET });
  const stopped = await made(WAN, { input: { ...SET, num_frames: 121 } });
  const music = { prompt: 'calm', model_version: 'stereo-large', duration: 8 };
  await made('/predictions', { version: MUSICGEN_VERSION, input: music });
  expect(server.bill()).toBe(0);
  expect((await ask(`/predictions/${stopped.id}/cancel`, {})).body).toMatchObject({ status: 'canceled' });
  expect(server.bill()).toBe(149_383);
  await expect
    .poll(() => server.predictions.map(server.statusOf), { timeout: 5_000 })
    .toEqual(['succeeded', 'failed', 'canceled', 'succeeded']);
  expect(server.bill()).toBe(100_000 + 149_383 + 1_400);
});

it('aborts for free, tells those who are too fast how long to wait, or not, and lists newest first, page by page', async () => {
  const { server, ask, made } = await open({
    ...{ pageSize: 2, createsPerMinute: 5 },
    receive: (number) => ([{ busy: '7' }, 'abort'] as const)[number - 1] ?? 'never',
  });
  expect(await ask(WAN, { input: SET })).toMatchObject({ status: 429, retryAfter: '7' });
  const ids: string[] = [];
  for (let orders = 0; orders < 4; orders++) ids.unshift((await made(WAN, { input: SET })).id);
  expect(await ask(WAN, { input: SET })).toMatchObject({ status: 429, retryAfter: null });
  expect((await ask(`/predictions/${ids[3]}`)).body).toMatchObject({ status: 'aborted', started_at: null });
  expect(server.bill()).toBe(0);
  const first = (await ask('/predictions')).body as { next: string; results: { id: string }[] };
  const second = (await ask(first.next)).body as typeof first;
  expect([...first.results, ...second.results].map(({ id }) => id)).toEqual(ids);
  expect(second.next).toBeNull();
});

it('gives its files to whoever has the signed address, without the token, until they expire', async () => {
  const { server, ask, made } = await open({ expireMs: 2_000 });
  const { id } = await made(WAN, { input: SET });
  const { output } = (await ask(`/predictions/${id}`)).body as { output: string };
  expect(await (await fetch(output)).text()).toBe('a clip');
  expect((await fetch(output.replace(/signature=.*/, 'signature=forged'))).status).toBe(404);
  expect(server.secrets.some((secret) => output.includes(secret))).toBe(true);
  const expired = { data_removed: true, output: null, input: {}, status: 'succeeded' };
  await expect.poll(async () => (await ask(`/predictions/${id}`)).body, { timeout: 5_000 }).toMatchObject(expired);
  expect((await fetch(output)).status).toBe(404);
  expect(server.faults).toEqual([]);
  await fetch(output, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(server.faults).toEqual(['the token was sent for a file']);
});

it.each<[string, 'drop-accepted' | 'drop-unheard', number]>([
  ['made', 'drop-accepted', 1],
  ['not made', 'drop-unheard', 0],
])('can cut the connection with the order %s', async (_what, reception, predictions) => {
  const { server, ask } = await open({ receive: () => reception });
  await expect(ask(WAN, { input: SET })).rejects.toThrow();
  expect(server.predictions).toHaveLength(predictions);
});
