import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hookRoutes } from '../../src/http/hooks.ts';
import { createWake } from '../../src/providers/replicate/wake.ts';
import { createWebhook } from '../../src/providers/replicate/webhook.ts';
import { signed, WEBHOOK_SECRET } from '../stand-ins/replicate-webhooks.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const BODY = JSON.stringify({ id: 'p1', status: 'succeeded', output: 'https://example.com/x.mp4' });

function open(secrets: (string | null)[] = [WEBHOOK_SECRET]) {
  const rung: string[] = [];
  const asked: number[] = [];
  const clock = { ms: NOW };
  const webhook = createWebhook({
    api: {
      webhookSecret: async () => {
        asked.push(clock.ms);
        const key = secrets[Math.min(asked.length, secrets.length) - 1];
        return key ? { kind: 'answer', value: { key } } : { kind: 'busy', retryAfterMs: null };
      },
    },
    wake: { word: (id) => rung.push(id) > 0 },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    now: () => clock.ms,
  });
  const post = (body = BODY, headers: Record<string, string> = signed(body, { atMs: clock.ms })) =>
    webhook({ headers: new Headers(headers), body });
  return { post, rung, asked, clock };
}

describe('a webhook', () => {
  it('wakes whoever waits for the prediction it names', async () => {
    const { post, rung, asked } = open();
    expect(await post()).toBe(true);
    expect(await post()).toBe(true);
    expect(rung).toEqual(['p1', 'p1']);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['another secret', signed(BODY, { atMs: NOW, secret: `whsec_${Buffer.from('another').toString('base64')}` })],
    ['another body', signed(`${BODY} `, { atMs: NOW })],
    ['another id', { ...signed(BODY, { atMs: NOW }), 'webhook-id': 'msg_2' }],
    ['six minutes ago', signed(BODY, { atMs: NOW - 6 * 60_000 })],
    ['six minutes from now', signed(BODY, { atMs: NOW + 6 * 60_000 })],
    ['no time', { ...signed(BODY, { atMs: NOW }), 'webhook-timestamp': 'now' }],
    ['no signature', { ...signed(BODY, { atMs: NOW }), 'webhook-signature': '' }],
    ['an empty signature', { ...signed(BODY, { atMs: NOW }), 'webhook-signature': 'v1,' }],
    ['nothing', {}],
  ])('is refused with %s', async (_what, headers) => {
    const { post, rung } = open();
    expect(await post(BODY, headers)).toBe(false);
    expect(rung).toEqual([]);
  });

  it('is still believed after the secret was changed, and asks for the new one once a minute at most', async () => {
    const other = `whsec_${Buffer.from('the old one').toString('base64')}`;
    const { post, asked, clock } = open([other, WEBHOOK_SECRET]);
    expect(await post()).toBe(false);
    expect(await post()).toBe(false);
    expect(asked).toHaveLength(1);
    clock.ms += 61_000;
    expect(await post()).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is refused while nobody says what the secret is', async () => {
    const { post } = open([null]);
    expect(await post()).toBe(false);
  });

  it('does no harm when what it says is no prediction', async () => {
    const { post, rung } = open();
    for (const body of ['', 'no', '{}', '{"id":7}', '[]']) expect(await post(body)).toBe(true);
    expect(rung).toEqual([]);
  });
});

describe('the place for webhooks', () => {
  it('answers 401 to what is not signed, 413 to what is too large, and 404 where nothing is bought', async () => {
    const post = (app: ReturnType<typeof hookRoutes>, body: string) =>
      app.request('/hooks/replicate', { method: 'POST', body, headers: { 'content-length': String(body.length) } });
    const suspicious = hookRoutes({ replicate: async () => false });
    const refused = await post(suspicious, BODY);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({ error: { code: 'bad-input', message: expect.any(String) } });
    expect((await post(suspicious, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post(hookRoutes({ replicate: async () => true }), BODY)).status).toBe(200);
    expect((await post(hookRoutes({ replicate: null }), BODY)).status).toBe(404);
  });
});

describe('a pause between two looks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const never = new AbortController().signal;

  it('ends with the word that the call is over, also when that came before it began', async () => {
    const wake = createWake();
    const waiter = wake.waiterFor('p1');
    const paused = waiter.pause(60_000, never);
    expect(wake.word('p1')).toBe(true);
    await paused;
    wake.word('p1');
    await waiter.pause(60_000, never);
    expect(wake.word('p2')).toBe(false);
    waiter.close();
    expect(wake.word('p1')).toBe(false);
  });

  it('ends by itself, and at once when the work is stopped', async () => {
    const waiter = createWake().waiterFor('p1');
    const paused = waiter.pause(1_000, never);
    await vi.advanceTimersByTimeAsync(1_000);
    await paused;
    const stopping = new AbortController();
    const other = waiter.pause(60_000, stopping.signal);
    stopping.abort();
    await expect(other).rejects.toMatchObject({ code: 'cancelled' });
  });
});
