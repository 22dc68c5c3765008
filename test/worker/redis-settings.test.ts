/** A Redis that is not set up as jobs need it: what is said about it, before anything waits there. */
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { openRedisBackend } from '../../src/worker/redis-backend.ts';
import { startRedis } from '../stand-ins/redis-server.ts';

async function start(settings: readonly string[] = []) {
  const redis = await startRedis(settings);
  onTestFinished(redis.stop);
  return redis;
}

function listening() {
  const said: unknown[] = [];
  const write = (...line: unknown[]) => void said.push(line);
  return { said, log: { info: write, warn: write, error: write } };
}

test('a password that is missing or wrong is named as what is wrong, and not repeated', async () => {
  const redis = await start();
  // As its owner does it: a server that asks for a password from its start would not tell the test when it is ready.
  const owner = new Redis(redis.url);
  await owner.config('SET', 'requirepass', 'open-sesame');
  owner.disconnect();
  const { log } = listening();
  const at = (user: string) => redis.url.replace('//', `//${user}`);
  for (const address of [redis.url, at(':guessed-wrong@')]) {
    const refused = await openRedisBackend(address, { log }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'set-up',
      message: expect.stringMatching(
        /^The Redis of REDIS_URL \(127\.0\.0\.1:\d+\) does not accept this user and password/,
      ),
    });
    expect(String(refused)).not.toContain('guessed-wrong');
  }
  const backend = await openRedisBackend(at(':open-sesame@'), { log });
  await backend.close();
});

test('a replica cannot be written to, and is refused at the start', async () => {
  const primary = await start();
  const replica = await start(['--replicaof', '127.0.0.1', `${primary.port}`]);
  await expect(openRedisBackend(replica.url, listening())).rejects.toMatchObject({
    code: 'set-up',
    message: expect.stringContaining('is a replica that cannot be written to. Use the primary.'),
  });
});

test('a Redis that may forget jobs is used, and warned of', async () => {
  const redis = await start(['--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru']);
  const { said, log } = listening();
  const backend = await openRedisBackend(redis.url, { log });
  await backend.close();
  expect(said).toContainEqual([{ policy: 'allkeys-lru' }, expect.stringContaining('set maxmemory-policy noeviction')]);
});

test('nothing at the address is said within seconds', async () => {
  await expect(openRedisBackend('redis://127.0.0.1:1', listening())).rejects.toMatchObject({
    code: 'set-up',
    message: expect.stringContaining('cannot be reached. Check that it runs'),
  });
});
