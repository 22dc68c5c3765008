/** Where people have accounts: what the page is told, what a browser may see without a token, and whose the chat is. */
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageIdentity } from '../../src/http/api/whose.ts';
import { createLookCookies } from '../../src/http/look-cookie.ts';
import { PAGES } from '../../src/http/page.ts';
import { type ApiServer, ordered, somebody, startApi } from './api-server.ts';
import { json } from './browser.ts';
import { startChatServer } from './chat-server.ts';
import { rawRequest } from './raw-request.ts';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const KEY = 'sb_publishable_"<&>';

let issuer: TokenIssuer;
let api: ApiServer;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  api = await startApi({ accounts: { supabaseUrl: issuer.url, jwtSecret: null, publishableKey: KEY } });
});
afterAll(async () => {
  await api.close();
  await issuer.stop();
});

const bearer = async (sub: string) => ({ authorization: `Bearer ${await issuer.tokenFor(sub)}` });
const begin = (headers: Record<string, string>, address = api.address) =>
  fetch(`${address}/api/session`, { method: 'POST', headers });
const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
  fetch(`${api.address}${path}`, { headers, method });

async function looking(sub: string): Promise<{ readonly cookie: string }> {
  const [given = ''] = (await begin(await bearer(sub))).headers.getSetCookie();
  return { cookie: given.split(';')[0] ?? '' };
}

describe('a browser with an account', () => {
  test('gets a cookie that shows the ads of that account, and changes nothing', async () => {
    const given = await begin(await bearer(ADA));
    expect(given.status).toBe(204);
    const [set = ''] = given.headers.getSetCookie();
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).toMatch(/Max-Age=86400;/);
    const id = await ordered(await somebody(api.address, await issuer.tokenFor(ADA)));
    const [ada, bob] = [await looking(ADA), await looking(BOB)];
    expect((await ask(`/api/projects/${id}`, ada)).status).toBe(200);
    expect((await ask(`/api/projects/${id}`, ada, 'HEAD')).status).toBe(200);
    expect((await ask(`/api/projects/${id}`, bob)).status).toBe(404);
    const changes = [
      ['POST', `/api/projects/${id}/cancel`],
      ['POST', `/api/projects/${id}/approve`],
      ['POST', `/api/projects/${id}/edits`],
      ['POST', `/api/generation/projects/${id}/generate`],
      ['POST', '/api/projects'],
      ['POST', '/api/links/code'],
      ['PUT', '/api/brand-kit'],
      ['POST', '/api/threads'],
      ['POST', '/api/threads/t/messages'],
      ['POST', '/api/threads/t/actions'],
    ] as const;
    const statuses = await Promise.all(changes.map(async ([method, path]) => (await ask(path, ada, method)).status));
    expect(statuses).toEqual(changes.map(() => 401));
    expect((await ask(`/api/projects/${id}`, ada)).status).toBe(200);
  });

  test('loses the cookie when it leaves, and gets none for a token that is not good', async () => {
    const left = await begin({});
    expect([left.status, left.headers.getSetCookie()[0]]).toEqual([
      204,
      expect.stringMatching(/adgen_look=;.*Max-Age=0/),
    ]);
    const bad = await begin({ authorization: 'Bearer no.good.token' });
    expect([bad.status, bad.headers.getSetCookie()]).toEqual([401, []]);
    expect(await json(bad)).toMatchObject({ error: { code: 'not-signed-in' } });
  });

  test('shows nothing with a cookie that was made up, altered, or is that of a machine without accounts', async () => {
    const { cookie } = await looking(ADA);
    const local = await startChatServer(api.fresh, { secret: 'a secret for tests' });
    const [ofMachine = ''] = (await fetch(local.address)).headers.getSetCookie();
    await local.stop();
    const value = ofMachine.split(';')[0]?.split('=')[1] ?? '';
    for (const wrong of [cookie.replace(ADA, BOB), `${cookie}x`, 'adgen_look=', `adgen_look=${ADA}.9999999999.x`]) {
      expect([wrong, (await ask('/api/projects/user/all', { cookie: wrong })).status]).toEqual([wrong, 401]);
    }
    for (const wrong of [`adgen_session=${value}`, `adgen_look=${value}`])
      expect((await ask('/api/projects/user/all', { cookie: wrong })).status).toBe(401);
  });
});

test('a cookie for looking ends after a day, and is for https alone where the page is', async () => {
  let now = 1_700_000_000_000;
  const looks = createLookCookies({ secret: 's', isSecure: true, now: () => now });
  const app = new Hono()
    .get('/give', (c) => {
      looks.give(c, ADA);
      return c.body(null);
    })
    .all('/who', (c) => c.text(looks.userOf(c) ?? 'nobody'));
  const [given = ''] = (await app.request('/give')).headers.getSetCookie();
  expect(given).toContain('Secure');
  const headers = { cookie: given.split(';')[0] ?? '' };
  const who = async (method = 'GET') => (await app.request('/who', { headers, method })).text();
  expect([await who(), await who('POST')]).toEqual([ADA, 'nobody']);
  now += 86_399_000;
  expect(await who()).toBe(ADA);
  now += 1000;
  expect(await who()).toBe('nobody');
});

describe('a conversation of an account', () => {
  test('is begun with its token, followed with its cookie, and there for nobody else', async () => {
    const begun = await ask('/api/threads', await bearer(ADA), 'POST');
    const { thread_id: thread } = await json<{ thread_id: string }>(begun);
    const form = new FormData();
    form.set('key', crypto.randomUUID());
    form.set('text', 'An ad for lemonade');
    const said = { method: 'POST', body: form, headers: await bearer(ADA) };
    expect((await fetch(`${api.address}/api/threads/${thread}/messages`, said)).status).toBe(202);
    expect(api.server.received.at(-1)).toMatchObject({ userId: expect.stringContaining(ADA) });
    const [ada, bob] = [await looking(ADA), await looking(BOB)];
    const stream = await ask(`/api/threads/${thread}/events`, ada);
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    await stream.body?.cancel();
    expect((await ask(`/api/threads/${thread}/events`, bob)).status).toBe(404);
    expect((await ask(`/api/threads/${thread}/events`, {})).status).toBe(401);
  });

  test('is the same person’s as the page: what is ordered there is in their list here, and in nobody else’s', async () => {
    const begun = await ask('/api/threads', await bearer(ADA), 'POST');
    const { thread_id: thread } = await json<{ thread_id: string }>(begun);
    const form = new FormData();
    form.set('key', crypto.randomUUID());
    form.set('text', 'An ad for lemonade');
    await fetch(`${api.address}/api/threads/${thread}/messages`, {
      method: 'POST',
      body: form,
      headers: await bearer(ADA),
    });
    const { userId = '' } = api.server.received.at(-1) ?? {};
    expect(userId).toBe(pageIdentity({ userId: ADA }));
    const brief = { text: 'Lemonade', brandName: 'Basilo', brandColor: '#0f766e', durationSeconds: 15 };
    const id = await api.desk.order({ userId, brief, photo: { photoKey: thread } }, AbortSignal.timeout(9000));
    const listed = async (sub: string) =>
      (await (await somebody(api.address, await issuer.tokenFor(sub))).get('/api/projects/user/all')).text();
    expect(await listed(ADA)).toContain(id);
    expect(await listed(BOB)).not.toContain(id);
  });

  test.each([
    ['has run out', { exp: Math.floor(Date.now() / 1000) - 3600 }],
    ['somebody else has made', { iss: 'https://elsewhere.supabase.co/auth/v1' }],
    ['is for something else', { aud: 'anon' }],
    ['names nobody', { sub: 'me' }],
  ])('is not for whoever has a token that %s, and neither is a cookie', async (_, change) => {
    const headers = { authorization: `Bearer ${await issuer.tokenFor(ADA, change)}` };
    for (const path of ['/api/threads', '/api/session']) {
      const answer = await ask(path, headers, 'POST');
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 401, []]);
    }
  });

  test('is not left open by those who only ask whether it is there', async () => {
    const begun = await ask('/api/threads', await bearer(ADA), 'POST');
    const { thread_id: thread } = await json<{ thread_id: string }>(begun);
    const { cookie } = await looking(ADA);
    const head = [
      `HEAD /api/threads/${thread}/events HTTP/1.1`,

      `Cookie: ${cookie}`,
      'Connection: close',
    ];
    expect(await rawRequest(api.address, { head, hangs: true })).toMatchObject({ status: 200 });
  });
});

describe('the page', () => {
  test.each(PAGES.map((path) => [path.replace(':id', 'p123')]))(
    'is there at %s, and is told where people sign in',
    async (path) => {
      const answer = await ask(path, {});
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.get('content-security-policy')).toContain(`connect-src 'self' ${issuer.url}`);
      const html = await answer.text();
      expect(html).toContain(`<meta name="adgen-accounts-url" content="${issuer.url}">`);
      expect(html).toContain('<meta name="adgen-accounts-key" content="sb_publishable_&#34;&#60;&#38;&#62;">');
    },
  );

  test('says itself that an address is none, to browsers; programs get an error they can read', async () => {
    const shown = await ask('/no/such/page', { accept: 'text/html,*/*;q=0.8' });
    expect([shown.status, shown.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const told = await ask('/no/such/page', { accept: '*/*' });
    expect([told.status, await json(told)]).toMatchObject([404, { error: { code: 'not-found' } }]);
    expect(
      (await ask('/api/nothing', { accept: 'text/html', ...(await bearer(ADA)) })).headers.get('content-type'),
    ).toContain('json');
  });

  test('tells nobody to sign in where nobody can: programs still may, and the page says what is missing', async () => {
    const other = await startApi({ accounts: { supabaseUrl: issuer.url, jwtSecret: null, publishableKey: null } });
    const html = await (await fetch(other.address)).text();
    const listed = `${other.address}/api/projects/user/all`;
    const page = await fetch(listed, { headers: { 'sec-fetch-site': 'same-origin' } });
    const program = await fetch(listed, { headers: await bearer(ADA) });
    await other.close();
    expect(html).not.toContain('adgen-accounts');
    expect([page.status, await json(page)]).toMatchObject([
      503,
      { error: { message: expect.stringContaining('SUPABASE_PUBLISHABLE_KEY') } },
    ]);
    expect(program.status).toBe(200);
  });
});
