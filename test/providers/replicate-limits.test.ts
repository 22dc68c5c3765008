/** The account's limits: six calls a minute unless told otherwise, and a refusal is waited for as long as it says, by everybody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Paces } from '../../src/pipeline/ports.ts';
import { createPace } from '../../src/providers/replicate/pace.ts';
import { TIMING } from '../../src/providers/replicate/timing.ts';
import type { Reception } from '../stand-ins/replicate-answers.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { openStage } from './replicate-stage.ts';

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());

it('six calls a minute are begun when nothing else is configured', async () => {
  const asked: Parameters<Paces['take']>[0][] = [];
  const paces: Paces = {
    take: async (how) => {
      asked.push(how);
      return 0;
    },
    hold: async () => undefined,
  };
  await createPace({ paces, taker: 'me', timing: TIMING }).turn(new AbortController().signal);
  expect(asked).toEqual([{ provider: 'replicate', taker: 'me', calls: 6, windowMs: expect.any(Number) }]);
  expect(asked[0]?.windowMs).toBeGreaterThanOrEqual(60_000);
});

describe('a refusal for being too fast', () => {
  const refused = (busy: () => string | null) => (number: number) =>
    (number === 1 ? { busy: busy() } : 'succeed') satisfies Reception;
  const inTwoSeconds = () => new Date(Date.now() + 2_000).toUTCString();

  it.each<[string, () => string | null, number]>([
    ['in seconds', () => '1', 1_000],
    ['as a date', inTwoSeconds, 1_000],
    ['without a word how long', () => null, 900],
  ])('%s is waited for by another process, too', async (_how, busy, waitMs) => {
    const timing = { busyMs: 900, sendWithinMs: 2_000, sendTimeoutMs: 5_000, graceMs: 8_000 };
    const { server, makers, clip, close } = await openStage(fresh.database, { receive: refused(busy), timing });
    const [one, other] = [makers(), makers()];
    const first = clip(one, 's1');
    await expect.poll(() => server.creates.length, { timeout: 10_000, interval: 2 }).toBe(1);
    // Written down a moment after it came.
    const holds = () => fresh.database.query('select 1 from call_paces where held_until is not null');
    await expect.poll(async () => (await holds()).length, { timeout: 10_000, interval: 2 }).toBe(1);
    await Promise.all([first, clip(other, 's2')]);
    const [told = 0, ...later] = server.creates;
    expect(later).toHaveLength(2);
    for (const ms of later) expect(ms - told).toBeGreaterThanOrEqual(waitMs - 1);
    expect(server.predictions).toHaveLength(2);
    await close();
  });

  it('of a look at a call that runs is waited for, and ends nothing', async () => {
    const looks: number[] = [];
    const look = (number: number) => {
      looks.push(Date.now());
      return number === 1 ? { busy: '0.5' } : number === 2 ? { busy: null } : ('answer' as const);
    };
    const { server, makers, clip, cost, close } = await openStage(fresh.database, { look });
    await clip(makers());
    const [told = 0, again = 0] = looks;
    expect(again - told).toBeGreaterThanOrEqual(499);
    expect(server.creates).toHaveLength(1);
    expect(await cost()).toBe(server.bill());
    await close();
  });
});
