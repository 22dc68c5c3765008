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
    create function t_downward(p_count integer) returns setof text language sql stable as
      $$ select format('%s', n) from generate_series(1, p_count) n order by n desc $$;
    create function t_given(p_names text[], p_list jsonb, p_at timestamptz default null, p_left text default 'left out')
      returns setof jsonb language sql stable as
      $$ values (jsonb_build_object('names', p_names, 'list', p_list, 'at', p_at, 'left', p_left)), (null) $$;
    create function t_refuses(p_code text) returns integer language plpgsql as
      $$ begin raise 'Not like this.' using errcode = p_code; end $$;
    create function t_refuses_set(p_code text) returns setof integer language plpgsql as
      $$ begin raise 'Not like this.' using errcode = p_code; end $$;
    create function t_twice(p_a integer) returns integer language sql as $$ select p_a $$;
    create function t_twice(p_a integer, p_b integer) returns setof integer language sql as $$ select p_a $$;
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
    const numbers = (await database.call('t_rows', { p_count: 2500 })).map((row) => Object(row).number);
    expect({ rows: numbers.length, ends: [numbers[0], numbers.at(-1)] }).toEqual({ rows: 2500, ends: [1, 2500] });
    expect((await database.call('t_writes', { p_count: 1500 })).length).toBe(1500);
    expect(await database.query('select count(*)::int as calls from t_written')).toEqual([{ calls: 1 }]);
  });

  it('a set keeps the order of its function, whatever that is', async () => {
    const words = await fresh.database.call('t_downward', { p_count: 1200 });
    expect({ rows: words.length, begin: words.slice(0, 2), end: words.at(-1) }).toEqual({
      ...{ rows: 1200, begin: ['1200', '1199'], end: '1' },
    });
  });

  it('a function of a set takes lists, objects, null and what is left out like any other', async () => {
    const call = (given: Record<string, unknown>) => fresh.database.call('t_given', given);
    const names = ['a,b', '{c}', '"d"', 'NULL', '', "'; drop table t_written; --"];
    const list = [{ a: [1, null] }];
    expect(await call({ p_names: names, p_list: list, p_at: '2026-11-22T10:00:00Z' })).toEqual([
      ...[{ names, list, at: '2026-11-22T10:00:00+00:00', left: 'left out' }, null],
    ]);
    expect(await call({ p_names: [], p_list: {}, p_left: null })).toMatchObject([
      { names: [], list: {}, left: null },
      null,
    ]);
    expect(await call({ p_names: null, p_list: undefined })).toMatchObject([
      { names: null, list: null, at: null },
      null,
    ]);
  });

  it.each(['t_refuses', 't_refuses_set'])('what %s refuses keeps its words and its code', async (name) => {
    const refused = fresh.database.call(name, { p_code: 'AD123' });
    await expect(refused).rejects.toMatchObject({ message: 'Not like this.', code: 'AD123' });
  });

  it('a function without an answer has none', async () => {
    expect(await fresh.database.call('t_void', { p_text: 'x' })).toEqual([]);
  });

  it('what is left out is as the function has it', async () => {
    expect(await fresh.database.call('t_default')).toEqual(['left out']);
  });

  it('an unknown function or argument is said by name', async () => {
    await expect(fresh.database.call('t_nothing')).rejects.toThrow('no function t_nothing');
    for (const name of ['t_void', 't_rows', 't_words']) {
      await expect(fresh.database.call(name, { p_other: 1 })).rejects.toThrow('no argument p_other');
    }
    await expect(fresh.database.call('t_twice', { p_a: 1 })).rejects.toThrow('no function t_twice, or more than one');
  });

  it.each([
    ['t_rows(1); drop table t_written; --', {}],
    ['t_rows', { 'p_count" integer) ; drop table t_written; --': 1 }],
    ['t_rows', { p_count: 1, 'p_count => 2, p_count': 1 }],
    ['pg_catalog.generate_series', {}],
    ['generate_series', {}],
    ['t_scalar', { p_text: 'a', p_big: 1 }],
    ['t_twice', { p_a: 1 }],
    [null, {}],
  ])('only a set of ours is called by name for the API: not %s %j', async (name, given) => {
    const asked = fresh.database.query('select rows_of($1, $2)', [name, JSON.stringify(given)]);
    await expect(asked).rejects.toMatchObject({ code: '42883' });
    expect(await fresh.database.query("select to_regclass('t_written') is null as gone")).toEqual([{ gone: false }]);
  });
});
