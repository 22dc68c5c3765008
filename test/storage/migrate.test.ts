import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SqlDatabase } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { DATABASES } from './fresh-database.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

describe.each(DATABASES)('in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  let database: SqlDatabase;
  let folder: string;
  beforeAll(async () => {
    fresh = await openFresh();
    database = fresh.database;
  });
  afterAll(() => fresh.remove());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'adgen-migrations-'));
    await database.script(
      'drop schema public cascade; create schema public; grant usage on schema public to public; drop schema if exists auth cascade',
    );
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const names = async () => (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();
  /** The first `count` migrations, as an older version of adgen had them. */
  const older = async (count: number) => {
    for (const name of (await names()).slice(0, count)) await copyFile(join(MIGRATIONS, name), join(folder, name));
  };
  const works = async () => {
    const projects = createProjects(database);
    await projects.create(sampleProject());
    await projects.report({ projectId: 'p1', version: 0 }, 'PLANNING', 20, null);
    expect(await projects.find('p1')).toMatchObject({ status: 'PLANNING' });
  };

  describe('migrations', () => {
    test('are applied once, in order; a repeat applies nothing and keeps every row', async () => {
      expect(await migrate(database)).toEqual(await names());
      await works();
      expect(await migrate(database)).toEqual([]);
      expect(await createProjects(database).find('p1')).not.toBeNull();
    });

    test('several processes that start at once apply each of them once', async () => {
      const runs = await Promise.all([migrate(database), migrate(database), migrate(database)]);
      expect(runs.flat().sort()).toEqual(await names());
    });

    test('an older database gets what it lacks', async () => {
      await older(2);
      expect(await migrate(database, folder)).toHaveLength(2);
      expect(await migrate(database)).toEqual((await names()).slice(2));
      await works();
    });

    test('a migration that breaks in the middle leaves nothing of itself, and the next run goes on from there', async () => {
      await older(2);
      await writeFile(join(folder, '0003_broken.sql'), 'create table half (n int); select no_such_function();');
      await expect(migrate(database, folder)).rejects.toThrow('no_such_function');
      expect(
        await database.query("select to_regclass('half') as half, to_regclass('projects') is null as gone"),
      ).toEqual([{ half: null, gone: false }]);
      await writeFile(join(folder, '0003_broken.sql'), 'create table whole (n int);');
      expect(await migrate(database, folder)).toEqual(['0003_broken.sql']);
    });

    test('tables that another tool applied by hand, without remembering, are no obstacle', async () => {
      for (const name of await names()) await database.script(await readFile(join(MIGRATIONS, name), 'utf8'));
      expect(await migrate(database)).toEqual(await names());
      await works();
    });

    test('a file that was changed after it was applied stops the start with its name', async () => {
      await older(2);
      await migrate(database, folder);
      await writeFile(join(folder, '0002_tables.sql'), 'select 1;');
      await expect(migrate(database, folder)).rejects.toMatchObject({
        code: 'set-up',
        message: expect.stringContaining('0002_tables.sql'),
      });
    });

    test('line ends that git changed are no change', async () => {
      await migrate(database);
      await mkdir(join(folder, 'windows'));
      for (const name of await names()) {
        const text = await readFile(join(MIGRATIONS, name), 'utf8');
        await writeFile(join(folder, 'windows', name), text.replaceAll('\n', '\r\n'));
      }
      expect(await migrate(database, join(folder, 'windows'))).toEqual([]);
    });
  });

  describe('row security', () => {
    const as = async (role: string, person: string | null, text: string) =>
      database.transaction(async (inside) => {
        const claims = person ? JSON.stringify({ sub: person }) : '';
        await inside.query("select set_config('request.jwt.claims', $1, true)", [claims]);
        await inside.script(`set local role ${role}`);
        return inside.query(text);
      });
    beforeEach(async () => {
      await migrate(database);
      const projects = createProjects(database);
      for (const [id, userId] of Object.entries({ a: ADA, b: BOB })) {
        await projects.create(sampleProject({ id, userId }));
        await database.query("insert into plan_versions values ($1, 1, '{}')", [id]);
        await database.query("insert into artifacts (project_id, key, took_ms) values ($1, 'k', 1)", [id]);
        await database.query(
          "insert into predictions (fingerprint, project_id, provider, model) values ($1, $1, 'r', 'm')",
          [id],
        );
        await database.query('insert into ledger (fingerprint, project_id, user_id, reserved) values ($1, $1, $2, 5)', [
          id,
          userId,
        ]);
        await database.query("insert into threads (id, user_id, workspace) values ($1, $2, 'w')", [id, userId]);
        await database.query("insert into inbox (event_key, thread_id, payload) values ($1, $1, '{}')", [id]);
        await database.query("insert into intents (event_key, thread_id, intent) values ($1, $1, '{}')", [id]);
        await database.query("insert into cards values ($1, 'card', 1, 1, '{}', 'h')", [id]);
        await database.query('insert into web_threads (id, user_id) values ($1, $2)', [id, userId]);
        await database.query(
          "insert into web_messages (thread_id, message_key, position, content) values ($1, 'm', 1, '{}')",
          [id],
        );
        await database.query("insert into deliveries values ($1, 'card', 'm', 'h')", [id]);
        await database.query("insert into brand_kits (workspace, user_id, kit) values ($1, $2, '{}')", [id, userId]);
        await database.query("insert into chat_identities values ('slack', 'w', $1, $2)", [id, userId]);
      }
    });

    test('every table has it: a signed-in person sees one of the two rows, their own, or must not look at all', async () => {
      const tables = await database.query(
        `select relname as name, relrowsecurity as secured, exists (select from pg_policy where polrelid = pg_class.oid) as personal
           from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations'`,
      );
      expect(tables.filter(({ personal }) => personal)).toHaveLength(14);
      for (const { name, secured, personal } of tables) {
        expect({ name, secured }).toEqual({ name, secured: true });
        const seen = as('authenticated', ADA, `select count(*)::int as rows from ${name}`);
        if (personal) {
          expect({ name, seen: await seen }).toEqual({ name, seen: [{ rows: 1 }] });
          expect(await database.query(`select count(*)::int as rows from ${name}`)).toEqual([{ rows: 2 }]);
        } else await expect(seen).rejects.toThrow('permission denied');
      }
      expect(await as('authenticated', ADA, 'select id from projects')).toEqual([{ id: 'a' }]);
    });

    test('a signed-in person can change nothing, not even their own', async () => {
      const writes = [
        "update projects set title = 'x'",
        'delete from projects',
        "select end_project('a', 0, 'FAILED', null, 'x')",
      ];
      for (const write of writes) await expect(as('authenticated', ADA, write)).rejects.toThrow('permission denied');
    });

    test('who is not signed in sees nothing', async () => {
      expect(await as('authenticated', null, 'select id from projects')).toEqual([]);
      await expect(as('anon', null, 'select id from projects')).rejects.toThrow('permission denied');
    });
  });

  test("Supabase's own auth.uid() is left as it is", async () => {
    await database.script(`create schema auth;
    create function auth.uid() returns uuid language sql as $$ select '${ADA}'::uuid $$`);
    await migrate(database);
    expect(await database.query('select auth.uid() as who')).toEqual([{ who: ADA }]);
  });
});
