/** The embedded database: Postgres inside this process (PGlite), in a folder that one process has to itself. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { AdgenError } from '../ad/errors.ts';
import type { Queryable, SqlDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { giveWay } from './give-way.ts';
import { createPglitePool, type PglitePool } from './pglite-pool.ts';
import { POSTGRES_SETTINGS } from './postgres-settings.ts';
import { createCall } from './sql-call.ts';
import { storageError, storing } from './storage-error.ts';

const DATA = 'pgdata';
const INITDB_LIMIT_MS = 5 * 60_000;

/** `pool` speaks like `pg.Pool`, for the job queue. */
export type EmbeddedDatabase = SqlDatabase & { readonly pool: PglitePool };

/**
 * Opens, or makes, the database in `folder`. Throws `conflict` while another process has it and `storage` when the folder
 * cannot be written. A new one takes 4 to 6 s (Postgres' initdb), an existing one 0.3 s (measured 2026-11-22, two cores).
 */
export async function openPglite(folder: string): Promise<EmbeddedDatabase> {
  return storing(folder, async () => {
    await mkdir(folder, { recursive: true });
    const unlock = await lockFolder(folder);
    try {
      const pglite = await PGlite.create(await dataFolder(folder), { postgresqlconf: POSTGRES_SETTINGS });
      giveWay(pglite);
      return createEmbedded(pglite, folder, unlock);
    } catch (error) {
      await unlock();
      throw readable(error, folder);
    }
  });
}

/** Made beside its place and then renamed, so that a process killed in the middle leaves nothing that looks finished. */
async function dataFolder(folder: string): Promise<string> {
  const ready = join(folder, DATA);
  if (await exists(ready)) return ready;
  await removeDrafts(folder);
  const draft = join(folder, `${DATA}.${randomUUID()}`);
  await makeDatabase(draft);
  await rename(draft, ready);
  return ready;
}

/** Another killed process may have left one; its child may even still be writing, so what resists is left for the next time. */
async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(`${DATA}.`));
  await Promise.all(
    drafts.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}

async function makeDatabase(folder: string): Promise<void> {
  const program = fileURLToPath(new URL('./make-pglite-process.ts', import.meta.url));
  // Takes seconds; a machine that stands still for minutes is not waited for.
  await promisify(execFile)(process.execPath, [program, folder], { timeout: INITDB_LIMIT_MS, killSignal: 'SIGKILL' });
}

function createEmbedded(pglite: PGlite, folder: string, unlock: () => Promise<void>): EmbeddedDatabase {
  let closing: Promise<void> | null = null;
  const plain = queryable(pglite, folder);
  return {
    ...plain,
    call: createCall(plain.query),
    transaction: (use) => storing(folder, () => pglite.transaction((inside) => use(queryable(inside, folder)))),
    listen: async (channel, hear) => {
      const stop = await pglite.listen(channel, hear);
      return async () => {
        if (!pglite.closed) await stop();
      };
    },
    pool: createPglitePool(pglite),
    close: () => {
      closing ??= pglite.close().then(unlock);
      return closing;
    },
  };
}

function queryable(session: PGlite | Transaction, folder: string): Queryable {
  return {
    query: (text, parameters = []) =>
      storing(folder, async () => (await session.query<Record<string, unknown>>(text, [...parameters])).rows),
    script: (text) => storing(folder, async () => void (await session.exec(text))),
  };
}

/** PGlite ends with a bare WebAssembly error when its files cannot be read or written. */
function readable(error: unknown, folder: string): unknown {
  const known = storageError(error, folder);
  if (known instanceof AdgenError) return known;
  return new AdgenError(
    'storage',
    `The database in ${folder} could not be opened. Check that its disk has room and can be written, or set ADGEN_HOME to another folder.`,
    { cause: error },
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
