import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { openStage, type Stage, type StageOptions, signal } from './replicate-stage.ts';

const CLIP = 100_000;
const ADS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'];
const SCENES = ['s1', 's2', 's3', 's4'];

let fresh: Fresh;
let stage: Stage;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());

const open = async (options: StageOptions = {}) => {
  stage = await openStage(fresh.database, options);
  return stage;
};
const stopAd = (projectId: string, status = 'PENDING') =>
  stage.database.query('update projects set cancel_requested = true, status = $2 where id = $1', [projectId, status]);
afterEach(async () => {
  expect(stage.server.faults).toEqual([]);
  expect(await stage.cost()).toBe(stage.server.bill());
  await stage.close();
});

describe('limits', () => {
  it.each([
    ['of each ad', { perAdMicroUsd: 250_000 }, 16, /limit of \$0.25 for this ad \(\$0.20 .*BUDGET_USD_PER_AD/],
    ['of the month', { perMonthMicroUsd: 999_999 }, 9, /limit of \$1.00 for this month .*BUDGET_USD_PER_MONTH/],
  ])('%s hold with eight ads at once, and say so', async (_what, caps, clips, say) => {
    const { server, makers, clip, log } = await open({ caps, runMs: 50 });
    const processes = [makers(), makers(), makers()];
    const wanted = ADS.flatMap((projectId, ad) =>
      SCENES.map((scene, index) => ({ projectId, scene, replicate: processes[(ad + index) % 3] ?? makers() })),
    );
    const ended = await Promise.allSettled(
      wanted.map(({ projectId, scene, replicate }) => clip(replicate, scene, { projectId })),
    );
    const refused = ended.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    expect(server.predictions).toHaveLength(clips);
    expect(refused).toHaveLength(32 - clips);
    for (const reason of refused) expect(reason).toMatch(say);
    expect(log.filter((line) => line.startsWith('warn') && line.includes('"alert":"budget"'))).toHaveLength(32 - clips);
  });

  it('count what is only reserved, and count again what turned out cheaper', async () => {
    const { makers, clip } = await open({
      caps: { perAdMicroUsd: CLIP },
      receive: (number) => (number < 2 ? 'fail' : 'succeed'),
    });
    await clip(makers());
    await expect(clip(makers(), 's2')).rejects.toThrow('BUDGET_USD_PER_AD');
  });
});

describe('four scenes', () => {
  it('take about as long as one', async () => {
    const { makers, clip } = await open({ runMs: 1000 });
    const replicate = makers();
    const timed = async (scenes: readonly string[], projectId: string) => {
      const startMs = performance.now();
      await Promise.all(scenes.map((scene) => clip(replicate, scene, { projectId })));
      return performance.now() - startMs;
    };
    const one = await timed(['s1'], 'p1');
    expect((await timed(SCENES, 'p2')) / one).toBeLessThan(1.4);
  });
});

describe('a stop', () => {
  it('ends the predictions of its ad within two seconds, settles them, and leaves those of others alone', async () => {
    const { server, makers, clip, rows } = await open({ startMs: 20, runMs: 2500 });
    const replicate = makers();
    const stop = new AbortController();
    const other = clip(replicate, 's1', { projectId: 'p2' });
    const scenes = SCENES.map((scene) => clip(replicate, scene, { signal: stop.signal }));
    const ended = Promise.allSettled(scenes);
    await expect.poll(() => server.predictions.length, { timeout: 10_000 }).toBe(5);
    await stopAd('p1');
    const stoppedMs = performance.now();
    stop.abort();
    for (const end of await ended) expect(end).toMatchObject({ reason: { code: 'cancelled' } });
    // One whose answer was just on its way is ended as soon as it is there.
    const ends = () => server.predictions.filter((kept) => kept.cancelledMs !== null).length;
    await expect.poll(ends, { interval: 10, timeout: 5000 }).toBe(4);
    expect(performance.now() - stoppedMs).toBeLessThan(2000);
    await other;
    const cancelled = async () => (await rows()).filter((row) => row.state === 'cancelled').length;
    await expect.poll(cancelled, { interval: 10, timeout: 5000 }).toBe(4);
  });

  it('also ends a call whose answer came only after it', async () => {
    const { server, makers, clip, rows, database } = await open({ receive: () => 'hang-accepted', runMs: 60_000 });
    const stop = new AbortController();
    const replicate = makers();
    const ended = clip(replicate, 's1', { signal: stop.signal }).catch((error) => error);
    await expect.poll(() => server.predictions.length, { timeout: 10_000 }).toBe(1);
    await stopAd('p1', 'CANCELLED');
    const stoppedMs = performance.now();
    stop.abort();
    expect(await ended).toMatchObject({ code: 'cancelled' });
    expect(performance.now() - stoppedMs).toBeLessThan(2000);
    const aged = "update predictions set asked_at = asked_at - interval '1 second' where provider_id is null";
    await database.query(aged);
    await replicate.tidy(signal);
    await replicate.tidy(signal);
    expect(server.predictions[0]?.cancelledMs).not.toBeNull();
    expect(await rows()).toMatchObject([{ state: 'cancelled', settled: CLIP }]);
  });

  it('begins nothing any more, and the same clip is made when it is asked for again', async () => {
    const { server, makers, clip, database } = await open();
    await stopAd('p1');
    await expect(clip(makers())).rejects.toMatchObject({ code: 'cancelled' });
    expect(server.creates).toHaveLength(0);
    await database.query('update projects set cancel_requested = false');
    await clip(makers());
    expect(server.creates).toHaveLength(1);
  });
});

describe('an interruption that is no stop', () => {
  it('leaves the prediction running, and the next one goes on with it', async () => {
    const { server, makers, clip, rows } = await open({ runMs: 300 });
    const stop = new AbortController();
    const ended = clip(makers(), 's1', { signal: stop.signal }).catch((error) => error);
    await expect.poll(async () => (await rows())[0]?.state).toBe('running');
    stop.abort();
    expect(await ended).toMatchObject({ code: 'cancelled' });
    await clip(makers());
    expect(server.creates).toHaveLength(1);
  });

  it('whose clip nobody wants any more is settled by tidying', async () => {
    const { makers, clip, rows, server } = await open({ runMs: 100 });
    const stop = new AbortController();
    const replicate = makers();
    const ended = clip(replicate, 's1', { signal: stop.signal }).catch((error) => error);
    await expect.poll(async () => (await rows())[0]?.state).toBe('running');
    stop.abort();
    await ended;
    await expect.poll(() => server.predictions.map(server.statusOf)).toEqual(['succeeded']);
    await replicate.tidy(signal);
    expect(await rows()).toEqual([{ state: 'succeeded', settled: CLIP, reserved: CLIP }]);
  });
});
