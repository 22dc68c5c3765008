/**
 * Supabase's API runs every function with the extension safeupdate, which refuses an UPDATE or DELETE without a WHERE, also
 * inside of functions (`21000`; https://github.com/supabase/supabase/pull/5050, estuary/flow#3076, read 2026-11). It is in no
 * database of these tests: there the same statements succeed.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../migrations');

function unsafeOf(sql: string): readonly string[] {
  const plain = sql.replaceAll(/--.*/g, '');
  const statements = plain.split(/;|\$\$/).map((one) => one.replaceAll(/\s+/g, ' ').trim());
  return statements.filter((one) => /\b(update \w+( \w+)? set|delete from)\b/i.test(one) && !/\bwhere\b/i.test(one));
}

test('no statement of the migrations changes a whole table', async () => {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql'));
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect([name, unsafeOf(await readFile(join(FOLDER, name), 'utf8'))]).toEqual([name, []]);
});

test.each(['update a set b = 1;', 'begin\n  delete from a; end $$', 'select 1; update a as_b\n set c = 2;'])(
  '%s would be found',
  (sql) => {
    expect(unsafeOf(sql)).toHaveLength(1);
  },
);

test.each([
  'update a set b = 1 where c;',
  '-- delete from a\n',
  'on conflict do update set a = 1;',
  'for update skip locked;',
])('%s would not', (sql) => {
  expect(unsafeOf(sql)).toEqual([]);
});
