/** What may happen to a Redis and to what is in it, while ads wait there. */
import { Redis } from 'ioredis';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createJobQueue } from '../../src/worker/queue.ts';
import { openRedisBackend } from '../../src/worker/redis-backend.ts';
import { type Handlers, startWorker } from '../../src/worker/run-jobs.ts';
import { IN_TURN } from '../contracts/queue-turns.ts';
import { type RedisServer, startRedis } from '../stand-ins/redis-server.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const WORK = { projectId: 'p1', version: 1 };

let redis: RedisServer;
beforeEach(async () => {
  redis = await startRedis();
});

async function open(handlers: Partial<Handlers> = {}) {
  const backend = await openRedisBackend(redis.url, { log: SILENT });
  const story: string[] = [];
  let drawn = 0;
  const turns = { ...IN_TURN, take: async () => ++drawn };
  const all: Handlers = {
    storyboard: async (projectId) => story.push(`storyboard ${projectId}`),
    produce: async (work, tasks) => {
      if (!story.includes('music')) await tasks.all(work, [{ kind: 'music' }]);
      story.push('finished');
    },
    task: async (_work, task) => story.push(task.kind),
    failed: async (_ended, error) => void story.push(error.message),
    ...handlers,
  };
  const queue = createJobQueue(backend, turns);
  const closers: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const close of closers) await close();
    await queue.close();
    await backend.close();
    await redis.stop();
  });
  const work = async (lanes: Parameters<typeof startWorker>[0]['lanes']) => {
    const how = { backend, handlers: all, log: SILENT, turns: IN_TURN, alone: false, lanes };
    const worker = await startWorker({ ...how, backoffMs: 10, lockMs: 2000, lostEveryMs: 500 });
    closers.push(() => worker.close(0));
  };
  return { backend, queue, story, work, drawn: () => drawn };
}

async function ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(redis.url);
  return question(client).finally(() => client.disconnect());
}

const tells = (story: readonly string[], line: string) =>
  expect.poll(() => story, { timeout: 20_000, interval: 20 }).toContain(line);

test('whoever looks after ads that are queued already draws no new number for them', async () => {
  const { queue, work, drawn } = await open();
  await queue.produce(WORK);
  await queue.produce(WORK);
  expect(drawn()).toBe(1);
  await work({ plans: 1 });
  await expect.poll(() => states(queue), { timeout: 10_000 }).toContain('plans waiting-children');
  for (let look = 0; look < 3; look++) await queue.produce(WORK);
  expect(drawn()).toBe(1);
});

test('an ad whose tasks the queue has lost is put back when it is looked for', async () => {
  const { queue, story, work } = await open();
  await queue.produce(WORK);
  await work({ plans: 1 });
  await expect.poll(() => states(queue), { timeout: 10_000 }).toContain('plans waiting-children');
  await ask(async (client) => client.del(await client.keys('bull:adgen-music:*')));
  await work({ music: 1 });
  await queue.produce(WORK);
  await tells(story, 'finished');
});

test('an ad that was on a Redis which forgot everything is put back when it is looked for', async () => {
  const { queue, story, work } = await open();
  await queue.produce(WORK);
  await ask((client) => client.flushall());
  await work({ plans: 1, music: 1 });
  await queue.produce(WORK);
  await tells(story, 'finished');
});

test('a Redis that says nothing any more is told of within seconds', async () => {
  const { queue } = await open();
  redis.pause();
  const asked = performance.now();
  await expect(queue.storyboard('p1').finally(redis.resume)).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringContaining('does not answer just now'),
    retryAfterMs: 2000,
  });
  expect(performance.now() - asked).toBeLessThan(15_000);
}, 30_000);

test('work goes on after Redis restarted in the middle, with what it was asked for before', async () => {
  const { queue, story, work } = await open();
  await queue.produce(WORK);
  await work({ plans: 1 });
  await expect.poll(() => states(queue), { timeout: 10_000 }).toContain('plans waiting-children');
  await redis.restart();
  await work({ music: 1 });
  await tells(story, 'finished');
}, 40_000);

test('work goes on after every connection was cut, and a stop is still heard', async () => {
  const { queue, story, work } = await open({
    storyboard: (_projectId, signal) => {
      story.push('begun');
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  await work({ plans: 1 });
  await queue.storyboard('p1');
  await tells(story, 'begun');
  await ask(async (client) => {
    for (const type of ['normal', 'pubsub'] as const)
      await client.call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes');
  });
  await queue.cancel('p1');
  await tells(story, 'Stopped.');
}, 40_000);

test('a job that is no JSON at all is parked with the reason, and the worker lives', async () => {
  const { backend, queue, story, work } = await open();
  await queue.sweep('odd');
  await ask((client) => client.hset('bull:adgen-plans:sweep.odd', 'data', '{"projectId": '));
  await work({ plans: 1 });
  await queue.storyboard('p1');
  await tells(story, 'storyboard p1');
  const raw = backend.openQueue('plans');
  await expect.poll(() => raw.getFailedCount(), { timeout: 10_000 }).toBe(1);
  const [parked] = await raw.getFailed();
  expect(parked).toMatchObject({ id: 'sweep.odd', data: { unreadable: '{"projectId": ' } });
  expect(parked?.failedReason).toMatch(/^bad-input: The job "sweep" is not one of ours/);
  await raw.close();
}, 40_000);

async function states(queue: { counts(): Promise<readonly { lane: string; state: string; count: number }[]> }) {
  return (await queue.counts()).filter(({ count }) => count > 0).map(({ lane, state }) => `${lane} ${state}`);
}
