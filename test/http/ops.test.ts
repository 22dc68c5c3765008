import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { createOpsApp, type OpsOptions } from '../../src/http/ops.ts';

const TOKEN = 'a token of sixteen or more';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Listens on all addresses of this machine, so that a caller need not look like a local one. */
async function startOps(given: Partial<OpsOptions> = {}): Promise<string> {
  const board = new Hono().all('*', (c) => c.text(`${c.req.method} board`));
  const app = createOpsApp({
    readiness: async () => ({ status: 'ready', checks: { database: 'ok' } }),
    metrics: async () => 'adgen_up 1\n',
    board,
    adminToken: TOKEN,
    isLocal: true,
    log: quiet,
    clock: () => performance.now(),
    ...given,
  });
  const listening = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '0.0.0.0' }, listening.resolve);
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(await listening.promise).port}`;
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const basic = (name: string, password: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` },
});

describe('health and readiness', () => {
  it('need no token, and are never kept by a cache', async () => {
    const address = await startOps();
    for (const path of ['/healthz', '/readyz']) {
      const answer = await fetch(address + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('a process that cannot work answers 503 and says what is missing, while it stays healthy', async () => {
    const checks = { database: 'ok', queue: 'The queue of jobs does not answer.' };
    const address = await startOps({ readiness: async () => ({ status: 'not ready', checks }) });
    const answer = await fetch(`${address}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: 'not ready', checks });
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });
});

describe('the admin token', () => {
  it.each(['/metrics', '/admin/queues', '/admin/queues/api/queues'])('opens %s as bearer or password', async (path) => {
    const address = await startOps();
    expect((await fetch(address + path)).status).toBe(401);
    for (const given of [bearer(TOKEN), basic('anybody', TOKEN), basic('', TOKEN)])
      expect((await fetch(address + path, given)).status).toBe(200);
    for (const given of [bearer(`${TOKEN}x`), bearer(TOKEN.slice(1)), basic(TOKEN, ''), basic('a', 'b')])
      expect((await fetch(address + path, given)).status).toBe(401);
  });

  it('is asked for in a way that browsers understand', async () => {
    const answer = await fetch(`${await startOps()}/admin/queues`);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="adgen"/);
  });

  it('cannot be guessed: after ten wrong ones an address waits for a minute, also with the right one', async () => {
    let nowMs = 0;
    const address = await startOps({ clock: () => nowMs });
    for (let guess = 0; guess < 10; guess++)
      expect((await fetch(`${address}/metrics`, bearer(`guess ${guess}`.padEnd(20, 'x')))).status).toBe(401);
    nowMs = 20_000;
    const refused = await fetch(`${address}/metrics`, bearer(TOKEN));
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('40');
    nowMs = 60_000;
    expect((await fetch(`${address}/metrics`, bearer(TOKEN))).status).toBe(200);
  });

  it('that nobody sent is no wrong one: a browser that asks first is not shut out', async () => {
    const address = await startOps();
    for (let ask = 0; ask < 12; ask++) expect((await fetch(`${address}/admin/queues`)).status).toBe(401);
    expect((await fetch(`${address}/admin/queues`, bearer(TOKEN))).status).toBe(200);
  });
});

describe('without an admin token', () => {
  it('there is no board, and this machine alone reads the metrics', async () => {
    const address = await startOps({ adminToken: null });
    expect((await fetch(`${address}/admin/queues`)).status).toBe(404);
    const answer = await fetch(`${address}/metrics`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await answer.text()).toBe('adgen_up 1\n');
  });

  it('there are no metrics for anybody where others can connect: behind a proxy everybody comes from here', async () => {
    const address = await startOps({ adminToken: null, isLocal: false });
    expect((await fetch(`${address}/metrics`)).status).toBe(404);
  });

  it('a name that is not ours does not read them, even when it points here', async () => {
    const address = await startOps({ adminToken: null });
    const { port } = new URL(address);
    const { request } = await import('node:http');
    const status = await new Promise((resolve) =>
      request({ host: '127.0.0.1', port, path: '/metrics', headers: { host: 'rebound.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end(),
    );
    expect(status).toBe(421);
  });
});

describe('the board', () => {
  it('is only looked at: nothing but reading reaches it, and nothing from another site', async () => {
    const address = await startOps();
    const path = `${address}/admin/queues/api/queues/films/clean/failed`;
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE'])
      expect((await fetch(path, { method, ...bearer(TOKEN) })).status).toBe(405);
    const foreign = { ...bearer(TOKEN).headers, origin: 'https://elsewhere.example' };
    expect((await fetch(path, { method: 'PUT', headers: foreign })).status).toBe(403);
  });

  it('may style itself; nothing else may', async () => {
    const address = await startOps();
    const rules = async (path: string) =>
      (await fetch(address + path, bearer(TOKEN))).headers.get('content-security-policy') ?? '';
    expect(await rules('/admin/queues')).toMatch(/style-src 'self' 'unsafe-inline'/);
    expect(await rules('/admin/queues')).toMatch(/script-src 'self';/);
    for (const path of ['/metrics', '/healthz', '/readyz']) expect(await rules(path)).not.toContain('unsafe');
  });
});
