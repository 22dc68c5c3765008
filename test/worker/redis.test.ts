import { afterAll, beforeAll, describe } from 'vitest';
import { openRedisBackend } from '../../src/worker/redis-backend.ts';
import { queueContract } from '../contracts/queue.ts';
import { queueEndingsContract } from '../contracts/queue-endings.ts';
import { type RedisServer, startRedis } from '../stand-ins/redis-server.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the job queue on Redis', () => {
  let redis: RedisServer;
  let queues = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  const open = async () => {
    const backend = await openRedisBackend(redis.url, { log: SILENT, name: `adgen-${queues++}` });
    return { backend, close: backend.close };
  };
  describe('running', () => queueContract(open));
  describe('ending', () => queueEndingsContract(open));
});
