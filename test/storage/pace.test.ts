import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Paces } from '../../src/pipeline/ports.ts';
import { createPaces } from '../../src/storage/pace.ts';
import { DATABASES } from './fresh-database.ts';

describe.each(DATABASES)('the pace of calls in %s', (_name, open) => {
  let fresh: Awaited<ReturnType<typeof open>>;
  let paces: Paces;
  beforeAll(async () => {
    fresh = await open();
    paces = createPaces(fresh.database);
  });
  afterAll(() => fresh.remove());
  beforeEach(() => fresh.database.script('truncate call_paces, call_line'));

  const take = (taker: string, { calls = 3, windowMs = 60_000, provider = 'them' } = {}) =>
    paces.take({ provider, taker, calls, windowMs });

  /** As if every call so far had happened so much earlier, while those in line went on asking. */
  const pass = async (ms: number) => {
    const earlier = `- make_interval(secs => ${ms / 1000})`;
    await fresh.database.script(`
      update call_paces set held_until = held_until ${earlier}, spaced_until = spaced_until ${earlier},
             begun = array(select at ${earlier} from unnest(begun) as at)`);
  };

  it('lets so many begin within a window, and then says how long it will be', async () => {
    expect([await take('a'), await take('a'), await take('b')]).toEqual([0, 0, 0]);
    const waitMs = await take('c');
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    expect(await take('c', { provider: 'others' })).toBe(0);
  });

  it('counts once whatever asks at the same time', async () => {
    const asked = Array.from({ length: 20 }, (_, index) => take(`t${index}`, { calls: 6 }));
    expect((await Promise.all(asked)).filter((waitMs) => waitMs === 0)).toHaveLength(6);
  });

  it('lets more begin when the window has passed', async () => {
    for (const taker of ['a', 'b', 'c']) expect(await take(taker)).toBe(0);
    const waitMs = await take('d');
    expect(waitMs).toBeGreaterThan(0);
    await pass(waitMs);
    expect(await take('d')).toBe(0);
  });

  it('goes by the order of coming: who comes later waits longer, and takes no turn of another', async () => {
    const one = { calls: 1 };
    expect(await take('a', one)).toBe(0);
    const first = await take('b', one);
    expect(await take('c', one)).toBeGreaterThanOrEqual(first);
    await pass(first);
    expect(await take('c', one)).toBeGreaterThan(0);
    expect(await take('a', one)).toBeGreaterThan(0);
    expect(await take('b', one)).toBe(0);
  });

  it('forgets in line who has not asked for a while', async () => {
    const one = { calls: 1 };
    expect(await take('a', one)).toBe(0);
    await take('gone', one);
    await pass(60_000);
    expect(await take('b', one)).toBeGreaterThan(0);
    await fresh.database.script("update call_line set seen_at = seen_at - interval '6 seconds'");
    expect(await take('b', one)).toBe(0);
  });

  it('holds everybody back for as long as the provider said, and then keeps them apart', async () => {
    await paces.hold('them', { ms: 30_000, spacingMs: 10_000 });
    await paces.hold('them', { ms: 2_000, spacingMs: 10_000 });
    expect(await take('a')).toBeGreaterThan(20_000);
    await pass(31_000);
    expect(await take('a')).toBe(0);
    const apartMs = await take('b');
    expect(apartMs).toBeGreaterThan(5_000);
    expect(apartMs).toBeLessThanOrEqual(10_000);
    expect(await take('c')).toBeGreaterThan(apartMs);
    await pass(apartMs);
    expect(await take('b')).toBe(0);
  });

  it('keeps nobody apart any more when an hour has passed without another word of the provider', async () => {
    await paces.hold('them', { ms: 0, spacingMs: 10_000 });
    await pass(3_600_000);
    expect([await take('a'), await take('b')]).toEqual([0, 0]);
  });
});
