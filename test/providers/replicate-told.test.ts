import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hookRoutes, REPLICATE_HOOK_PATH } from '../../src/http/hooks.ts';
import type { Webhook } from '../../src/providers/replicate/webhook.ts';
import { sendWebhook } from '../stand-ins/replicate-webhooks.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { openStage, type Stage, type StageOptions, signal, TINY } from './replicate-stage.ts';

/** Without a webhook the second look would come after a minute. */
const SELDOM = { pollMs: 60_000, slowestPollMs: 60_000, runLimitMs: 120_000 };
const CLIP = 100_000;

let fresh: Fresh;
let stage: Stage;
let door: { server: ServerType; to: Webhook | null; answers: string[] };
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());

/** The place for webhooks, listening; what comes goes to `door.to`. */
async function open(options: StageOptions = {}) {
  const answers: string[] = [];
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const hear: Webhook = async (letter) => {
    const answer = (await door.to?.(letter)) ?? 'unsigned';
    answers.push(answer);
    return answer;
  };
  const server = serve({ fetch: hookRoutes({ replicate: hear, log }).fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  door = { server, to: null, answers };
  const { port } = server.address() as AddressInfo; // it listens on a port
  const webhookUrl = `http://127.0.0.1:${port}${REPLICATE_HOOK_PATH}`;
  stage = await openStage(fresh.database, { webhookUrl, ...options });
  return { ...stage, webhookUrl };
}

afterEach(async () => {
  expect(stage.server.faults).toEqual([]);
  expect(await stage.cost()).toBe(stage.server.bill());
  const log = stage.log.join('\n');
  for (const secret of stage.server.secrets) expect(log).not.toContain(secret);
  await stage.close();
  await new Promise((resolve) => door.server.close(resolve));
});

describe('with webhooks', () => {
  it('a clip is fetched as soon as it is there, without waiting for the next look', async () => {
    const { server, makers, clip } = await open({ startMs: 50, runMs: 300, timing: SELDOM });
    const replicate = makers();
    door.to = replicate.webhook;
    expect(await readFile(await clip(replicate))).toEqual(TINY.video);
    expect(server.creates).toHaveLength(1);
    expect(door.answers).toEqual(['heard']);
  });

  it('a clip is fetched all the same when none ever comes', async () => {
    const { server, makers, clip } = await open({ runMs: 100, webhookUrl: 'http://127.0.0.1:9/hooks/replicate' });
    expect(await readFile(await clip(makers()))).toEqual(TINY.video);
    expect(server.creates).toHaveLength(1);
  });

  it('what a webhook says is not believed before Replicate says it, too', async () => {
    const { server, makers, clip, webhookUrl } = await open({ runMs: 600 });
    const replicate = makers();
    door.to = replicate.webhook;
    const made = clip(replicate);
    await expect.poll(() => server.predictions.length).toBe(1);
    const id = server.predictions[0]?.id;
    // Genuine, and wrong: as a repeat, and what comes out of order, would be.
    for (const status of ['failed', 'canceled', 'succeeded'])
      await sendWebhook(webhookUrl, { id, status, output: 'http://127.0.0.1:9/evil.mp4' });
    expect(await readFile(await made)).toEqual(TINY.video);
    expect(door.answers.slice(0, 3)).toEqual(['heard', 'heard', 'heard']);
  });

  it('a call whose answer was cut off is found in the list by what it was given, and not asked for again', async () => {
    const { server, makers, clip, rows } = await open({ receive: () => 'drop-accepted', runMs: 100 });
    const replicate = makers();
    door.to = replicate.webhook;
    await clip(replicate);
    expect(server.creates).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'succeeded', settled: CLIP }]);
  });

  it('a call is found in the list also after the address was changed', async () => {
    const { server, makers, clip } = await open({ receive: () => 'drop-accepted', runMs: 200 });
    const stop = new AbortController();
    const ended = clip(makers(), 's1', { signal: stop.signal }).catch((error) => error);
    await expect.poll(() => server.predictions.length).toBe(1);
    stop.abort();
    expect(await ended).toMatchObject({ code: 'cancelled' });
    await clip(makers({ webhookUrl: 'https://ads.example.com/hooks/replicate' }));
    expect(server.creates).toHaveLength(1);
  });

  it('the program that goes on with a call after a start is woken by its end', async () => {
    const { server, makers, clip, rows } = await open({ runMs: 700, timing: SELDOM });
    const stop = new AbortController();
    const ended = clip(makers(), 's1', { signal: stop.signal }).catch((error) => error);
    await expect.poll(async () => (await rows())[0]?.state).toBe('running');
    stop.abort();
    await ended;
    const next = makers();
    door.to = next.webhook;
    expect(await readFile(await clip(next))).toEqual(TINY.video);
    expect(server.creates).toHaveLength(1);
  });

  it('a stop ends the prediction at once, and the word of that end changes nothing', async () => {
    const { server, makers, clip, rows, database } = await open({ runMs: 60_000, timing: SELDOM });
    const replicate = makers();
    door.to = replicate.webhook;
    const stop = new AbortController();
    const ended = clip(replicate, 's1', { signal: stop.signal }).catch((error) => error);
    await expect.poll(async () => (await rows())[0]?.state).toBe('running');
    await database.query("update projects set cancel_requested = true where id = 'p1'");
    stop.abort();
    expect(await ended).toMatchObject({ code: 'cancelled' });
    expect(server.predictions[0]?.cancelledMs).not.toBeNull();
    await expect.poll(() => door.answers).toEqual(['heard']);
    expect(await rows()).toMatchObject([{ state: 'cancelled', settled: CLIP }]);
    await replicate.tidy(signal);
    expect(server.creates).toHaveLength(1);
  });
});
