/** What every ledger and its predictions must do: reserve under the caps whole or not at all, settle once, forget nothing. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ledger, NewCall, NewWords, Predictions, Projects } from '../../src/pipeline/ports.ts';
import { sampleProject } from '../fixtures/ad-project.ts';

type Caps = { readonly perAdMicroUsd: number | null; readonly perMonthMicroUsd: number | null };
type Opened = {
  readonly ledger: (caps: Caps) => Ledger;
  readonly predictions: Predictions;
  readonly projects: Projects;
  readonly close: () => Promise<void>;
};

const FREE: Caps = { perAdMicroUsd: null, perMonthMicroUsd: null };
const KEY = 'projects/p1/scenes/scene_1_bg.mp4';
const newCall = (change: Partial<NewCall> = {}): NewCall => ({
  fingerprint: `${KEY}#1`,
  artefact: { projectId: 'p1', key: KEY },
  provider: 'somewhere',
  model: 'a/b',
  input: { prompt: 'a set', seed: 7 },
  owner: 'me',
  microUsd: 100,
  ...change,
});

export function ledgerContract(open: () => Promise<Opened>): void {
  let opened: Opened;
  let ledger: Ledger;
  let predictions: Predictions;
  beforeEach(async () => {
    opened = await open();
    ledger = opened.ledger(FREE);
    predictions = opened.predictions;
    for (const id of ['p1', 'p2']) await opened.projects.create(sampleProject({ id }));
  });
  afterEach(() => opened.close());
  const cost = async (id = 'p1') => (await opened.projects.find(id))?.costMicroUsd;
  const many = (count: number, projectId = 'p1') =>
    Array.from({ length: count }, (_, n) =>
      newCall({ fingerprint: `${projectId}#${n}`, artefact: { projectId, key: `k${n}` } }),
    );

  test('a reserved call comes back as it was written down', async () => {
    expect(await ledger.reserve(newCall())).toEqual({ kind: 'reserved' });
    const [found, ...others] = await predictions.ofArtefact({ projectId: 'p1', key: KEY });
    const { artefact: _, provider: __, microUsd, ...asked } = newCall();
    const rest = {
      projectId: 'p1',
      providerId: null,
      state: 'intent',
      reservedMicroUsd: microUsd,
      settledMicroUsd: null,
    };
    expect(found).toMatchObject({ ...asked, ...rest });
    expect(found?.ageMs).toBeGreaterThanOrEqual(0);
    expect(others).toEqual([]);
    expect(await predictions.ofArtefact({ projectId: 'p2', key: KEY })).toEqual([]);
  });

  test('a call is reserved once, whoever asks; an ad that does not exist is not-found', async () => {
    const answers = await Promise.all(['a', 'b', 'c'].map((owner) => ledger.reserve(newCall({ owner }))));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['exists', 'exists', 'reserved']);
    const nobody = { projectId: 'nobody', key: KEY };
    await expect(ledger.reserve(newCall({ fingerprint: 'x', artefact: nobody }))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('no cap is passed however many ask at once; a cap may be used up to its last micro-dollar', async () => {
    const capped = opened.ledger({ perAdMicroUsd: 300, perMonthMicroUsd: 500 });
    const answers = await Promise.all([...many(9), ...many(9, 'p2')].map((call) => capped.reserve(call)));
    expect(answers.filter(({ kind }) => kind === 'reserved')).toHaveLength(5);
    expect(await capped.room('p1')).toBe(0);
    const over = answers.filter((answer) => answer.kind === 'over');
    for (const { capMicroUsd, heldMicroUsd } of over) expect(heldMicroUsd + 100).toBeGreaterThan(capMicroUsd);
    expect(await opened.ledger(FREE).room('p1')).toBeNull();
  });

  test('what is settled counts instead of what was reserved, and a cost is the sum of what is settled', async () => {
    const capped = opened.ledger({ perAdMicroUsd: 250, perMonthMicroUsd: null });
    const [one, two, three] = many(3);
    if (!one || !two || !three) throw new Error('There are three.');
    await capped.reserve(one);
    await capped.reserve(two);
    expect(await cost()).toBe(0);
    expect(await capped.reserve(three)).toMatchObject({ kind: 'over', cap: 'ad', heldMicroUsd: 200, capMicroUsd: 250 });
    await capped.settle(one.fingerprint, { state: 'succeeded', microUsd: 40 });
    expect(await capped.reserve(three)).toEqual({ kind: 'reserved' });
    await Promise.all([two, three].map((call) => capped.settle(call.fingerprint, { state: 'failed', microUsd: 7 })));
    expect(await cost()).toBe(54);
    expect(await cost('p2')).toBe(0);
    expect(await capped.room('p1')).toBe(196);
  });

  test('the first settlement stays', async () => {
    await ledger.reserve(newCall());
    await ledger.settle(newCall().fingerprint, { state: 'succeeded', microUsd: 90 });
    await ledger.settle(newCall().fingerprint, { state: 'failed', microUsd: 0 });
    expect(await predictions.ofArtefact(newCall().artefact)).toMatchObject([
      { state: 'succeeded', settledMicroUsd: 90 },
    ]);
    expect(await cost()).toBe(90);
  });

  test('a call that was never heard leaves no trace, but only by the word of its owner', async () => {
    const capped = opened.ledger({ perAdMicroUsd: 100, perMonthMicroUsd: null });
    await capped.reserve(newCall());
    expect(await capped.release(newCall().fingerprint, 'another')).toBe(false);
    expect(await capped.release(newCall().fingerprint, 'me')).toBe(true);
    expect(await predictions.ofArtefact(newCall().artefact)).toEqual([]);
    expect(await capped.room('p1')).toBe(100);
  });

  test('a call that runs has one id, and an id has one call', async () => {
    const [one, two] = many(2);
    if (!one || !two) throw new Error('There are two.');
    await ledger.reserve(one);
    await ledger.reserve(two);
    expect(await predictions.started(one.fingerprint, 'id1')).toBe(true);
    expect(await predictions.started(one.fingerprint, 'id1')).toBe(true);
    expect(await predictions.started(one.fingerprint, 'id2')).toBe(false);
    expect(await predictions.started(two.fingerprint, 'id1')).toBe(false);
    expect(await ledger.release(one.fingerprint, 'me')).toBe(false);
    expect(await predictions.ofArtefact(one.artefact)).toMatchObject([{ state: 'running', providerId: 'id1' }]);
    expect([...(await predictions.known('somewhere', ['id1', 'id2']))]).toEqual(['id1']);
    expect([...(await predictions.known('elsewhere', ['id1']))]).toEqual([]);
  });

  test('an intent is taken over only when it is old, and then its former owner asks no more', async () => {
    await ledger.reserve(newCall());
    const { fingerprint } = newCall();
    expect(await predictions.takeOver(fingerprint, 'heir', 60_000)).toBe(false);
    expect(await predictions.renew(fingerprint, 'me')).toBe(true);
    await expect.poll(() => predictions.takeOver(fingerprint, 'heir', 1)).toBe(true);
    expect(await predictions.renew(fingerprint, 'me')).toBe(false);
    expect(await ledger.release(fingerprint, 'me')).toBe(false);
    await predictions.started(fingerprint, 'id1');
    expect(await predictions.takeOver(fingerprint, 'third', 0)).toBe(false);
  });

  test('open is what neither ended nor is unclear, with what became of its ad', async () => {
    const calls = many(3);
    for (const call of calls) await ledger.reserve(call);
    await ledger.settle('p1#0', { state: 'cancelled', microUsd: 0 });
    await predictions.unclear('p1#1');
    expect(await predictions.open('somewhere')).toMatchObject([{ fingerprint: 'p1#2', over: false, stopped: false }]);
    await opened.projects.requestCancel('p1');
    await opened.projects.end({ projectId: 'p1', version: null }, { status: 'CANCELLED' });
    expect(await predictions.open('somewhere')).toMatchObject([{ fingerprint: 'p1#2', over: true, stopped: true }]);
    expect(await predictions.stopped('p1')).toBe(true);
    expect(await predictions.stopped('p2')).toBe(false);
  });

  test('what is unclear stays reserved until it is found after all', async () => {
    const capped = opened.ledger({ perAdMicroUsd: 100, perMonthMicroUsd: null });
    await capped.reserve(newCall());
    await predictions.unclear(newCall().fingerprint);
    expect(await capped.room('p1')).toBe(0);
    expect(await predictions.started(newCall().fingerprint, 'id1')).toBe(true);
    await capped.settle(newCall().fingerprint, { state: 'succeeded', microUsd: 60 });
    expect(await capped.room('p1')).toBe(40);
  });

  const words = (change: Partial<NewWords> = {}): NewWords => ({
    fingerprint: 'talk#1',
    payer: { projectId: 'p1' },
    userId: 'u1',
    model: 'gpt-4o-mini',
    microUsd: 100,
    ...change,
  });

  test('words are held at the most they can cost, and cost what they came to', async () => {
    const capped = opened.ledger({ perAdMicroUsd: 250, perMonthMicroUsd: null });
    expect(await capped.reserveWords(words())).toEqual({ kind: 'reserved' });
    expect(await capped.reserveWords(words())).toEqual({ kind: 'exists' });
    expect(await capped.room('p1')).toBe(150);
    await capped.settle('talk#1', { state: 'succeeded', microUsd: 12 });
    expect(await cost()).toBe(12);
    expect(await capped.room('p1')).toBe(238);
  });

  test('words and calls draw on the same caps, however many ask at once', async () => {
    const capped = opened.ledger({ perAdMicroUsd: null, perMonthMicroUsd: 500 });
    const answers = await Promise.all([
      ...many(4).map((call) => capped.reserve(call)),
      ...[1, 2, 3, 4].map((n) => capped.reserveWords(words({ fingerprint: `talk#${n}`, payer: { projectId: 'p2' } }))),
    ]);
    expect(answers.filter(({ kind }) => kind === 'reserved')).toHaveLength(5);
    expect(answers.find(({ kind }) => kind === 'over')).toMatchObject({ cap: 'month', capMicroUsd: 500 });
  });

  test('what a thread paid before it had an ad goes over to its ad, once', async () => {
    const capped = opened.ledger({ perAdMicroUsd: 150, perMonthMicroUsd: null });
    const payer = { threadId: 'web:local:c:1' };
    await capped.reserveWords(words({ payer }));
    expect(await capped.reserveWords(words({ payer, fingerprint: 'talk#2' }))).toMatchObject({
      kind: 'over',
      cap: 'ad',
    });
    await capped.settle('talk#1', { state: 'succeeded', microUsd: 30 });
    expect(await cost()).toBe(0);
    for (const _ of [1, 2]) await capped.adopt('web:local:c:1', 'p1');
    expect(await cost()).toBe(30);
    expect(await capped.room('p1')).toBe(120);
  });
}
