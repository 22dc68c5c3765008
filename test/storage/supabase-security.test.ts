/** What Supabase's API lets people see and do: through the real PostgREST, on a database with Supabase's generous rights. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProjects } from '../../src/storage/projects.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { freshSupabase } from './fresh-database.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const EVE = '33333333-3333-4333-8333-333333333333';

let fresh: Awaited<ReturnType<typeof freshSupabase>>;
beforeAll(async () => {
  fresh = await freshSupabase();
  await fresh.database.query('insert into auth.users (id) values ($1), ($2), ($3)', [ADA, BOB, EVE]);
  for (const [id, userId] of Object.entries({ a: ADA, b: BOB })) await fill(id, userId);
});
afterAll(() => fresh.remove());

/** One row of everything that is somebody's. */
async function fill(id: string, userId: string): Promise<void> {
  await createProjects(fresh.database).create(sampleProject({ id, userId }));
  await fresh.database.script(`
    insert into plan_versions values ('${id}', 1, '{}');
    insert into artifacts (project_id, key, took_ms) values ('${id}', 'k', 1);
    insert into predictions (fingerprint, project_id, provider, model) values ('${id}', '${id}', 'r', 'm');
    insert into ledger (fingerprint, project_id, user_id, reserved, settled) values ('${id}', '${id}', '${userId}', 5, 5);
    insert into threads (id, user_id, workspace) values ('${id}', '${userId}', 'w');
    insert into inbox (event_key, thread_id, payload) values ('${id}', '${id}', '{}');
    insert into intents (event_key, thread_id, intent) values ('${id}', '${id}', '{}');
    insert into cards values ('${id}', 'card', 1, 1, '{}', 'h');
    insert into deliveries values ('${id}', 'card', 'm', 'h');
    insert into web_threads (id, user_id) values ('${id}', '${userId}');
    insert into web_messages (thread_id, message_key, position, content) values ('${id}', 'm', 1, '{}');
    insert into brand_kits (workspace, user_id, kit) values ('${id}', '${userId}', '{}');
    insert into chat_identities values ('slack', 'w', '${id}', '${userId}');`);
}

const asked = (token: string | null, path: string, options: RequestInit = {}) => {
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  return fetch(`${fresh.server.url}/rest/v1/${path}`, { ...options, headers });
};
const personal = (userId: string) => fresh.server.tokenOf({ role: 'authenticated', sub: userId });
const tables = async () => {
  const rows = await fresh.database.query(
    `select relname as name, exists (select from pg_policy where polrelid = pg_class.oid) as personal,
            (select attname from pg_attribute where attrelid = pg_class.oid and attnum > 0 and attidentity = '' order by attnum limit 1) as column
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return rows.map((row) => ({
    name: String(row.name),
    isPersonal: row.personal === true,
    column: String(row.column),
  }));
};

describe('reading', () => {
  test('a signed-in person sees their own row of what is personal, and nothing of the rest', async () => {
    expect((await tables()).filter(({ isPersonal }) => isPersonal)).toHaveLength(14);
    for (const { name, isPersonal } of await tables()) {
      const answer = await asked(personal(ADA), name);
      if (isPersonal) expect([name, await answer.json()]).toEqual([name, [expect.anything()]]);
      else expect([name, answer.status]).toEqual([name, 403]);
    }
    expect(await (await asked(personal(ADA), 'projects?select=id')).json()).toEqual([{ id: 'a' }]);
    expect(await (await asked(personal(EVE), 'projects?select=id')).json()).toEqual([]);
  });

  test.each(['without a token', 'with the key for browsers'])('nobody else sees anything: %s', async (how) => {
    const token = how === 'without a token' ? null : fresh.server.anonKey;
    for (const { name } of await tables()) expect([name, (await asked(token, name)).status]).toEqual([name, 401]);
  });

  test('a token that ran out, or that somebody else signed, is refused', async () => {
    const late = fresh.server.tokenOf({ role: 'authenticated', sub: ADA }, -3600);
    const [head, claims] = personal(ADA).split('.');
    for (const token of [late, `${head}.${claims}.${'A'.repeat(43)}`, 'nonsense']) {
      expect((await asked(token, 'projects')).status).toBe(401);
    }
  });
});

describe('changing', () => {
  const change = (token: string | null, method: string, path: string, body: unknown) =>
    asked(token, path, { method, body: JSON.stringify(body) });

  test('nobody changes a table, not even their own rows', async () => {
    for (const token of [personal(ADA), fresh.server.anonKey]) {
      for (const { name, column } of await tables()) {
        for (const method of ['POST', 'PATCH', 'DELETE']) {
          const { status } = await change(token, method, name, { [column]: null });
          expect([name, method, [401, 403].includes(status)]).toEqual([name, method, true]);
        }
      }
    }
    expect(await fresh.database.query('select id from projects order by id')).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  test('nobody calls a function, whichever it is', async () => {
    const [described] = await fresh.database.call('describe_functions');
    const { functions } = described as { functions: Record<string, { names: string[] }> }; // so it is declared
    expect(Object.keys(functions).length).toBeGreaterThan(80);
    for (const [name, { names }] of Object.entries(functions).filter(([one]) => one !== 'pgrst_watch')) {
      const rights = `select bool_or(has_function_privilege(who, oid, 'execute')) as open
        from pg_proc, unnest(array['anon', 'authenticated']) as who
       where proname = $1 and pronamespace = 'public'::regnamespace`;
      expect([name, await fresh.database.query(rights, [name])]).toEqual([name, [{ open: false }]]);
      const given = Object.fromEntries(names.map((one) => [one, null]));
      for (const token of [personal(ADA), fresh.server.anonKey]) {
        const { status } = await change(token, 'POST', `rpc/${name}`, given);
        expect([name, [401, 403, 404].includes(status)]).toEqual([name, true]);
      }
    }
  });
});

test('a person takes everything of theirs along, except what was spent', async () => {
  await fresh.database.query('delete from auth.users where id = $1', [BOB]);
  for (const { name, isPersonal } of await tables()) {
    if (!isPersonal) continue;
    const [row] = await fresh.database.query(`select count(*)::int as rows from ${name}`);
    expect([name, row?.rows]).toEqual([name, name === 'ledger' ? 2 : 1]);
  }
  expect(await fresh.database.call('held_in_month')).toEqual([10]);
});

test('whoever writes in a chat has no account, and needs none', async () => {
  const projects = createProjects(fresh.database);
  await projects.create(sampleProject({ id: 'c', userId: 'slack:T1:U1' }));
  expect(await projects.find('c')).toMatchObject({ userId: 'slack:T1:U1' });
  const gone = projects.create(sampleProject({ id: 'd', userId: BOB }));
  await expect(gone).rejects.toMatchObject({ code: 'conflict' });
});
