/** Who is let in with an account, who is not, and what else belongs to them. */
import { sign } from 'hono/jwt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJwks } from '../../src/http/api/jwks.ts';
import { verifyJwt } from '../../src/http/api/verify-jwt.ts';
import { type ApiServer, ordered, refusal, somebody, startApi } from './api-server.ts';
import { json } from './browser.ts';
import { startTokenIssuer, type TokenIssuer, unsigned } from './token-issuer.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const SECRET = 'the secret of an older project, long enough';

let issuer: TokenIssuer;
let api: ApiServer;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  api = await startApi({
    accounts: { supabaseUrl: `${issuer.url}/`, jwtSecret: null, publishableKey: 'sb_publishable_test' },
  });
});
afterAll(async () => {
  await api.close();
  await issuer.stop();
});

const person = async (sub: string) => somebody(api.address, await issuer.tokenFor(sub));
const statusFor = async (authorization: string | null) => {
  const headers: Record<string, string> = authorization === null ? {} : { authorization };
  const answer = await fetch(`${api.address}/api/projects/user/all`, { headers });
  return { status: answer.status, asks: answer.headers.get('www-authenticate')?.split(' ')[0] };
};
const minutes = (count: number) => Math.floor(Date.now() / 1000) + 60 * count;
const OUT = { status: 401, asks: 'Bearer' };

describe('an account', () => {
  test('is let in with a token of its own, and orders ads that nobody else sees', async () => {
    const [ada, bob] = [await person(ADA), await person(BOB)];
    const id = await ordered(ada);
    for (const path of ['', '/events', '/versions', '/versions/1', '/films/v1/final_1x1.mp4', '/storyboard/v1.png']) {
      const answer = await bob.get(`/api/projects/${id}${path}`);
      expect([path, await refusal(answer)]).toEqual([
        path,
        { status: 404, code: 'not-found', message: 'There is no such ad.' },
      ]);
    }
    const changes = [
      bob.post(`/api/projects/${id}/cancel`),
      bob.post(`/api/projects/${id}/approve`, { plan_hash: 'x', max_micro_usd: 0 }),
      bob.post(`/api/projects/${id}/edits`, { base_version: 1, edits: [{ kind: 'music-none' }] }),
      bob.post(`/api/generation/projects/${id}/generate`),
      bob.post(`/api/projects/${id}/versions/1/restore`),
    ];
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(await json(await bob.get('/api/projects/user/all'))).toEqual({ projects: [], next: null });
    expect(await json(await ada.get(`/api/projects/${id}`))).toMatchObject({ status: 'AWAITING_APPROVAL', version: 1 });
  });

  test('is the same however its id is written', async () => {
    const token = await issuer.tokenFor('ABCDEF12-1111-4111-8111-111111111111');
    const id = await ordered(await somebody(api.address, token));
    expect((await (await person('abcdef12-1111-4111-8111-111111111111')).get(`/api/projects/${id}`)).status).toBe(200);
  });

  test('sees the ads of a chat once a code was said there, and not after the link has ended', async () => {
    const { fresh, desk } = api;
    const ada = await person(ADA);
    const brief = { text: 'From Slack', brandName: 'Basilo', brandColor: 'teal', durationSeconds: 6 };
    const id = await desk.order({ userId: 'slack:T1:U1', brief, photo: { photoKey: 'k' } }, AbortSignal.timeout(9000));
    expect((await ada.get(`/api/projects/${id}`)).status).toBe(404);
    const made = await ada.post('/api/links/code');
    const { code, expires_in_seconds } = await json<{ code: string; expires_in_seconds: number }>(made);
    expect([made.status, expires_in_seconds]).toEqual([201, 600]);
    await fresh.database.call('use_link_code', { p_code: code, p_identity: 'slack:T1:U1' });
    expect(await json(await ada.get('/api/links'))).toEqual({
      links: [{ platform: 'slack', identity: 'slack:T1:U1' }],
    });
    expect((await ada.get(`/api/projects/${id}`)).status).toBe(200);
    const { projects } = await json<{ projects: { project_id: string }[] }>(await ada.get('/api/projects/user/all'));
    expect(projects.map(({ project_id }) => project_id)).toContain(id);
    const bob = await person(BOB);
    expect(await json(await bob.post('/api/links/remove', { identity: 'slack:T1:U1' }))).toEqual({ unlinked: false });
    expect(await json(await ada.post('/api/links/remove', { identity: 'slack:T1:U1' }))).toEqual({ unlinked: true });
    expect((await ada.get(`/api/projects/${id}`)).status).toBe(404);
  });
});

describe('nobody is let in', () => {
  test.each([
    ['without a token', null],
    ['with an empty one', 'Bearer '],
    ['with something else', 'Basic YTpi'],
    ['with words', 'Bearer not.a.token'],
    ['with dots', 'Bearer ..'],
    ['with a token that is too long', `Bearer ${'a'.repeat(9000)}`],
    ['with characters that no token has', 'Bearer a b c'],
  ])('%s', async (_what, authorization) => {
    expect(await statusFor(authorization)).toEqual(OUT);
  });

  test.each([
    ['that has ended', { exp: minutes(-2) }],
    ['that never ends', { exp: undefined }],
    ['that begins later', { nbf: minutes(2) }],
    ['that was made in the future', { iat: minutes(2) }],
    ['of somebody else’s making', { iss: 'https://elsewhere.supabase.co/auth/v1' }],
    ['of nobody’s making', { iss: undefined }],
    ['for another service', { aud: 'anon' }],
    ['for none', { aud: undefined }],
    ['that names nobody', { sub: undefined }],
    ['that names no account', { sub: 'admin' }],
    ['of an account that anybody can have', { is_anonymous: true }],
  ])('with a token %s', async (_what, change) => {
    expect(await statusFor(`Bearer ${await issuer.tokenFor(ADA, change)}`)).toEqual(OUT);
  });

  test('with a token that nobody has signed, or that was signed in another way', async () => {
    const claims = issuer.claimsFor(ADA);
    const good = await issuer.tokenFor(ADA);
    const [head = '', body = '', mark = ''] = good.split('.');
    const other = Buffer.from(JSON.stringify(issuer.claimsFor(BOB))).toString('base64url');
    for (const token of [
      unsigned({ alg: 'none', typ: 'JWT', kid: 'first' }, claims),
      unsigned({ alg: 'ES256', typ: 'JWT', kid: 'first' }, claims),
      unsigned({ typ: 'JWT', kid: 'first' }, claims),
      `${head}.${other}.${mark}`,
      `${head}.${body}.${mark.slice(0, -4)}AAAA`,
      `${good}.more`,
      await sign(claims, 'first', 'HS256'),
      await sign(claims, JSON.stringify({ keys: [] }), 'HS256'),
    ])
      expect(await statusFor(`Bearer ${token}`)).toEqual(OUT);
  });

  test('but clocks may differ by a minute', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    for (const change of [{ exp: seconds - 40 }, { iat: seconds + 40, nbf: seconds + 40 }])
      expect((await statusFor(`Bearer ${await issuer.tokenFor(ADA, change)}`)).status).toBe(200);
  });

  test('with the cookie of the page, where there are accounts', async () => {
    const begun = await fetch(`${api.address}/api/session`, { method: 'POST' });
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const answer = await fetch(`${api.address}/api/projects/user/all`, { headers: { cookie } });
    expect(answer.status).toBe(401);
    expect((await fetch(`${api.address}/api/token`, { method: 'POST', headers: { cookie } })).status).not.toBe(201);
  });
});

describe('keys', () => {
  const open = async () => {
    const own = await startTokenIssuer();
    let nowMs = 0;
    const jwks = createJwks({ url: `${own.url}/auth/v1/.well-known/jwks.json`, fetch, clock: () => nowMs });
    const keys = { kind: 'jwks', jwks } as const;
    const rules = { issuer: `${own.url}/auth/v1`, audience: 'authenticated', keys, now: Date.now };
    return { ...own, check: (token: string) => verifyJwt(token, rules), wait: (ms: number) => (nowMs += ms) };
  };

  test('are asked for once, and again when a token names a new one, but not as often as somebody makes one up', async () => {
    const own = await open();
    const first = await own.tokenFor(ADA);
    expect(await Promise.all([own.check(first), own.check(first)])).toEqual([ADA, ADA]);
    expect(own.asked()).toBe(1);
    await own.addKey('second');
    const second = await own.tokenFor(ADA, {}, 'second');
    for (let time = 0; time < 5; time += 1) expect(await own.check(second)).toBeNull();
    expect(own.asked()).toBe(1);
    own.wait(31_000);
    expect(await own.check(second)).toBe(ADA);
    expect(own.asked()).toBe(2);
    await own.stop();
  });

  test('that cannot be had keep nobody out who was let in a while ago, and others are asked to come again', async () => {
    const own = await open();
    const token = await own.tokenFor(ADA);
    own.setUp(false);
    await expect(own.check(token)).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '5' } });
    own.setUp(true);
    expect(await own.check(token)).toBe(ADA);
    own.setUp(false);
    own.wait(11 * 60_000);
    expect(await own.check(token)).toBe(ADA);
    await own.stop();
  });

  test('of older projects are one secret that signs in one way', async () => {
    const keys = { kind: 'secret', secret: SECRET } as const;
    const rules = { issuer: `${issuer.url}/auth/v1`, audience: 'authenticated', keys, now: Date.now };
    const claims = issuer.claimsFor(ADA);
    expect(await verifyJwt(await sign(claims, SECRET, 'HS256'), rules)).toBe(ADA);
    for (const token of [
      await sign(claims, 'another secret', 'HS256'),
      await sign(claims, SECRET, 'HS512'),
      await issuer.tokenFor(ADA),
      unsigned({ alg: 'none', typ: 'JWT' }, claims),
      await sign({ ...claims, exp: minutes(-2) }, SECRET, 'HS256'),
    ])
      expect(await verifyJwt(token, rules)).toBeNull();
  });
});

test('an address for everybody without accounts lets nobody in, and says what is missing', async () => {
  const open = await startApi({ environment: { PUBLIC_URL: 'https://ads.example.com' } });
  const answer = await fetch(`${open.address}/api/projects/user/all`);
  expect(await refusal(answer)).toMatchObject({
    status: 503,
    code: 'set-up',
    message: expect.stringContaining('SUPABASE_URL'),
  });
  await open.close();
});

test('whoever has no account can link no chat', async () => {
  const local = await startApi();
  const somebodyHere = await somebody(local.address);
  expect(await refusal(await somebodyHere.post('/api/links/code'))).toMatchObject({ status: 409, code: 'set-up' });
  expect(await json(await somebodyHere.get('/api/links'))).toEqual({ links: [] });
  await local.close();
});
