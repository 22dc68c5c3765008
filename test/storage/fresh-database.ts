/**
 * A migrated database of one's own: PGlite in a folder, copied from one that is made once, since its initdb takes seconds; or
 * a whole Postgres, since its roles belong to the server, and a new one is there in less than a second.
 */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/storage/migrate.ts';
import { type EmbeddedDatabase, openPglite } from '../../src/storage/pglite.ts';
import { openPostgres, type PostgresDatabase } from '../../src/storage/postgres.ts';
import { openSupabase } from '../../src/storage/supabase.ts';
import { openPostgresBackend } from '../../src/worker/backend.ts';
import { type PostgresServer, startPostgres } from '../stand-ins/postgres-server.ts';
import { likeSupabase, startPostgrest } from '../stand-ins/postgrest-server.ts';

export type Fresh = {
  readonly database: EmbeddedDatabase;
  readonly folder: string;
  readonly remove: () => Promise<void>;
};

export type FreshPostgres = {
  readonly database: PostgresDatabase;
  readonly server: PostgresServer;
  readonly remove: () => Promise<void>;
};

/** Each kind of database that stores run on, by name; for `describe.each`. */
export const DATABASES = [
  ['PGlite', freshDatabase],
  ['Postgres', freshPostgres],
  ['Supabase', freshSupabase],
] as const;

/** The stores go through its API; tests look into the Postgres behind it. */
export async function freshSupabase() {
  const fresh = await freshPostgres(likeSupabase);
  const server = await startPostgrest(fresh.server.url);
  const { call, listen, close } = await openSupabase(server, { quickMs: 20, quietMs: 20 });
  const remove = async () => {
    await close();
    await server.stop();
    await fresh.remove();
  };
  return { database: { ...fresh.database, call, listen }, server, remove };
}

/** `prepare` is given the address of the empty database. */
export async function freshPostgres(prepare: (url: string) => Promise<void> = async () => {}): Promise<FreshPostgres> {
  const server = await startPostgres();
  await prepare(server.url);
  const database = await openPostgres(server.url);
  await migrate(database);
  await openPostgresBackend(database.pool, database.listen);
  const remove = async () => {
    await database.close();
    await server.stop();
  };
  return { database, server, remove };
}

export async function freshDatabase(): Promise<Fresh> {
  const folder = await freshFolder();
  const database = await openPglite(folder);
  const remove = async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { database, folder, remove };
}

/** Not opened yet; for tests that open it in other processes. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-database-'));
  await cp(join(await template(), 'pgdata'), join(folder, 'pgdata'), { recursive: true });
  return folder;
}

async function template(): Promise<string> {
  const ready = join(tmpdir(), `adgen-template-${await version()}`);
  if (await stat(ready).catch(() => null)) return ready;
  const draft = await mkdtemp(join(tmpdir(), 'adgen-template-draft-'));
  const database = await openPglite(draft);
  await migrate(database);
  await openPostgresBackend(database.pool, database.listen);
  await database.close();
  // Another test file may have been faster; either is good.
  await rename(draft, ready).catch(() => rm(draft, { recursive: true, force: true }));
  return ready;
}

/** Changes with anything the template was made of. */
async function version(): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  const migrations = (await readdir(join(root, 'migrations'))).map((name) => `migrations/${name}`).sort();
  const packages = ['@electric-sql/pglite', 'bullmq'].map((name) => `node_modules/${name}/package.json`);
  const hash = createHash('sha256');
  for (const file of [...migrations, ...packages]) hash.update(await readFile(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
