/** Migrating one Postgres from several processes, some of which do not live to see the end. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../src/storage/migrate.ts';
import { openPostgres, type PostgresDatabase } from '../../src/storage/postgres.ts';
import { type PostgresServer, startPostgres } from '../stand-ins/postgres-server.ts';
import { type Program, runNode } from './run-program.ts';

let server: PostgresServer;
let database: PostgresDatabase;
let folder: string;
const programs: Program[] = [];
beforeAll(async () => {
  server = await startPostgres();
  database = await openPostgres(server.url);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-migrations-'));
  await database.script('drop schema public cascade; create schema public');
});
afterEach(async () => {
  for (const program of programs.splice(0)) await program.kill();
  await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

const migrating = (...words: readonly string[]) => {
  const program = runNode(join(import.meta.dirname, 'postgres-process.ts'), 'migrate', server.url, ...words);
  programs.push(program);
  return program;
};
/** A first migration, and a second one that sleeps between its two tables. */
const write = async (seconds: number) => {
  await writeFile(join(folder, '0001_first.sql'), 'create table first (n int);');
  const text = `create table half (n int); select pg_sleep(${seconds}); create table whole (n int);`;
  await writeFile(join(folder, '0002_slow.sql'), text);
};
const tables = async () => {
  const rows = await database.query(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  );
  return rows.map((row) => row.relname);
};
const isInTheMiddle = () =>
  expect
    .poll(() => database.query("select from pg_stat_activity where wait_event = 'PgSleep'"), { timeout: 20_000 })
    .toHaveLength(1);
const finished = ['first', 'half', 'schema_migrations', 'whole'];

test('processes that start at once apply each migration once', async () => {
  const own = (await readdir(join(import.meta.dirname, '../../migrations'))).filter((name) => name.endsWith('.sql'));
  const lines = await Promise.all([migrating(), migrating(), migrating()].map((program) => program.line()));
  expect(lines.flatMap((line) => JSON.parse(line ?? '')).sort()).toEqual(own.sort());
  expect(await migrate(database)).toEqual([]);
});

test('after kill -9 in the middle, the next one does not wait for the dead, and completes it', async () => {
  await write(300);
  const first = migrating(folder);
  await isInTheMiddle();
  await first.kill();
  await write(0);
  expect(await migrate(database, folder)).toEqual(['0002_slow.sql']);
  expect(await tables()).toEqual(finished);
});

test('one that waits for its turn takes over from the dead', async () => {
  await write(300);
  const first = migrating(folder);
  await isInTheMiddle();
  await write(0);
  const second = migrating(folder);
  await expect
    .poll(() => database.query("select from pg_stat_activity where wait_event = 'advisory'"), { timeout: 20_000 })
    .toHaveLength(1);
  await first.kill();
  expect(await second.line()).toBe('["0002_slow.sql"]');
  expect(await tables()).toEqual(finished);
});

test('a server that restarts in the middle is said to have broken off, and the next one completes it', async () => {
  await write(300);
  const first = migrating(folder);
  await isInTheMiddle();
  await server.restart();
  expect(await first.line()).toMatch(/^storage: The database of DATABASE_URL .* broke off/);
  expect(await tables()).toEqual(['first', 'schema_migrations']);
  await write(0);
  expect(await migrate(database, folder)).toEqual(['0002_slow.sql']);
  expect(await tables()).toEqual(finished);
});
