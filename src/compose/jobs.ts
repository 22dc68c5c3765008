/** Where jobs wait: in the database itself, or in a Redis that workers on other machines share. */
import { AdgenError } from '../ad/errors.ts';
import type { Config } from '../config.ts';
import type { Log } from '../pipeline/ports.ts';
import type { Database } from '../storage/database.ts';
import { type Backend, openPostgresBackend, type Pool } from '../worker/backend.ts';

type State = { readonly pool: Pool | null; readonly database: Pick<Database, 'listen'> };

/** `pool`: the database's own; null where it has none that jobs can wait in. */
export async function openBackend(
  queue: Config['queue'],
  { pool, database }: State,
  log: Log,
): Promise<Backend & { close(): Promise<void> }> {
  if (queue.kind === 'redis') return (await import('../worker/redis-backend.ts')).openRedisBackend(queue.url, { log });
  if (!pool) throw new AdgenError('set-up', 'Jobs have to wait somewhere: set REDIS_URL.');
  return { ...(await openPostgresBackend(pool, database.listen)), close: async () => undefined };
}
