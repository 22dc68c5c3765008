/** The connections of the job queue: `pg.Pool` as BullMQ asks for it, with more patience than it has itself. */
import { EventEmitter } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import type { PglitePool } from './pglite-pool.ts';
import { isOnlyRefused, mayConnectLater, wasTakenBack } from './postgres-error.ts';
import { type Patience, retrying } from './postgres-retry.ts';

/**
 * A connection that cannot be had is tried again, and so is a statement that the server took back: BullMQ (6.7.0) removes a
 * job and finishes another in opposite orders, and would leave the one of the two that Postgres ends for half a minute.
 */
export function createQueuePool(pool: Pool, patience: Patience): PglitePool {
  const connect = () => retrying(() => pool.connect(), mayConnectLater, patience);
  const query = (text: string, parameters?: readonly unknown[]) =>
    retrying(async () => once(await connect(), text, parameters), wasTakenBack, patience);
  // The caller owns the database; closing it is not the queue's business.
  const end = async () => undefined;
  const emitter = new EventEmitter();
  // Every queue and worker listens here.
  emitter.setMaxListeners(0);
  pool.on('error', (error) => {
    if (emitter.listenerCount('error') > 0) emitter.emit('error', error);
  });
  // Told so, BullMQ relies on hearing of a connection that was lost. Rows are untyped here, as in pg.
  return Object.assign(emitter, { query, connect, end, options: { keepAlive: true } }) as PglitePool;
}

async function once(client: PoolClient, text: string, parameters: readonly unknown[] | undefined) {
  let isSound = false;
  try {
    // An empty list would make pg send one statement only.
    const result = await (parameters ? client.query(text, [...parameters]) : client.query(text));
    isSound = true;
    return result;
  } catch (error) {
    isSound = isOnlyRefused(error);
    throw error;
  } finally {
    client.release(!isSound);
  }
}
