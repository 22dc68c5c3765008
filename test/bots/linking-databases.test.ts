/** Links on every kind of database: what is said at once, and who may call what. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChatLinks } from '../../src/storage/chat-links.ts';
import { DATABASES } from '../storage/fresh-database.ts';

const ADA = '11111111-1111-4111-8111-111111111111';

describe.each(DATABASES)('on %s', (_, open) => {
  let fresh: Awaited<ReturnType<(typeof DATABASES)[number][1]>>;
  beforeAll(async () => {
    fresh = await open();
    await fresh.database.script(`do $$ begin if to_regclass('auth.users') is not null then
      insert into auth.users (id) values ('${ADA}'); end if; end $$`);
  });
  afterAll(() => fresh.remove());
  const links = () => createChatLinks(fresh.database);
  const newHash = async () => {
    const [code] = await fresh.database.call('create_link_code', { p_user_id: ADA });
    return createHash('sha256').update(String(code).replace('-', '')).digest('hex');
  };

  test('of two people who say one code at once, one is linked; and each saying comes to the same when it is repeated', async () => {
    const hash = await newHash();
    const both = ['slack:T1:U1', 'slack:T1:U2'].map((userId) => ({ userId, key: `said by ${userId}` }));
    const use = () => Promise.all([...both, ...both].map((by) => links().use(by, hash)));
    const outcomes = (await use()).map(({ outcome }) => outcome);
    expect(outcomes.slice(0, 2).toSorted()).toEqual(['ended', 'linked']);
    expect(outcomes.slice(2)).toEqual(outcomes.slice(0, 2));
    expect((await use()).map(({ outcome }) => outcome)).toEqual(outcomes);
    expect((await fresh.database.call('identities_of', { p_user_id: ADA })).slice(2)).toHaveLength(1);
  });

  test('ten wrong codes at once are five wrong ones and five too many', async () => {
    const tries = Array.from({ length: 10 }, (_, number) =>
      links().use({ userId: 'slack:T2:U1', key: `wrong ${number}` }, '0'.repeat(64)),
    );
    const said = await Promise.all(tries);
    expect(said.filter(({ outcome }) => outcome === 'ended')).toHaveLength(5);
    for (const { outcome, waitSeconds } of said) if (outcome === 'too-many') expect(waitSeconds).toBeGreaterThan(590);
  });

  test('an end that is repeated is the same end', async () => {
    const me = { userId: 'discord:dm:7', key: 'one' };
    expect(await links().use(me, await newHash())).toMatchObject({ outcome: 'linked' });
    const ends = ['two', 'two', 'three'].map((key) => links().end({ ...me, key }));
    // Whichever came first ended it, and its repeat says so, too.
    const [first, repeat, other] = await Promise.all(ends);
    expect([first === repeat, first !== other]).toEqual([true, true]);
  });
});
