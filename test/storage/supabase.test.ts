/** Supabase's own manners: what is announced is heard by asking, and what is wrong is said without the key. */
import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { openSupabase, type SupabaseOptions } from '../../src/storage/supabase.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { startPostgres } from '../stand-ins/postgres-server.ts';
import { likeSupabase, startPostgrest } from '../stand-ins/postgrest-server.ts';
import { freePort } from '../stand-ins/server-process.ts';
import { freshSupabase } from './fresh-database.ts';

const QUICK = { patienceMs: 100, quickMs: 10, quietMs: 10 };

let fresh: Awaited<ReturnType<typeof freshSupabase>>;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  fresh = await freshSupabase();
});
afterEach(async () => {
  fresh.server.answerWith(null);
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => fresh.remove());

const open = async (options: SupabaseOptions = {}, access: { url?: string; serviceRoleKey?: string } = {}) => {
  const { url, serviceRoleKey } = fresh.server;
  const database = await openSupabase({ url, serviceRoleKey, ...access }, { ...QUICK, ...options });
  ends.push(database.close);
  return database;
};
const session = async () => {
  const client = new Client({ connectionString: `postgres://adgen@127.0.0.1:${new URL(await urlOf()).port}/adgen` });
  await client.connect();
  ends.push(() => client.end());
  return client;
};
const urlOf = async () =>
  `http://127.0.0.1:${(await fresh.database.query("select current_setting('port') as port"))[0]?.port}`;

/** Everything heard on a channel, gaps as such. */
async function ears(database: Database, channel: string) {
  const heard: string[] = [];
  const stop = await database.listen(
    channel,
    (payload) => heard.push(payload),
    () => heard.push('(gap)'),
  );
  return { heard, stop };
}

const say = (payload: string, channel = 'news') => fresh.database.query('select announce($1, $2)', [channel, payload]);

test('what is announced is heard, once and in its order, on its channel alone, until nobody listens', async () => {
  const database = await open();
  const news = await ears(database, 'news');
  const other = await ears(database, 'other');
  for (const payload of ['a', 'b']) await say(payload);
  await say('c', 'other');
  await say('d');
  await expect.poll(() => news.heard).toEqual(['a', 'b', 'd']);
  expect(other.heard).toEqual(['c']);
  await news.stop();
  await say('e');
  await say('f', 'other');
  await expect.poll(() => other.heard).toEqual(['c', 'f']);
  expect(news.heard).toEqual(['a', 'b', 'd']);
});

test('a change that takes long is heard when it ends, also after others that came later', async () => {
  const { heard } = await ears(await open(), 'news');
  const slow = await session();
  await slow.query("begin; select announce('news', 'slow')");
  await say('quick');
  await expect.poll(() => heard).toEqual(['quick']);
  await slow.query('commit');
  await expect.poll(() => heard).toEqual(['quick', 'slow']);
});

test('what was under way when nobody had asked yet is told as a gap, once it has ended', async () => {
  await fresh.database.script("update announcement_readers set seen_at = 'epoch' where one");
  const slow = await session();
  await slow.query("begin; select pg_current_xact_id(); select announce('news', 'nobody wrote this down')");
  const { heard } = await ears(await open(), 'news');
  await say('quick');
  await expect.poll(() => heard).toEqual(['quick']);
  await slow.query('commit');
  await expect.poll(() => heard).toEqual(['quick', '(gap)']);
});

test('nothing is written down while nobody asks, and whoever asks again after long is told of a gap', async () => {
  const { heard } = await ears(await open({ quickMs: 50, quietMs: 50 }), 'news');
  fresh.server.answerWith((_, outgoing) => outgoing.writeHead(503).end());
  await fresh.database.script("update announcement_readers set seen_at = 'epoch' where one");
  await say('lost');
  const kept = await fresh.database.query("select from announcements where payload = 'lost'");
  expect(kept).toEqual([]);
  fresh.server.answerWith(null);
  await expect.poll(() => heard).toEqual(['(gap)']);
  await say('heard again');
  await expect.poll(() => heard).toEqual(['(gap)', 'heard again']);
});

test('an API that restarts is heard again, with nothing missed', async () => {
  const { heard } = await ears(await open({ patienceMs: 5000 }), 'news');
  await fresh.server.restart(async () => void (await say('meanwhile')));
  await say('after');
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['meanwhile', 'after']);
});

/** What it fails with; checked for what must never be seen. */
async function trouble(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  );
  const seen = inspect(error, { depth: 8, showHidden: true });
  for (const secret of [fresh.server.serviceRoleKey, fresh.server.anonKey]) expect(seen).not.toContain(secret);
  return error;
}
const setUp = (say: string) => ({ name: 'AdgenError', code: 'set-up', message: expect.stringContaining(say) });
const passing = (say: string) => ({
  ...{ name: 'AdgenError', code: 'storage', message: expect.stringContaining(say) },
  retryAfterMs: expect.any(Number),
});

test('the key of browsers, or somebody else, is refused by name', async () => {
  expect(await trouble(open({}, { serviceRoleKey: fresh.server.anonKey }))).toMatchObject(setUp('key for browsers'));
  expect(await trouble(open({}, { serviceRoleKey: 'sb_publishable_abc' }))).toMatchObject(setUp('key for browsers'));
  const foreign = fresh.server.serviceRoleKey.replace(/\.[^.]*$/, `.${'A'.repeat(43)}`);
  expect(await trouble(open({}, { serviceRoleKey: foreign }))).toMatchObject(
    setUp('refuses SUPABASE_SERVICE_ROLE_KEY'),
  );
  expect(await trouble(open({}, { serviceRoleKey: 'sb_secret_wrong' }))).toMatchObject(
    setUp('SUPABASE_SERVICE_ROLE_KEY'),
  );
});

test('an address without Supabase is said, and one that cannot be reached', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  expect(await trouble(open({}, { url: nobody }))).toMatchObject(passing('cannot be reached. Check SUPABASE_URL'));
  expect(await trouble(open({}, { url: 'http://nobody.invalid' }))).toMatchObject(passing('cannot be reached'));
  const page: RequestListener = (_, outgoing) => outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
  const elsewhere: RequestListener = (_, outgoing) => outgoing.writeHead(301, { location: 'https://x.test/' }).end();
  for (const answer of [page, elsewhere]) {
    fresh.server.answerWith(answer);
    expect(await trouble(open())).toMatchObject(setUp('No Supabase answers at SUPABASE_URL'));
  }
});

test('a project without tables, or with older ones, is told to migrate', async () => {
  const server = await startPostgres();
  ends.push(server.stop);
  await likeSupabase(server.url);
  const bare = await startPostgrest(server.url);
  ends.push(bare.stop);
  expect(await trouble(open({}, bare))).toMatchObject(setUp('Run adgen migrate with DATABASE_URL'));
  const last = `delete from schema_migrations where name = (select max(name) from schema_migrations) returning *`;
  const [row] = await fresh.database.query(last);
  expect(await trouble(open())).toMatchObject(setUp(`lacks ${row?.name}`));
  await fresh.database.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
    row?.name,
    row?.checksum,
  ]);
});

test.each([
  [402, 'restricted', 'set-up'],
  [429, 'asked too often', 'storage'],
  [500, 'answers with status 500', 'storage'],
  [522, 'answers with status 522', 'storage'],
  [540, 'is paused', 'set-up'],
])('a gateway that answers %i is said: %s', async (status, words, code) => {
  const database = await open();
  fresh.server.answerWith((_, outgoing) => outgoing.writeHead(status).end());
  expect(await trouble(database.call('is_there'))).toMatchObject({ code, message: expect.stringContaining(words) });
});

test('a read is asked again when its answer is lost, a change never', async () => {
  const database = await open({ patienceMs: 5000 });
  const projects = createProjects(database);
  await projects.create(sampleProject());
  let cut = 0;
  const cutOnce: RequestListener = (incoming) => {
    cut += 1;
    fresh.server.answerWith(null);
    incoming.socket.destroy();
  };
  fresh.server.answerWith(cutOnce);
  expect(await projects.find('p1')).toMatchObject({ id: 'p1' });
  fresh.server.answerWith(cutOnce);
  expect(await database.call('unfinished_projects')).toEqual(['p1']);
  for (const change of [() => projects.requestCancel('p1'), () => database.call('warn_of_expiry')]) {
    fresh.server.answerWith(cutOnce);
    expect(await trouble(change())).toMatchObject(passing('not known'));
  }
  expect(cut).toBe(4);
});

test('one that says nothing is given up', async () => {
  const database = await open({ requestMs: 100 });
  fresh.server.answerWith(() => undefined);
  expect(await trouble(database.call('is_there'))).toMatchObject(passing('did not answer in time'));
});

test('a set that contradicts what is stored is said as such', async () => {
  await fresh.database.script(`create function t_again() returns setof text language sql as
    $$ insert into brand_kits values ('twice', 'u', '{}'), ('twice', 'u', '{}') returning workspace $$`);
  const database = await open();
  expect(await trouble(database.call('t_again'))).toMatchObject({ name: 'AdgenError', code: 'conflict' });
});

test('what a function refuses comes in its own words', async () => {
  const database = await open();
  const wrong = { p_id: 'p1', p_version: null, p_status: 'PLANNING', p_receipt: null, p_error_message: null };
  await expect(database.call('end_project', wrong)).rejects.toThrow('PLANNING is not an ending');
});

test('many calls at once wait for each other', async () => {
  const database = await open();
  const answers = await Promise.all(Array.from({ length: 100 }, () => database.call('is_there')));
  expect(answers).toEqual(answers.map(() => [true]));
});

test('after it was closed it listens no more and says so', async () => {
  const database = await open();
  const { heard } = await ears(database, 'news');
  await database.close();
  await database.close();
  await say('late');
  expect(heard).toEqual([]);
  await expect(database.listen('news', () => undefined)).rejects.toThrow();
});
