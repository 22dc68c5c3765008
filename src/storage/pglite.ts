/** The embedded database: Postgres inside this process (PGlite), in a folder that one process has to itself. */
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { AdgenError } from '../ad/errors.ts';
import type { Database, Queryable } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { createPglitePool, type PglitePool } from './pglite-pool.ts';
import { storageError, storing } from './storage-error.ts';

/** `pool` speaks like `pg.Pool`, for the job queue. */
export type EmbeddedDatabase = Database & { readonly pool: PglitePool };

/**
 * Opens, or makes, the database in `folder`. Throws `conflict` while another process has it and `storage` when the folder
 * cannot be written. A new one takes 4 to 6 s (Postgres' initdb), an existing one 0.3 s (measured 2026-11-22, two cores).
 */
export async function openPglite(folder: string): Promise<EmbeddedDatabase> {
  return storing(folder, async () => {
    await mkdir(folder, { recursive: true });
    const unlock = await lockFolder(folder);
    try {
      const pglite = await PGlite.create(await dataFolder(folder));
      return createEmbedded(pglite, folder, unlock);
    } catch (error) {
      await unlock();
      throw readable(error, folder);
    }
  });
}

/** Made beside its place and then renamed, so that a process killed in the middle leaves nothing that looks finished. */
async function dataFolder(folder: string): Promise<string> {
  const ready = join(folder, 'pgdata');
  if (await exists(ready)) return ready;
  const draft = join(folder, 'pgdata.new');
  await rm(draft, { recursive: true, force: true });
  const pglite = await PGlite.create(draft);
  await pglite.close();
  await rename(draft, ready);
  return ready;
}

function createEmbedded(pglite: PGlite, folder: string, unlock: () => Promise<void>): EmbeddedDatabase {
  let closing: Promise<void> | null = null;
  return {
    ...queryable(pglite, folder),
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
