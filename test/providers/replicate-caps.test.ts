import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../src/providers/replicate/desk.ts';
import { overCap } from '../../src/providers/replicate/failures.ts';
import { DEFAULT_MUSIC_MODEL } from '../../src/providers/replicate/music.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { openStage, signal } from './replicate-stage.ts';

const artefact = { projectId: 'p1', key: 'projects/p1/audio/music.m4a' };
const music: Order = { artefact, call: { model: DEFAULT_MUSIC_MODEL, input: {} }, what: 'music', file: 'audio' };
const clip: Order = {
  ...{ artefact, what: 'background', file: 'video' },
  call: { model: 'wan-video/wan-2.2-t2v-fast', input: { resolution: '720p', num_frames: 81 } },
};
const sayOf = (order: Order, capMicroUsd: number, heldMicroUsd: number) =>
  overCap(order, { kind: 'over', cap: 'ad', capMicroUsd, heldMicroUsd }).message;

describe('a budget without room', () => {
  it('for what must be set aside, but for what it usually costs, says both', () => {
    expect(sayOf(music, 300_000, 100_000)).toBe(
      'The music was not ordered: it usually costs about $0.09, but $0.26 must be set aside in case it takes longer, and that ' +
        'would pass the limit of $0.30 for this ad ($0.10 of it are spent or set aside): shall the limit be raised (BUDGET_USD_PER_AD)?',
    );
    // The whole rest, to the micro-dollar.
    expect(sayOf(music, 185_400, 100_000)).toContain('usually costs about $0.09');
  });

  it('for either says only that it would be passed', () => {
    for (const say of [sayOf(music, 185_399, 100_000), sayOf(music, 50_000, 0), sayOf(clip, 150_000, 100_000)])
      expect(say).toMatch(/was not ordered, because it would pass the limit of \$0\.\d\d for this ad/);
  });
});

describe('music under a budget', () => {
  let fresh: Fresh;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.remove());

  it('that has room for its estimate and not for what must be set aside is not ordered, and the sentence says why', async () => {
    const stage = await openStage(fresh.database, { caps: { perMonthMicroUsd: 250_000 } });
    const { music } = stage.makers();
    const wish = samplePlan().music;
    if (!wish) throw new Error('The sample plan has no music.');
    expect(music.estimate(wish)).toBe(85_400);
    const made = music.make(wish, { frames: 300, cutFrames: [] }, join(stage.folder, 'music.m4a'), signal, artefact);
    await expect(made).rejects.toThrow(
      /usually costs about \$0.09, but \$0.26 must be set aside .*BUDGET_USD_PER_MONTH/,
    );
    expect(stage.server.creates).toHaveLength(0);
    expect(await stage.rows()).toEqual([]);
    await stage.close();
  });
});
