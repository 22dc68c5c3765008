/** Brings a database to the newest schema: each file of `migrations/` once, in order, whole or not at all. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AdgenError } from '../ad/errors.ts';
import type { Queryable, Row, SqlDatabase } from './database.ts';

type Migration = { readonly name: string; readonly text: string; readonly checksum: string };

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** Any fixed number; it only has to be the same in every process that migrates. */
const LOCK = 0x6164_676e;

/**
 * Applies what is missing and returns the names of what was applied. A repeat applies nothing, several processes at once
 * take turns, and a crash leaves whole files behind, from which the next run goes on. Throws `set-up` when a file that was
 * applied has been edited since.
 */
export async function migrate(database: SqlDatabase, folder: string = FOLDER): Promise<readonly string[]> {
  await database.transaction(async (inside) => {
    // Even "if not exists" fails where two make it at the same moment.
    await inside.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await inside.script(REMEMBERED);
  });
  const applied: string[] = [];
  const migrations = await read(folder);
  for (const migration of migrations) {
    if (await database.transaction((inside) => apply(inside, migration))) applied.push(migration.name);
  }
  // Also when nothing was missing: a crash may have come between the last file and this.
  await database.transaction((inside) => closeToOthers(inside, migrations));
  return applied;
}

const REMEMBERED = `create table if not exists schema_migrations (
  name text primary key, checksum text not null, applied_at timestamptz not null default now()
)`;

/** Everybody may call a new function until that is taken from them; `migrations/` says from whom, once it has got so far. */
async function closeToOthers(inside: Queryable, migrations: readonly Migration[]): Promise<void> {
  await inside.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const [row] = await inside.query("select to_regprocedure('close_to_others(text[])') is not null as can");
  if (row?.can !== true) return;
  const made = migrations.flatMap(({ text }) => [...text.matchAll(MADE)].map(([, name = '']) => name));
  await inside.query('select close_to_others($1)', [[...new Set(made), 'schema_migrations']]);
}

const MADE = /create (?:or replace )?(?:function|table) (?:if not exists )?(\w+)/g;

/** In their order. */
export async function migrationNames(folder: string = FOLDER): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

async function read(folder: string): Promise<readonly Migration[]> {
  return Promise.all(
    (await migrationNames(folder)).map(async (name) => {
      const text = await readFile(`${folder}/${name}`, 'utf8');
      return { name, text, checksum: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex') };
    }),
  );
}

/** False when it was applied before. Looked up under the lock, so that two processes do not both find it missing. */
async function apply(inside: Queryable, { name, text, checksum }: Migration): Promise<boolean> {
  await inside.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const [before]: readonly Row[] = await inside.query('select checksum from schema_migrations where name = $1', [name]);
  if (before) {
    if (before.checksum === checksum) return false;
    throw new AdgenError(
      'set-up',
      `The migration ${name} was changed after this database had it. Restore the file, and put the change into a new one.`,
    );
  }
  await inside.script(text);
  await inside.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
  return true;
}
