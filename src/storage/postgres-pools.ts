/** The connections to a Postgres: how many, for whom, and with which limits. */
import { Pool, type PoolConfig } from 'pg';
import { typesAsOnPglite } from './postgres-types.ts';

/** Three of them, each opened as far as it is used: a queue that waits in all its connections must not keep the stores waiting. */
export function openPools(url: string, statementMs: number) {
  const config = configOf(url);
  const limits = `set statement_timeout = ${statementMs}; set idle_in_transaction_session_timeout = ${2 * statementMs}`;
  // The client's own limit is for a server that no longer says anything; later than the server's, whose answer is certain.
  const short = { ...config, query_timeout: 1.2 * statementMs };
  return {
    plain: openPool({ ...short, max: 8 }, [limits, NOTICE_DEATH]),
    patient: openPool({ ...config, max: 2, idleTimeoutMillis: 1000, query_timeout: LONG_MS }, [NOTICE_DEATH]),
    // BullMQ holds a connection for every worker that waits, and reads columns in its own way.
    queue: openPool({ ...short, max: 24, types: undefined }, [limits, NOTICE_DEATH, BULLMQ_FIRST]),
  };
}

const LONG_MS = 600_000;

/**
 * Otherwise the server goes on with the statement, and holds the locks, of a process that was killed meanwhile. A server on a
 * system that cannot tell (Windows) refuses the setting.
 */
const NOTICE_DEATH = `do $$ begin
  perform set_config('client_connection_check_interval', '1s', false);
exception when others then null; end $$`;

/** BullMQ names its tables without their schema, and `job` and `event` may well be somebody's in `public`. */
const BULLMQ_FIRST = "select set_config('search_path', 'bullmq, ' || current_setting('search_path'), false)";

/** What the address says itself has precedence. */
export function configOf(url: string): PoolConfig {
  return {
    connectionString: url,
    application_name: 'adgen',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    allowExitOnIdle: true,
    types: typesAsOnPglite(),
  };
}

function openPool(config: PoolConfig, settings: readonly string[]): Pool {
  // Its declaration does not say so, but the pool waits for it (pg-pool 3.14).
  const pool = new Pool({ ...config, onConnect: (client) => client.query(settings.join('; ')) });
  // A connection that is lost while idle, or between two statements, is found out by whoever uses it next.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
