/** PGlite in the shape of `pg.Pool`: what BullMQ's Postgres backend asks for, over the one session there is. */
import { EventEmitter } from 'node:events';
import type { PGlite, Transaction } from '@electric-sql/pglite';

type Result = { rows: Record<string, unknown>[]; rowCount: number | null };

type Runner = {
  // biome-ignore lint/suspicious/noExplicitAny: the row type is the caller's word, as with pg itself.
  query<R = any>(text: string, parameters?: readonly unknown[]): Promise<{ rows: R[]; rowCount: number | null }>;
};

/** One "connection": its own notifications, and its own transaction between BEGIN and COMMIT. */
export type PgliteClient = EventEmitter & Runner & { release(destroy?: boolean): void };

export type PglitePool = EventEmitter & Runner & { connect(): Promise<PgliteClient>; end(): Promise<void> };

/**
 * All connections share one session, so a BEGIN sent as it is would pull everybody's statements into that transaction.
 * Here it opens an exclusive PGlite transaction, and the others wait until its COMMIT or ROLLBACK.
 *
 * BullMQ looks for its tables on the search path; ours come first.
 */
export function createPglitePool(pglite: PGlite): PglitePool {
  const ready = pglite.exec('set search_path = public, bullmq');
  // Whoever queries is told; a database that is closed at once has nobody to tell.
  ready.catch(() => undefined);
  const query = async (text: string, parameters?: readonly unknown[]) => {
    await ready;
    return run(pglite, text, parameters);
  };
  const connect = async () => createClient(pglite, query);
  // The caller owns the database; closing it is not the pool's business.
  const end = async () => undefined;
  const pool = new EventEmitter();
  // Every queue and worker listens for errors here.
  pool.setMaxListeners(0);
  return Object.assign(pool, { query, connect, end }) as PglitePool; // rows are untyped here, as in pg
}

function createClient(pglite: PGlite, outside: (text: string, parameters?: readonly unknown[]) => Promise<Result>) {
  const client = new EventEmitter();
  const stops = new Set<() => Promise<void>>();
  let open: OpenTransaction | null = null;

  const query = async (text: string, parameters?: readonly unknown[]): Promise<Result> => {
    const command = /^\s*(?:--[^\n]*\n\s*)*(BEGIN|COMMIT|ROLLBACK|LISTEN)\b\s*"?(\w*)/i.exec(text);
    switch (command?.[1]?.toUpperCase()) {
      case 'BEGIN':
        open = await beginTransaction(pglite);
        return NOTHING;
      case 'COMMIT':
      case 'ROLLBACK':
        await open?.finish(command?.[1]?.toUpperCase() === 'COMMIT');
        open = null;
        return NOTHING;
      case 'LISTEN': {
        const channel = command?.[2] ?? '';
        stops.add(await pglite.listen(channel, (payload) => client.emit('notification', { channel, payload })));
        return NOTHING;
      }
      default:
        return open ? run(open.inside, text, parameters) : outside(text, parameters);
    }
  };

  const release = () => {
    for (const stop of stops) if (!pglite.closed) stop().catch(() => undefined);
    stops.clear();
  };
  return Object.assign(client, { query, release }) as PgliteClient; // rows are untyped here, as in pg
}

const NOTHING: Result = { rows: [], rowCount: 0 };

type OpenTransaction = { readonly inside: Transaction; finish(commit: boolean): Promise<void> };

/** A PGlite transaction lives as long as its callback; this one ends when `finish` is called. */
async function beginTransaction(pglite: PGlite): Promise<OpenTransaction> {
  const started = Promise.withResolvers<Transaction>();
  const asked = Promise.withResolvers<boolean>();
  const whole = pglite.transaction(async (inside) => {
    started.resolve(inside);
    if (!(await asked.promise)) await inside.rollback();
  });
  whole.catch(started.reject);
  return {
    inside: await started.promise,
    finish: async (commit) => {
      asked.resolve(commit);
      await whole;
    },
  };
}

/** Without parameters a text may hold several statements; like pg, the last one's result counts. */
async function run(session: PGlite | Transaction, text: string, parameters?: readonly unknown[]): Promise<Result> {
  const result = parameters
    ? await session.query<Record<string, unknown>>(text, [...parameters])
    : (await session.exec(text)).at(-1);
  const rows = (result?.rows ?? []) as Record<string, unknown>[]; // PGlite's default row mode is objects
  return { rows, rowCount: result?.affectedRows ?? rows.length };
}
