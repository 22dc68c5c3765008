import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresBackend } from '../../src/worker/backend.ts';
import { queueContract } from '../contracts/queue.ts';
import { queueEndingsContract } from '../contracts/queue-endings.ts';
import { freshPostgres } from '../storage/fresh-database.ts';

describe('the job queue on Postgres', () => {
  let fresh: Awaited<ReturnType<typeof freshPostgres>>;
  let queues = 0;
  beforeAll(async () => {
    fresh = await freshPostgres();
  });
  afterAll(() => fresh.remove());

  const open = async () => {
    const { pool, listen } = fresh.database;
    const backend = await openPostgresBackend(pool, listen, { name: `adgen-${queues++}` });
    return { backend, close: async () => undefined };
  };
  describe('running', () => queueContract(open));
  describe('ending', () => queueEndingsContract(open));
});
