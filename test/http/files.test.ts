/** Files over HTTP: storyboards, films, what people sent, the page itself, and what every answer carries. */
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Card, plainCard } from '../../src/bots/card.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { type Browser, createBrowser, json } from './browser.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

let fresh: Fresh;
let server: ChatServer;
let browser: Browser;
let thread: string;

const FILM = 'projects/p1/outputs/v1/final_1x1.mp4';
const STORYBOARD = 'projects/p1/storyboard/v1.png';
const bytes = new Uint8Array(1000).map((_, index) => index % 251);
const signal = new AbortController().signal;

beforeAll(async () => {
  fresh = await freshDatabase();
  server = await startChatServer(fresh);
  browser = createBrowser(server.address);
  thread = await browser.begin();
  for (const key of [FILM, STORYBOARD, 'projects/p1/product/masked.png', 'projects/p2/outputs/v1/final_1x1.mp4']) {
    await server.artifact(key, bytes);
  }
  await say({ text: 'hello' });
  const picture = { key: STORYBOARD, name: 'storyboard.png', mime: 'image/png', alt: '' } as const;
  const film = { aspect: '1:1', key: FILM, name: 'final_1x1.mp4', mime: 'video/mp4', alt: '' } as const;
  // A card that shows what must never be shown: the server does not rely on the core for that.
  const inner = { ...picture, key: 'projects/p1/product/masked.png' };
  await post('result', { ...plainCard('result', 'done'), picture, films: [film] });
  await post('wrong', { ...plainCard('reply', 'oops'), picture: inner });
});
afterAll(async () => {
  await server.stop();
  await fresh.remove();
});

function post(key: string, card: Card) {
  return server.platform.post(server.received[0]?.threadId ?? '', key, card, signal);
}

async function say({ text = '', files = [] }: { text?: string; files?: readonly File[] }) {
  const form = new FormData();
  form.set('key', crypto.randomUUID());
  form.set('text', text);
  for (const file of files) form.append('files', file);
  expect((await browser.say(thread, form)).status).toBe(202);
}

const film = (headers: Record<string, string> = {}, method = 'GET') =>
  browser.request(`/api/files/${FILM}`, { headers, method });
const body = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

describe('a film', () => {
  test('comes whole, typed, and kept by nobody else', async () => {
    const answer = await film();
    expect(await body(answer)).toEqual(bytes);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
    });
  });

  test.each([
    ['bytes=0-99', 0, 100],
    ['bytes=900-', 900, 1000],
    ['bytes=-10', 990, 1000],
    ['bytes=990-5000', 990, 1000],
    ['bytes=0-', 0, 1000],
    ['bytes=-5000', 0, 1000],
  ])('comes in part: %s', async (range, start, end) => {
    const answer = await film({ range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/1000`);
    expect(await body(answer)).toEqual(bytes.slice(start, end));
  });

  test.each(['bytes=1000-', 'bytes=5-4', 'bytes=-0'])('has no part %s', async (range) => {
    const answer = await film({ range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  });

  test.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b', 'bytes=-'])('comes whole for %s', async (range) => {
    expect((await film({ range })).status).toBe(200);
  });

  test('is not sent again to who has it, and a changed one comes whole', async () => {
    const tag = (await film({}, 'HEAD')).headers.get('etag') ?? '';
    expect((await film({ 'if-none-match': tag })).status).toBe(304);
    expect((await film({ range: 'bytes=0-9', 'if-range': tag })).status).toBe(206);
    expect((await film({ range: 'bytes=0-9', 'if-range': '"older"' })).status).toBe(200);
  });

  test('is saved under its name when it is to be', async () => {
    const answer = await browser.request(`/api/files/${FILM}?download=1`);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="final_1x1.mp4"');
  });
});

test.each([
  ['of somebody else', 'projects/p2/outputs/v1/final_1x1.mp4'],
  ['that no card shows', 'projects/p1/outputs/v1/final_16x9.mp4'],
  ['that is not made to be seen, even if a card names it', 'projects/p1/product/masked.png'],
  ['outside', 'projects/p1/outputs/..%2f..%2f..%2f..%2fetc/passwd'],
  ['outside, dressed as a film', 'projects/p1/outputs/%2e%2e/secret.mp4'],
  ['that is none', ''],
])('a file %s is not there', async (_what, key) => {
  const answer = await browser.request(`/api/files/${key}`);
  expect(answer.status).toBe(404);
  expect(await json(answer)).toEqual({
    error: { code: 'not-found', message: 'There is no such file, or it is no longer kept.' },
  });
});

test('a film that was swept away is a sentence, not a crash', async () => {
  const key = 'projects/p3/outputs/v1/final_1x1.mp4';
  await post('gone', {
    ...plainCard('result', ''),
    films: [{ aspect: '1:1', key, name: 'a', mime: 'video/mp4', alt: '' }],
  });
  expect((await browser.request(`/api/files/${key}`)).status).toBe(404);
});

describe('what a person sent', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9]);
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const upload = async (file: File) => {
    await say({ files: [file] });
    const { what } = server.received.at(-1) ?? { what: { kind: 'action' as const } };
    return what.kind === 'message' ? what.attachments[0]?.source.upload : undefined;
  };

  test('is shown as the picture it is', async () => {
    const answer = await browser.request(`/api/threads/${thread}/uploads/${await upload(new File([png], 'a.svg'))}`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await body(answer)).toEqual(png);
  });

  test('is never sent back when a browser might run it', async () => {
    const address = `/api/threads/${thread}/uploads/${await upload(new File([svg], 'a.png', { type: 'image/png' }))}`;
    expect((await browser.request(address)).status).toBe(404);
  });

  test('is nobody else’s', async () => {
    const name = await upload(new File([png], 'a.png'));
    const stranger = createBrowser(server.address);
    const own = await stranger.begin();
    expect((await stranger.request(`/api/threads/${thread}/uploads/${name}`)).status).toBe(404);
    expect((await stranger.request(`/api/threads/${own}/uploads/${name}`)).status).toBe(404);
  });
});

describe('the page', () => {
  test('comes with a cookie that scripts and other sites cannot use, and keeps the one that is there', async () => {
    const newcomer = createBrowser(server.address);
    const first = await newcomer.request('/');
    const [cookie = ''] = first.headers.getSetCookie();
    expect(cookie).toMatch(/^adgen_session=\S+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/);
    const before = newcomer.cookie();
    await newcomer.request('/');
    expect(newcomer.cookie()).toBe(before);
  });

  test('asked for by a link on another site, replaces no cookie: browsers do not send it then', async () => {
    const answer = await fetch(server.address, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('may run and load only what is its own', async () => {
    const answer = await fetch(server.address);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('its files are kept for good, packed where that is understood, and nothing beside them is sent', async () => {
    const asset = await fetch(`${server.address}/assets/index-1a2b3c.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    expect(await asset.text()).toBe('export {};');
    for (const path of ['assets/..%2findex.html', 'assets/%2e%2e%2fbuilt-from.txt', 'built-from.txt', 'assets/x.js']) {
      expect((await fetch(`${server.address}/${path}`)).status).toBe(404);
    }
  });

  test('that was not built says what to do', async () => {
    const other = await startChatServer(fresh, { pageFolder: '/nowhere' });
    const answer = await fetch(other.address);
    await other.stop();
    expect(answer.status).toBe(503);
    expect(await json(answer)).toMatchObject({ error: { message: expect.stringContaining('npm start') } });
  });

  test('over https has a cookie that never travels without', async () => {
    const other = await startChatServer(fresh, { publicUrl: 'https://ads.example.com' });
    const answer = await fetch(other.address);
    await other.stop();
    expect(answer.headers.getSetCookie()[0]).toContain('Secure');
  });
});

describe('a host name', () => {
  test.each([
    ['localhost', 200],
    ['localhost:3000', 200],
    ['127.0.0.1', 200],
    ['[::1]:3000', 200],
    ['192.168.1.5:3000', 200],
    ['adgen.localhost', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
  ])('“%s” gets %i', async (host, status) => {
    expect(await statusOf('/', host)).toBe(status);
  });

  test('is no matter for the health check', async () => {
    expect(await statusOf('/healthz', 'whatever.internal')).toBe(200);
  });
});

test('no answer of the API is kept', async () => {
  for (const path of ['/api/threads/x/events', '/api/nothing', `/api/threads/${thread}/uploads/x`]) {
    expect((await browser.request(path)).headers.get('cache-control')).toBe('no-store');
  }
});

/** `fetch` does not let anybody choose the host. */
function statusOf(path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${server.address}${path}`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}
