/** The same people asked twice: what the API shows of an account is what the database itself lets that account see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageIdentity } from '../../src/http/api/whose.ts';
import { type ApiServer, ordered, type Somebody, somebody, startApi } from './api-server.ts';
import { json } from './browser.ts';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const EVE = '33333333-3333-4333-8333-333333333333';

type Person = { readonly id: string; readonly api: Somebody; readonly ad: string; readonly thread: string };

let issuer: TokenIssuer;
let api: ApiServer;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  api = await startApi({ accounts: { supabaseUrl: issuer.url, jwtSecret: null, publishableKey: null } });
  [ada, bob] = [await settled(ADA, 'Basilo'), await settled(BOB, 'Rubino')];
});
afterAll(async () => {
  await api.close();
  await issuer.stop();
});

/** Somebody with everything that people have: an ad in two versions that has cost something, a brand, a conversation. */
async function settled(id: string, brandName: string): Promise<Person> {
  const person = await somebody(api.address, await issuer.tokenFor(id));
  await person.put('/api/brand-kit', { brandName, primaryColor: '#0f766e' });
  const ad = await ordered(person, { brandName: null });
  const words = { kind: 'overlay-line', sceneId: 's1', line: 'headline', text: `By ${brandName}` };
  expect((await person.post(`/api/projects/${ad}/edits`, { base_version: 1, edits: [words] })).status).toBe(200);
  const { thread_id: thread } = await json<{ thread_id: string }>(await person.post('/api/threads'));
  const { database } = api.fresh;
  const userId = pageIdentity({ userId: id });
  await database.query("insert into threads (id, user_id, workspace) values ($1, $2, 'w')", [thread, userId]);
  const spent = 'insert into ledger (fingerprint, project_id, user_id, reserved) values ($1, $1, $2, 7)';
  await database.query(spent, [ad, userId]);
  return { id, api: person, ad, thread };
}

/** What the database gives somebody who is signed in to it, as Supabase signs them in; null: who has the key for browsers alone. */
function as(person: string | null, text: string) {
  if (person === null) return under('anon', { role: 'anon' }, text);
  return under('authenticated', { role: 'authenticated', sub: person }, text);
}

function under(role: 'anon' | 'authenticated', claims: object, text: string) {
  return api.fresh.database.transaction(async (inside) => {
    await inside.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)]);
    await inside.script(`set local role ${role}`);
    return inside.query(text);
  });
}

/** Names of what somebody sees there, by table. */
async function seenBy(person: string) {
  const names = async (text: string) => (await as(person, text)).map(({ name }) => name);
  return {
    projects: await names('select id as name from projects order by 1'),
    plan_versions: await names("select project_id || ' ' || version as name from plan_versions order by 1"),
    ledger: await names('select project_id as name from ledger order by 1'),
    threads: await names('select id as name from threads order by 1'),
    web_threads: await names("select split_part(id, ':', 4) as name from web_threads order by 1"),
    brand_kits: await names('select workspace as name from brand_kits order by 1'),
  };
}

const all = ({ id, ad, thread }: Person) => ({
  ...{ projects: [ad], plan_versions: [`${ad} 1`, `${ad} 2`], ledger: [ad] },
  ...{ threads: [thread], web_threads: [thread], brand_kits: [id] },
});

describe('the database', () => {
  test('shows each account its own, which is what the API shows it, and nothing of anybody else', async () => {
    for (const person of [ada, bob]) {
      const seen = await seenBy(person.id);
      expect(seen).toEqual(all(person));
      const { projects } = await json<{ projects: { project_id: string }[] }>(
        await person.api.get('/api/projects/user/all'),
      );
      expect(projects.map(({ project_id }) => project_id)).toEqual(seen.projects);
    }
    expect(await seenBy(EVE)).toEqual({
      ...{ projects: [], plan_versions: [], ledger: [], threads: [], web_threads: [], brand_kits: [] },
    });
  });

  test('keeps to it also where the rows of others are asked for by name', async () => {
    for (const text of [
      `select 1 from projects where id = '${bob.ad}'`,
      `select 1 from plan_versions where project_id = '${bob.ad}'`,
      `select 1 from ledger where project_id = '${bob.ad}'`,
      `select 1 from threads where id = '${bob.thread}'`,
      `select 1 from brand_kits where workspace = '${BOB}'`,
      `select 1 from projects where user_id like '%${BOB}%' or true limit 1 offset 1`,
    ])
      expect([text, await as(ADA, text)]).toEqual([text, []]);
  });

  test('takes nothing from anybody who is signed in, not even for their own rows', async () => {
    const before = await api.fresh.database.query('select id, title, user_id, version from projects order by id');
    for (const text of [
      `update projects set user_id = '${pageIdentity({ userId: ADA })}' where id = '${bob.ad}'`,
      `update projects set title = 'mine' where id = '${ada.ad}'`,
      `delete from projects where id = '${ada.ad}'`,
      `insert into projects (id, user_id, title, ad_project_json) values ('new', '${ADA}', 't', '{}')`,
      `update plan_versions set plan = '{}'`,
      `delete from plan_versions`,
      `update ledger set reserved = 0`,
      `delete from ledger`,
      `insert into threads (id, user_id, workspace) values ('new', '${ADA}', 'w')`,
      `update threads set user_id = '${ADA}'`,
      `update brand_kits set kit = '{}'`,
      `insert into chat_identities values ('slack', 'T1', 'U1', '${ADA}')`,
      `truncate projects cascade`,
      `alter table projects disable row level security`,
      `create policy mine on projects for all using (true)`,
      `select link_identity('${ADA}', 'slack:T1:U1')`,
      `select identities_of('${BOB}')`,
    ])
      await expect(as(ADA, text), text).rejects.toThrow(/permission denied|must be owner/);
    expect(await api.fresh.database.query('select id, title, user_id, version from projects order by id')).toEqual(
      before,
    );
  });

  test('shows nothing at all to whoever is not signed in, or has a token that names nobody', async () => {
    const tables = await api.fresh.database.query(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { name } of tables)
      await expect(as(null, `select * from "${name}"`), String(name)).rejects.toThrow('permission denied');
    for (const claims of [{}, { sub: null }, { role: 'authenticated' }])
      expect(await under('authenticated', claims, 'select 1 from projects')).toEqual([]);
    const unnamed = under('authenticated', { sub: 'nobody' }, 'select 1 from projects');
    await expect(unnamed).rejects.toThrow('invalid input syntax for type uuid');
  });
});
