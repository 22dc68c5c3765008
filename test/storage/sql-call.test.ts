/** Functions called by name: what goes in and what comes back is JSON, whatever SQL makes of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES } from './fresh-database.ts';

describe.each(DATABASES)('in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  beforeAll(async () => {
    fresh = await openFresh();
    await fresh.database.script(`
    create function t_scalar(p_text text, p_big bigint) returns bigint language sql as $$ select p_big + length(p_text) $$;
    create function t_json(p_list jsonb, p_names text[]) returns jsonb language sql as
      $$ select jsonb_build_object('list', p_list, 'names', p_names, 'type', jsonb_typeof(p_list)) $$;
    create function t_rows(p_count integer) returns table (number integer, at timestamptz) language sql as
      $$ select n, timestamptz '2026-11-22 10:00:00+00' from generate_series(1, p_count) n $$;
    create table t_written (count integer);
    grant all on t_written to service_role;
    create function t_writes(p_count integer) returns setof integer language sql as
      $$ insert into t_written values (p_count); select n from generate_series(1, p_count) n $$;
    create function t_words() returns setof text language sql as $$ values ('a'), (null) $$;
    create function t_void(p_text text) returns void language plpgsql as $$ begin perform length(p_text); end $$;
    create function t_default(p_text text default 'left out') returns text language sql as $$ select p_text $$;
  `);
  });
  afterAll(() => fresh.remove());

  it('a whole number of any width is a number', async () => {
    expect(await fresh.database.call('t_scalar', { p_text: 'abc', p_big: 9_000_000_000 })).toEqual([9_000_000_003]);
  });

  it('null in gives null out', async () => {
    expect(await fresh.database.call('t_scalar', { p_text: null, p_big: 1 })).toEqual([null]);
  });

  it('lists become arrays or jsonb, as the function has it; empty ones, too', async () => {
    const call = (p_list: unknown, p_names: string[]) => fresh.database.call('t_json', { p_list, p_names });
    expect(await call([], [])).toEqual([{ list: [], names: [], type: 'array' }]);
    const names = ['a,b', '{c}', '"d"', 'NULL', ''];
    expect(await call([{ a: 1 }], names)).toEqual([{ list: [{ a: 1 }], names, type: 'array' }]);
  });

  it('a set comes as its rows, with times as text', async () => {
    const rows = await fresh.database.call('t_rows', { p_count: 2 });
    expect(rows).toMatchObject([{ number: 1 }, { number: 2, at: expect.stringMatching(/^2026-11-22T/) }]);
    expect(await fresh.database.call('t_words')).toEqual(['a', null]);
    expect(await fresh.database.call('t_rows', { p_count: 0 })).toEqual([]);
  });

  // Supabase's API cut every set off after its first 1000 rows, and said nothing.
  it('a set comes whole, however long, from a function that is called once', async () => {
    const { database } = fresh;
    const rows = await database.call('t_rows', { p_count: 2500 });
    expect(rows.map((row) => Object(row).number)).toEqual(Array.from({ length: 2500 }, (_, place) => place + 1));
    expect(await database.call('t_writes', { p_count: 1500 })).toHaveLength(1500);
    expect(await database.query('select count(*)::int as calls from t_written')).toEqual([{ calls: 1 }]);
  });

  it('a function without an answer has none', async () => {
    expect(await fresh.database.call('t_void', { p_text: 'x' })).toEqual([]);
  });

  it('what is left out is as the function has it', async () => {
    expect(await fresh.database.call('t_default')).toEqual(['left out']);
  });

  it('an unknown function or argument is said by name', async () => {
    await expect(fresh.database.call('t_nothing')).rejects.toThrow('no function t_nothing');
    await expect(fresh.database.call('t_void', { p_other: 1 })).rejects.toThrow('no argument p_other');
  });
});
