/** Any Postgres (14 or newer) by its address: shared by many processes, and away now and then. */
import type { Pool, PoolClient } from 'pg';
import { AdgenError } from '../ad/errors.ts';
import type { Queryable, Row, SqlDatabase } from './database.ts';
import type { PglitePool } from './pglite-pool.ts';
import {
  isLost,
  isOnlyRefused,
  mayConnectLater,
  type Place,
  placeOf,
  postgresError,
  wasTakenBack,
} from './postgres-error.ts';
import { createListener } from './postgres-listener.ts';
import { configOf, openPools } from './postgres-pools.ts';
import { createQueuePool } from './postgres-queue-pool.ts';
import { type Patience, retrying } from './postgres-retry.ts';
import { createCall } from './sql-call.ts';

export type PostgresOptions = {
  /** How long what could not connect is tried again. */
  readonly patienceMs?: number;
  /** A statement that takes longer is interrupted; migrations may take 10 min. */
  readonly statementMs?: number;
  /** How often the connection that listens is asked whether it is still there. */
  readonly heartbeatMs?: number;
};

/** `pool` is for the job queue alone: tables without a schema are looked for in `bullmq` first. */
export type PostgresDatabase = SqlDatabase & { readonly pool: PglitePool };

/**
 * Throws `set-up` or `storage` with a sentence when it cannot be used. `url` is as pg reads it, with `sslmode`; a pooler in
 * between has to keep sessions, since LISTEN belongs to one.
 *
 * A connection that cannot be had is tried again for `patienceMs`, as is a statement that the server itself took back. One
 * that breaks in the middle of a statement is not: whether that was committed is not known, so it is thrown as `storage` for
 * a caller who knows how to repeat it. Only calls of functions that cannot write are repeated in that case, too.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<PostgresDatabase> {
  const { patienceMs = 15_000, statementMs = 30_000, heartbeatMs = 15_000 } = options;
  const place = placeOf(url);
  const closing = new AbortController();
  const patience: Patience = { forMs: patienceMs, signal: closing.signal };
  const pools = openPools(url, statementMs);
  const query = createQuery(pools.plain, patience, place);
  const listener = createListener({ config: { ...configOf(url), query_timeout: heartbeatMs }, patience, heartbeatMs });
  let closed: Promise<void> | null = null;
  const close = () => {
    closing.abort();
    closed ??= Promise.all([listener.close(), ...Object.values(pools).map((pool) => pool.end())]).then(() => undefined);
    return closed;
  };
  try {
    // Whoever starts it waits for the answer.
    await refuseOld(
      createQuery(pools.plain, { ...patience, forMs: Math.min(patienceMs, FIRST_PATIENCE_MS) }, place).once,
    );
  } catch (error) {
    await close();
    throw error;
  }
  const lasting = <T>(use: (client: PoolClient) => Promise<T>) => withClient(pools.patient, patience, place, use);
  return {
    query: query.once,
    script: (text) => lasting((client) => queryable(client, place).script(text)),
    call: createCall(query.once, query.again),
    transaction: (use) => lasting((client) => inTransaction(client, place, use)),
    listen: (channel, hear, onGap = () => undefined) => named(place, () => listener.listen(channel, { hear, onGap })),
    pool: createQueuePool(pools.queue, patience),
    close,
  };
}

const FIRST_PATIENCE_MS = 5000;

function createQuery(pool: Pool, patience: Patience, place: Place) {
  const asked = (helps: (error: unknown) => boolean): Queryable['query'] => {
    return (text, parameters) => {
      const once = () =>
        withClient(pool, patience, place, (client) => queryable(client, place).query(text, parameters));
      return retrying(once, (error) => (error instanceof AdgenError ? helps(error.cause) : helps(error)), patience);
    };
  };
  return { once: asked(wasTakenBack), again: asked((error) => wasTakenBack(error) || isLost(error)) };
}

function queryable(client: PoolClient, place: Place): Queryable {
  return {
    // pg knows nothing of the columns, and returns an object for each row unless asked for lists.
    query: (text, parameters = []) =>
      named(place, async () => (await client.query(text, [...parameters])).rows as readonly Row[]),
    script: (text) => named(place, async () => void (await client.query(text))),
  };
}

/** What `use` throws of its own is thrown as it is. */
async function withClient<T>(pool: Pool, patience: Patience, place: Place, use: (client: PoolClient) => Promise<T>) {
  const client = await named(place, () => retrying(() => pool.connect(), mayConnectLater, patience));
  let isSound = false;
  try {
    const result = await use(client);
    isSound = true;
    return result;
  } catch (error) {
    isSound = isOnlyRefused(error instanceof AdgenError ? error.cause : error);
    throw error;
  } finally {
    client.release(!isSound);
  }
}

async function inTransaction<T>(client: PoolClient, place: Place, use: (inside: Queryable) => Promise<T>): Promise<T> {
  const inside = queryable(client, place);
  await inside.script('begin');
  try {
    const result = await use(inside);
    await inside.script('commit');
    return result;
  } catch (error) {
    // Fails when the connection is gone, and with it the transaction.
    await inside.script('rollback').catch(() => undefined);
    throw error;
  }
}

async function refuseOld(query: Queryable['query']): Promise<void> {
  const [row] = await query("select current_setting('server_version_num')::int / 10000 as major");
  if (Number(row?.major) >= 14) return;
  throw new AdgenError('set-up', `DATABASE_URL leads to PostgreSQL ${row?.major}. adgen needs 14 or newer.`);
}

async function named<T>(place: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw postgresError(error, place);
  }
}
