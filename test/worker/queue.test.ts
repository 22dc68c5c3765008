import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresBackend } from '../../src/worker/backend.ts';
import { queueContract } from '../contracts/queue.ts';
import { queueEndingsContract } from '../contracts/queue-endings.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

describe('the job queue on PGlite', () => {
  let fresh: Fresh;
  let queues = 0;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.remove());

  const open = async () => {
    const backend = await openPostgresBackend(fresh.database.pool, fresh.database.listen, {
      name: `adgen-${queues++}`,
    });
    return { backend, close: async () => undefined };
  };
  describe('running', () => queueContract(open));
  describe('ending', () => queueEndingsContract(open));
});
