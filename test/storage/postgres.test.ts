/** A real Postgres that goes away and comes back, under everything that is done with it. */
import { join } from 'node:path';
import { createPostgresBackend, Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPostgres, type PostgresDatabase } from '../../src/storage/postgres.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createWakes } from '../../src/storage/threads.ts';
import { createWebMessages } from '../../src/storage/web-messages.ts';
import { openPostgresBackend } from '../../src/worker/backend.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { type PostgresServer, startPostgres } from '../stand-ins/postgres-server.ts';
import { freshDatabase, freshPostgres } from './fresh-database.ts';
import { type Program, runNode } from './run-program.ts';

const BROKE_OFF = { code: 'storage', message: expect.stringContaining('broke off'), retryAfterMs: 1000 };

let server: PostgresServer;
let database: PostgresDatabase;
const ends: (() => Promise<void>)[] = [];
const programs: Program[] = [];
beforeAll(async () => {
  server = await startPostgres();
  database = await openPostgres(server.url);
  await database.script(`
    create table rows (n int);
    create function t_write(p_n int, p_seconds float8) returns void language sql as
      $$ select pg_sleep(p_seconds); insert into rows values (p_n) $$;
    create function t_read(p_seconds float8) returns bigint language sql stable as
      $$ select pg_sleep(p_seconds); select count(*) from rows $$;
    create table accounts (id int primary key, n int); insert into accounts values (1, 0), (2, 0);
    create function t_move(p_from int, p_to int) returns void language sql as $$
      update accounts set n = n - 1 where id = p_from; select pg_sleep(0.3); update accounts set n = n + 1 where id = p_to
    $$;
  `);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  for (const program of programs.splice(0)) await program.kill();
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

const another = async (...options: Parameters<typeof openPostgres> extends [string, ...infer O] ? O : never) => {
  const opened = await openPostgres(server.url, ...options);
  ends.push(opened.close);
  return opened;
};
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

/** Until so many statements sleep. */
const sleeping = (count = 1) =>
  soon(() => database.query("select from pg_stat_activity where wait_event = 'PgSleep'")).toHaveLength(count);

test('columns arrive as they do from PGlite', async () => {
  const text = `select 9000000000::bigint as big, 9007199254740993::bigint as huge, 1 as small, 1.5::float8 as half,
    1.50::numeric as exact, true as yes, '{"a":[1,null]}'::jsonb as document, array['a','b,c'] as words,
    '2026-11-22 10:00:00.123456+02'::timestamptz as at, null::text as nothing`;
  const { database: embedded, remove } = await freshDatabase();
  ends.push(remove);
  const here = await embedded.query(text);
  expect(await database.query(text)).toEqual(here);
  expect(here[0]).toMatchObject({ big: 9_000_000_000, at: new Date('2026-11-22T08:00:00.123Z') });
});

test('a transaction is rolled back whole, and its connection is good for the next', async () => {
  const failing = database.transaction(async (inside) => {
    await inside.query('insert into rows values (1)');
    throw new Error('no luck');
  });
  await expect(failing).rejects.toThrow('no luck');
  await expect(database.query('select no_such_thing')).rejects.toThrow('no_such_thing');
  expect(await database.query('select n from rows')).toEqual([]);
});

test("the queue finds its tables although somebody else's are in public", async () => {
  await database.script('create table if not exists public.job (mine int)');
  await openPostgresBackend(database.pool, database.listen);
  const queue = new Queue('work', { connection: database.pool }, createPostgresBackend);
  queue.on('error', () => undefined);
  ends.push(() => queue.close());
  await queue.add('work', { n: 1 }, { jobId: 'one' });
  expect(await queue.getJob('one')).toMatchObject({ data: { n: 1 } });
  expect(await database.query('select * from job')).toEqual([]);
});

test('what one process announces, another hears', async () => {
  const program = runNode(join(import.meta.dirname, 'postgres-process.ts'), 'hear', server.url, 'news');
  programs.push(program);
  expect(await program.line()).toBe('hears');
  await database.query("select pg_notify('news', 'a'), pg_notify('other', 'b'), pg_notify('news', 'c')");
  expect([await program.line(), await program.line()]).toEqual(['a', 'c']);
});

test('a channel is heard by everybody who listens, and no longer by who stopped', async () => {
  const one: string[] = [];
  const two: string[] = [];
  const stop = await database.listen('"odd" Channel', (payload) => one.push(payload));
  const stopTwo = await database.listen('"odd" Channel', (payload) => two.push(payload));
  const say = (payload: string) => database.query('select pg_notify($1, $2)', ['"odd" Channel', payload]);
  await say('a');
  await soon(() => two).toEqual(['a']);
  await stop();
  await say('b');
  await soon(() => two).toEqual(['a', 'b']);
  await stopTwo();
  expect(one).toEqual(['a']);
});

test('after a restart it listens again, and whoever listens is told of the gap', async () => {
  const story: string[] = [];
  const other = await another();
  const stop = await other.listen(
    'restart',
    (payload) => story.push(payload),
    () => story.push('gap'),
  );
  await other.query("select pg_notify('restart', 'before')");
  await soon(() => story).toEqual(['before']);
  await server.restart();
  await other.query("select pg_notify('restart', 'maybe lost')");
  await soon(() => story).toContain('gap');
  await other.query("select pg_notify('restart', 'after')");
  await soon(() => story.at(-1)).toBe('after');
  await stop();
});

test('a connection that is silent without having ended is found out', async () => {
  const story: string[] = [];
  const other = await another({ heartbeatMs: 100 });
  const stop = await other.listen(
    'silent',
    (payload) => story.push(payload),
    () => story.push('gap'),
  );
  const [line] = await database.query(
    "select pid from pg_stat_activity where query like 'LISTEN \"silent\"%' or query = 'select 1' and state = 'idle'",
  );
  process.kill(Number(line?.pid), 'SIGSTOP');
  try {
    await soon(() => story).toEqual(['gap']);
    await other.query("select pg_notify('silent', 'heard')");
    await soon(() => story).toEqual(['gap', 'heard']);
  } finally {
    process.kill(Number(line?.pid), 'SIGCONT');
  }
  await stop();
});

test('what is asked while it is away is answered when it is back', async () => {
  const answers: Promise<unknown>[] = [];
  await server.restart(async () => {
    answers.push(database.query('select 1 as one'), database.call('t_read', { p_seconds: 0 }));
    answers.push(database.transaction(async (inside) => (await inside.query('select 2 as two'))[0]));
  });
  expect(await Promise.all(answers)).toEqual([[{ one: 1 }], [0], { two: 2 }]);
});

test('what it was doing when it went away is said to be uncertain, and not done twice', async () => {
  await database.script('truncate rows');
  const write = database.call('t_write', { p_n: 1, p_seconds: 30 });
  const open = database.transaction((inside) => inside.query('insert into rows values (2) returning pg_sleep(30)'));
  const failures = Promise.all([
    expect(write).rejects.toMatchObject(BROKE_OFF),
    expect(open).rejects.toMatchObject(BROKE_OFF),
  ]);
  await sleeping(2);
  await server.restart();
  await failures;
  expect(await database.query('select * from rows')).toEqual([]);
});

test('a function that can only read is asked again', async () => {
  await database.script('truncate rows; insert into rows values (1), (2)');
  const read = database.call('t_read', { p_seconds: 2 });
  await sleeping();
  await server.restart();
  expect(await read).toEqual([2]);
});

test('connections that lie idle, or are in other hands, may be lost without harm', async () => {
  const held = await database.pool.connect();
  await held.query('select 1');
  await Promise.all(Array.from({ length: 8 }, () => database.query('select pg_sleep(0.05)')));
  await server.restart();
  await expect(held.query('select 1')).rejects.toThrow();
  held.release();
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('of two statements that wait for each other, the one that was taken back is done again', async () => {
  await Promise.all([database.call('t_move', { p_from: 1, p_to: 2 }), database.call('t_move', { p_from: 2, p_to: 1 })]);
  expect(await database.query('select n from accounts')).toEqual([{ n: 0 }, { n: 0 }]);
});

test("so it is with the queue's, and what it asks while the server is away waits", async () => {
  const { pool } = database;
  await Promise.all([pool.query('select t_move($1, $2)', [1, 2]), pool.query('select t_move(2, 1)')]);
  expect((await pool.query('select n from accounts')).rows).toEqual([{ n: 0 }, { n: 0 }]);
  let waiting: Promise<unknown> | null = null;
  await server.restart(async () => {
    waiting = Promise.all([pool.query('select 1'), pool.connect().then((client) => client.release())]);
  });
  await waiting;
});

test('while the network is silent a statement ends after its time, and afterwards everything goes on', async () => {
  const other = await another({ statementMs: 500, patienceMs: 0 });
  server.pause();
  try {
    await expect(other.query('select 1')).rejects.toMatchObject(BROKE_OFF);
    await expect(other.query('select 1')).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('cannot be reached'),
    });
  } finally {
    server.resume();
  }
  expect(await other.query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('closing waits for what runs, ends what waits to connect, and leaves no connection', async () => {
  const other = await openPostgres(`${server.url}?application_name=closing`);
  await other.listen('closing', () => undefined);
  const last = other.query("select 'done' as last from pg_sleep(0.2)");
  await sleeping();
  await Promise.all([other.close(), other.close()]);
  expect(await last).toEqual([{ last: 'done' }]);
  await expect(other.listen('closing', () => undefined)).rejects.toThrow();
  await soon(() => database.query("select from pg_stat_activity where application_name = 'closing'")).toEqual([]);
});

test('whoever follows an ad or a chat looks again after a gap, and misses nothing', async () => {
  const { database: shared, server: own, remove } = await freshPostgres();
  ends.push(remove);
  const changes: string[] = [];
  await createWakes(shared).listen((threadId) => changes.push(`wake ${threadId}`));
  await createWebMessages(shared).listen((threadId, what) => changes.push(`web ${threadId} ${what}`));
  const projects = createProjects(shared);
  await projects.create(sampleProject());
  const seen: string[] = [];
  const watching = new AbortController();
  const watched = (async () => {
    for await (const { status } of projects.watch('p1', watching.signal)) seen.push(status);
  })();
  await soon(() => seen).toEqual(['PENDING']);
  // As good as announced while nobody heard: no trigger announces it.
  await shared.transaction(async (inside) => {
    await inside.script('set local session_replication_role = replica');
    await inside.query("update projects set status = 'PLANNING', progress = 20");
  });
  await own.restart();
  await soon(() => seen).toEqual(['PENDING', 'PLANNING']);
  await soon(() => changes).toEqual(['wake ', 'web  changed']);
  watching.abort();
  await watched;
});
