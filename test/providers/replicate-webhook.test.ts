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
  const log: string[] = [];
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
    log: {
      info: () => {},
      warn: (fields, message) => void log.push(`${message} ${JSON.stringify(fields)}`),
      error: () => {},
    },
    now: () => clock.ms,
  });
  const post = (body = BODY, headers: Record<string, string> = signed(body, { atMs: clock.ms })) =>
    webhook({ headers: new Headers(headers), body });
  return { post, rung, asked, log, clock };
}

describe('a webhook', () => {
  it('wakes whoever waits for the prediction it names', async () => {
    const { post, rung, asked } = open();
    expect(await post()).toBe('heard');
    expect(await post()).toBe('heard');
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
    const { post, rung, log } = open();
    expect(await post(BODY, headers)).toBe('unsigned');
    expect(rung).toEqual([]);
    expect(log).toHaveLength(1);
    expect(log.join()).not.toMatch(/example\.com|p1|v1,/);
  });

  it('is still believed after the secret was changed, and asks for the new one once a minute at most', async () => {
    const other = `whsec_${Buffer.from('the old one').toString('base64')}`;
    const { post, asked, clock } = open([other, WEBHOOK_SECRET]);
    expect(await post()).toBe('unsigned');
    expect(await post()).toBe('unsigned');
    expect(asked).toHaveLength(1);
    clock.ms += 61_000;
    expect(await post()).toBe('heard');
    expect(asked).toHaveLength(2);
  });

  it('is refused while nobody says what the secret is', async () => {
    const { post, clock } = open([null, WEBHOOK_SECRET]);
    expect(await post()).toBe('unsigned');
    clock.ms += 61_000;
    expect(await post()).toBe('heard');
  });

  it('is still believed after somebody sent rubbish while Replicate could not be asked', async () => {
    const { post, asked, clock } = open([WEBHOOK_SECRET, null]);
    expect(await post()).toBe('heard');
    clock.ms += 61_000;
    expect(await post(BODY, { ...signed(BODY, { atMs: clock.ms }), 'webhook-signature': 'v1,AAAA' })).toBe('unsigned');
    expect(asked).toHaveLength(2);
    expect(await post()).toBe('heard');
  });

  it('does no harm when what it says is no prediction', async () => {
    const { post, rung } = open();
    for (const body of ['', 'no', '{}', '{"id":7}', '[]']) expect(await post(body)).toBe('unreadable');
    expect(rung).toEqual([]);
  });
});

describe('the place for webhooks', () => {
  it('answers 401 to what is not signed, 400 to what says nothing, 413 to what is too large, 404 where nothing is bought', async () => {
    const post = (app: ReturnType<typeof hookRoutes>, body: string) =>
      app.request('/hooks/replicate', { method: 'POST', body, headers: { 'content-length': String(body.length) } });
    const lines: string[] = [];
    const log = { info: () => {}, warn: (_: unknown, message: string) => void lines.push(message), error: () => {} };
    const saying = (answer: 'heard' | 'unsigned' | 'unreadable') => hookRoutes({ replicate: async () => answer, log });
    const suspicious = saying('unsigned');
    const refused = await post(suspicious, BODY);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({ error: { code: 'bad-input', message: expect.any(String) } });
    expect((await post(suspicious, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect(lines).toEqual([expect.stringContaining('too large')]);
    expect((await post(saying('unreadable'), BODY)).status).toBe(400);
    expect((await post(saying('heard'), BODY)).status).toBe(200);
    expect((await post(hookRoutes({ replicate: null, log }), BODY)).status).toBe(404);
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
    expect(await paused).toBe(true);
    const late = wake.waiterFor('p1');
    wake.word('p1');
    expect(await late.pause(60_000, never)).toBe(true);
    expect(wake.word('p2')).toBe(false);
    for (const one of [waiter, late]) one.close();
    expect(wake.word('p1')).toBe(false);
  });

  it('is ended by word only once: what comes again is a repeat', async () => {
    const wake = createWake();
    const waiter = wake.waiterFor('p1');
    wake.word('p1');
    expect(await waiter.pause(60_000, never)).toBe(true);
    const paused = waiter.pause(1_000, never);
    for (let repeat = 0; repeat < 3; repeat++) wake.word('p1');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await paused).toBe(false);
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
