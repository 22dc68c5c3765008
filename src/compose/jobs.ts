/** Where jobs wait: in the database itself, or in a Redis that workers on other machines share. */
import { AdgenError } from '../ad/errors.ts';
import type { Config } from '../config.ts';
import type { Log } from '../pipeline/ports.ts';
import { type Backend, openPostgresBackend, type Pool } from '../worker/backend.ts';

/** `pool`: the database's own; null where it has none that jobs can wait in. */
export async function openBackend(
  queue: Config['queue'],
  pool: Pool | null,
  log: Log,
): Promise<Backend & { close(): Promise<void> }> {
  if (queue.kind === 'redis') return (await import('../worker/redis-backend.ts')).openRedisBackend(queue.url, { log });
  if (!pool) throw new AdgenError('set-up', 'Jobs have to wait somewhere: set REDIS_URL.');
  return { ...(await openPostgresBackend(pool)), close: async () => undefined };
}
