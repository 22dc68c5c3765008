/** Who is signed in sees the ads they began on the page and in every chat they have linked, and nobody else's. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SqlDatabase } from '../../src/storage/database.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { DATABASES, freshSupabase } from './fresh-database.ts';

const ADA = '11111111-1111-4111-8111-11111111aaaa';
const BOB = '22222222-2222-4222-8222-22222222bbbb';

/** Whose rows there are, by what they are called here. */
const OWNERS = {
  'ada-page': `web:${ADA}:${ADA}`,
  'ada-slack': 'slack:T1:U1',
  'ada-discord': 'discord:G1:42',
  'bob-page': `web:${BOB}:${BOB}`,
  'bob-slack': 'slack:T1:U2',
  'elsewhere-slack': 'slack:T2:U1',
  'like-both': `web:${ADA}:${BOB}`,
  'like-more': `web:${ADA}:${ADA}:1`,
  cookie: 'web:Xk3:Xk3',
  terminal: 'terminal:local:me',
};

/** Everything that comes with an ad, as the stores keep it: the page's own messages are under its bare user. */
async function fill(database: SqlDatabase): Promise<void> {
  await database.script(`do $$ begin if to_regclass('auth.users') is not null then
    insert into auth.users (id) values ('${ADA}'), ('${BOB}'); end if; end $$`);
  for (const [id, userId] of Object.entries(OWNERS)) {
    await createProjects(database).create(sampleProject({ id, userId }));
    await database.script(`
      insert into plan_versions values ('${id}', 1, '{}');
      insert into artifacts (project_id, key, took_ms) values ('${id}', 'k', 1);
      insert into predictions (fingerprint, project_id, provider, model) values ('${id}', '${id}', 'r', 'm');
      insert into ledger (fingerprint, project_id, user_id, reserved) values ('${id}', '${id}', '${userId}', 5);
      insert into threads (id, user_id, workspace) values ('${id}', '${userId}', 'w');
      insert into inbox (event_key, thread_id, payload) values ('${id}', '${id}', '{}');
      insert into intents (event_key, thread_id, intent) values ('${id}', '${id}', '{}');
      insert into cards values ('${id}', 'card', 1, 1, '{}', 'h');
      insert into deliveries values ('${id}', 'card', 'm', 'h');
      insert into brand_kits (workspace, user_id, kit) values ('${id}', '${userId}', '{}');`);
  }
  for (const [id, person] of Object.entries({ 'ada-page': ADA, 'bob-page': BOB, cookie: 'Xk3' })) {
    await database.script(`
      insert into web_threads (id, user_id) values ('${id}', '${person}');
      insert into web_messages (thread_id, message_key, position, content) values ('${id}', 'm', 1, '{}');`);
  }
}

/** Where each table says whose ad it is about. */
const NAMED = {
  ...{ projects: 'id', plan_versions: 'project_id', artifacts: 'project_id', predictions: 'project_id' },
  ...{ ledger: 'project_id', threads: 'id', inbox: 'thread_id', intents: 'thread_id', cards: 'thread_id' },
  ...{ deliveries: 'thread_id', brand_kits: 'workspace' },
};
const ON_PAGE = { web_threads: 'id', web_messages: 'thread_id' };

const each = (names: readonly string[], seen: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, seen]));
const expected = (seen: readonly string[], onPage: readonly string[]) => ({
  ...each(Object.keys(NAMED), seen),
  ...each(Object.keys(ON_PAGE), onPage),
});

describe.each(DATABASES)('in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  let database: SqlDatabase;
  beforeAll(async () => {
    fresh = await openFresh();
    database = fresh.database;
    await fill(database);
  });
  afterAll(() => fresh.remove());

  const as = (person: string | null, text: string) =>
    database.transaction(async (inside) => {
      const claims = person ? JSON.stringify({ sub: person }) : '';
      await inside.query("select set_config('request.jwt.claims', $1, true)", [claims]);
      await inside.script('set local role authenticated');
      return inside.query(text);
    });
  const seenBy = async (person: string | null) => {
    const seen: [string, unknown[]][] = [];
    for (const [table, column] of Object.entries({ ...NAMED, ...ON_PAGE })) {
      const rows = await as(person, `select ${column} as name from ${table} order by 1`);
      seen.push([table, rows.map(({ name }) => name)]);
    }
    return Object.fromEntries(seen);
  };
  const call = async (name: string, given: Record<string, unknown>) => (await database.call(name, given))[0];
  const link = (person: string, identity: string) => call('link_identity', { p_user_id: person, p_identity: identity });

  test('everybody sees what they began on the page, and nothing of a chat that is not linked', async () => {
    expect(await seenBy(ADA)).toEqual(expected(['ada-page'], ['ada-page']));
    expect(await seenBy(BOB)).toEqual(expected(['bob-page'], ['bob-page']));
    expect(await seenBy('33333333-3333-4333-8333-333333333333')).toEqual(expected([], []));
    expect(await seenBy(null)).toEqual(expected([], []));
  });

  test('a linked chat is seen as well, from the next look on, and not once it is unlinked', async () => {
    for (const identity of ['slack:T1:U1', 'discord:G1:42', 'slack:T1:U1']) await link(ADA, identity);
    expect(await seenBy(ADA)).toEqual(expected(['ada-discord', 'ada-page', 'ada-slack'], ['ada-page']));
    expect(await seenBy(BOB)).toEqual(expected(['bob-page'], ['bob-page']));
    expect(await as(BOB, 'select from chat_identities')).toEqual([]);
    const identities = await database.call('identities_of', { p_user_id: ADA });
    expect(identities).toEqual([ADA, `web:${ADA}:${ADA}`, 'slack:T1:U1', 'discord:G1:42']);
    const found = await database.query('select id from projects where user_id = any ($1) order by id', [identities]);
    expect(found).toEqual(await as(ADA, 'select id from projects order by id'));

    expect(await call('unlink_identity', { p_user_id: BOB, p_identity: 'slack:T1:U1' })).toBe(false);
    expect(await call('unlink_identity', { p_user_id: ADA, p_identity: 'slack:T1:U1' })).toBe(true);
    expect(await seenBy(ADA)).toEqual(expected(['ada-discord', 'ada-page'], ['ada-page']));
  });

  test('a chat belongs to the account that linked it last', async () => {
    for (const person of [ADA, BOB]) await link(person, 'slack:T2:U1');
    const seen = async (person: string) =>
      (await as(person, "select from projects where id = 'elsewhere-slack'")).length;
    expect([await seen(ADA), await seen(BOB)]).toEqual([0, 1]);
  });

  test.each([`web:${BOB}:${BOB}`, BOB, 'slack', 'slack:U1', '', 'slack:T1:', ':T1:U1', null])(
    '%s is nobody in a chat and cannot be linked',
    async (identity) => {
      const linked = link(ADA, identity as string); // wrong on purpose
      await expect(linked).rejects.toMatchObject({ code: '22023', message: expect.stringContaining('in a chat') });
    },
  );

  test('a chat is linked to an account only', async () => {
    for (const person of ['', 'Xk3', `web:${ADA}:${ADA}`]) {
      await expect(link(person, 'slack:T9:U9')).rejects.toMatchObject({ code: '22P02' });
    }
    await link(ADA.toUpperCase(), 'slack:T9:U9');
    expect(await database.call('identities_of', { p_user_id: ADA })).toContain('slack:T9:U9');
  });

  describe('a code', () => {
    const create = async (person: string) => String(await call('create_link_code', { p_user_id: person }));
    const use = (code: string, identity: string) => call('use_link_code', { p_code: code, p_identity: identity });
    const identities = (person: string) => database.call('identities_of', { p_user_id: person });

    test('links whoever says it in a chat, however they write it', async () => {
      const code = await create(ADA);
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
      expect(await use(` ${code.replace('-', ' ').toLowerCase()}. `, 'slack:T5:U5')).toBe(ADA);
      expect(await identities(ADA)).toContain('slack:T5:U5');
    });

    test('is good for one of them, also when both say it at once; a repeat by the same one is none', async () => {
      const code = await create(ADA);
      const said = await Promise.all(['slack:T6:U6', 'slack:T6:U7'].map((identity) => use(code, identity)));
      expect(said.toSorted()).toEqual([ADA, null]);
      const [first, second] = said[0] === ADA ? ['slack:T6:U6', 'slack:T6:U7'] : ['slack:T6:U7', 'slack:T6:U6'];
      expect([await use(code, String(first)), await use(code, String(second))]).toEqual([ADA, null]);
      expect((await identities(ADA)).filter((identity) => String(identity).startsWith('slack:T6'))).toEqual([first]);
    });

    test('is good for ten minutes, and only until the next one is made', async () => {
      const old = await create(ADA);
      const [lasting] = await database.query(
        'select round(extract(epoch from max(expires_at) - now()) / 60)::int as minutes from link_codes',
      );
      expect(lasting).toEqual({ minutes: 10 });
      const code = await create(ADA);
      const other = await create(BOB);
      expect(await use(old, 'slack:T7:U7')).toBeNull();
      await database.query('update link_codes set expires_at = now() where user_id = $1', [ADA]);
      expect(await use(code, 'slack:T7:U7')).toBeNull();
      expect(await use(other, 'slack:T7:U7')).toBe(BOB);
      await create(BOB);
      expect(await database.query('select user_id from link_codes')).toEqual([{ user_id: BOB }]);
    });

    test('is not to be read from the database, and a wrong one links nobody', async () => {
      const code = await create(ADA);
      const [row] = await database.query('select link_codes::text as row from link_codes where user_id = $1', [ADA]);
      for (const part of code.split('-')) expect(String(row?.row).toUpperCase()).not.toContain(part);
      for (const wrong of ['', 'AAAAA-AAAAA', code.slice(1), '%']) expect(await use(wrong, 'slack:T8:U8')).toBeNull();
      await expect(use(code, `web:${BOB}:${BOB}`)).rejects.toMatchObject({ code: '22023' });
      expect(await use(code, 'slack:T8:U8')).toBe(ADA);
      await expect(create('Xk3')).rejects.toMatchObject({ code: '22P02' });
    });

    test('is nothing for whoever is signed in', async () => {
      for (const text of [
        'select * from link_codes',
        `select create_link_code('${ADA}')`,
        `select identities_of('${ADA}')`,
      ]) {
        await expect(as(ADA, text)).rejects.toThrow('permission denied');
      }
    });
  });
});

const Rows = z.object({ name: z.string() }).array();

describe('with tokens, by the API of a Supabase', () => {
  let fresh: Awaited<ReturnType<typeof freshSupabase>>;
  beforeAll(async () => {
    fresh = await freshSupabase();
    await fill(fresh.database);
    await fresh.database.call('link_identity', { p_user_id: ADA, p_identity: 'slack:T1:U1' });
  });
  afterAll(() => fresh.remove());

  const asked = (person: string, path: string, options: RequestInit = {}) => {
    const token = fresh.server.tokenOf({ role: 'authenticated', sub: person });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return fetch(`${fresh.server.url}/rest/v1/${path}`, { ...options, headers });
  };
  const seenBy = async (person: string) => {
    const seen: [string, string[]][] = [];
    for (const [table, column] of Object.entries({ ...NAMED, ...ON_PAGE })) {
      const rows: unknown = await (await asked(person, `${table}?select=name:${column}&order=${column}`)).json();
      seen.push([table, Rows.parse(rows).map(({ name }) => name)]);
    }
    return Object.fromEntries(seen);
  };

  test('each sees their own of every table', async () => {
    expect(await seenBy(ADA)).toEqual(expected(['ada-page', 'ada-slack'], ['ada-page']));
    expect(await seenBy(BOB)).toEqual(expected(['bob-page'], ['bob-page']));
  });

  test('nobody links themselves', async () => {
    const identity = { platform: 'slack', workspace: 'T1', platform_user_id: 'U2', user_id: ADA };
    const tries: [string, unknown][] = [
      ['chat_identities', identity],
      ['rpc/link_identity', { p_user_id: ADA, p_identity: 'slack:T1:U2' }],
      ['rpc/use_link_code', { p_code: 'AAAAA-AAAAA', p_identity: 'slack:T1:U2' }],
      ['rpc/rows_of', { p_function: 'identities_of', p_given: { p_user_id: BOB } }],
    ];
    for (const [path, body] of tries) {
      const { status } = await asked(ADA, path, { method: 'POST', body: JSON.stringify(body) });
      expect([path, status]).toEqual([path, 403]);
    }
    expect(await seenBy(ADA)).toEqual(expected(['ada-page', 'ada-slack'], ['ada-page']));
  });

  test('with an account goes what was made on the page, its links and its codes; what was made in a chat stays there', async () => {
    const { database } = fresh;
    await database.call('create_link_code', { p_user_id: ADA });
    await database.query('delete from auth.users where id = $1', [ADA]);
    const left = await database.query('select id from projects order by id');
    const others = Object.keys(OWNERS).filter((id) => id !== 'ada-page');
    expect(left.map(({ id }) => id)).toEqual(others.toSorted());
    for (const table of ['chat_identities', 'link_codes'])
      expect(await database.query(`select from ${table}`)).toEqual([]);
    for (const table of ['threads', 'brand_kits', 'inbox', 'web_threads', 'web_messages']) {
      const column = { ...NAMED, ...ON_PAGE, inbox: 'thread_id' }[table] ?? '';
      expect([table, await database.query(`select from ${table} where ${column} = 'ada-page'`)]).toEqual([table, []]);
    }
    expect(await database.query("select from ledger where project_id = 'ada-page'")).toHaveLength(1);
  });

  test('a database that has rows of accounts that have gone gets the migration, and a repeat changes nothing', async () => {
    const { database } = fresh;
    const again = async () => {
      for (const name of ['0018_accounts.sql', '0022_whose_rows.sql']) {
        await database.script(await readFile(join(import.meta.dirname, '../../migrations', name), 'utf8'));
      }
    };
    await database.script('alter table projects drop column account');
    await createProjects(database).create(sampleProject({ id: 'orphan', userId: `web:${ADA}:${ADA}` }));
    const columns = () =>
      database.query(
        "select attrelid::regclass::text, attnum from pg_attribute where attname = 'account' order by 1, 2",
      );
    await again();
    const [row] = await database.query("select account from projects where id = 'orphan'");
    expect(row).toEqual({ account: ADA });
    const before = await columns();
    await again();
    expect(await columns()).toEqual(before);
    const late = createProjects(database).create(sampleProject({ id: 'late', userId: `web:${ADA}:${ADA}` }));
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
  });
});
