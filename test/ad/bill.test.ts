import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bill, billedTotal, type Charge, estimatedTotal, whyDifferent } from '../../src/ad/bill.ts';

const SCENES = ['s1', 's2', 's3'];
const CENT = 10_000;

const amount = fc.oneof(fc.constantFrom(0, 1, CENT, 50_000, 100_000), fc.integer({ min: 0, max: 500_000 }));
const anyCharge: fc.Arbitrary<Charge> = fc
  .record({
    part: fc.constantFrom('background' as const, 'music' as const, 'words' as const),
    scene: fc.constantFrom('s1', 's2', 's3', 's9'),
    ended: fc.constantFrom('succeeded' as const, 'failed' as const, 'cancelled' as const),
    microUsd: amount,
  })
  .map(({ part, scene, ended, microUsd }) => ({
    ...{ part, microUsd, sceneId: part === 'background' ? scene : null },
    ended: part === 'words' ? 'succeeded' : ended,
  }));
const anyBill: fc.Arbitrary<Bill> = fc.record({
  estimated: fc.record({
    backgrounds: fc
      .subarray(SCENES)
      .chain((ids) => fc.tuple(...ids.map((sceneId) => amount.map((microUsd) => ({ sceneId, microUsd }))))),
    musicMicroUsd: amount,
  }),
  charges: fc.array(anyCharge, { maxLength: 8 }),
});
const anyDegraded = fc.array(
  fc.record({
    step: fc.constantFrom('background', 'music', 'composite'),
    sceneId: fc.constantFrom('s1', 's2', 's3', null),
  }),
  { maxLength: 4 },
);

function billOf(backgrounds: readonly number[], musicMicroUsd: number, charges: readonly Charge[]): Bill {
  const parts = backgrounds.map((microUsd, index) => ({ sceneId: `s${index + 1}`, microUsd }));
  return { estimated: { backgrounds: parts, musicMicroUsd }, charges: [...charges] };
}

function clip(sceneId: string, microUsd: number, ended: Charge['ended'] = 'succeeded'): Charge {
  return { part: 'background', sceneId, ended, microUsd };
}

const music = (microUsd: number): Charge => ({ part: 'music', sceneId: null, ended: 'succeeded', microUsd });

describe('why a bill is not what was estimated', () => {
  it('is said exactly when they are more than a tenth and more than a cent apart, and never without a reason', () => {
    fc.assert(
      fc.property(anyBill, anyDegraded, (bill, degraded) => {
        const [estimated, billed] = [estimatedTotal(bill.estimated), billedTotal(bill)];
        const isFar = Math.abs(billed - estimated) > CENT && Math.abs(billed - estimated) > estimated / 10;
        const why = whyDifferent(bill, { scenes: SCENES, degraded });
        expect(why !== null).toBe(isFar);
        if (why === null) return;
        const side = billed > estimated ? 'more' : 'less';
        expect(why).toMatch(new RegExp(`^That is ${side} than estimated, because [^.].+\\.$`));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps quiet about a tenth, and about a cent', () => {
    const version = { scenes: SCENES, degraded: [] };
    expect(whyDifferent(billOf([500_000], 0, [clip('s1', 550_000)]), version)).toBeNull();
    expect(whyDifferent(billOf([500_000], 0, [clip('s1', 550_001)]), version)).not.toBeNull();
    expect(whyDifferent(billOf([], 0, [clip('s1', CENT)]), version)).toBeNull();
    expect(whyDifferent(billOf([], 0, [clip('s1', CENT + 1)]), version)).not.toBeNull();
  });

  it('names what fell back, and what was there', () => {
    const degraded = [
      { step: 'background', sceneId: 's1' },
      { step: 'background', sceneId: 's3' },
      { step: 'music', sceneId: null },
    ];
    const bill = billOf([50_000, 50_000, 50_000], 85_400, []);
    expect(whyDifferent(bill, { scenes: SCENES, degraded })).toBe(
      'That is less than estimated, because the backgrounds of scenes 1 and 3 fell back and cost nothing so far, the background of scene 2 came from what was there already and the music fell back and cost nothing so far.',
    );
  });

  it('names a failed call that was charged, slow music, and words', () => {
    const words: Charge = { part: 'words', sceneId: null, ended: 'succeeded', microUsd: 20_000 };
    const charges = [clip('s1', 50_000), clip('s1', 40_000, 'failed'), music(168_000), words];
    expect(whyDifferent(billOf([50_000], 85_400, charges), { scenes: SCENES, degraded: [] })).toBe(
      'That is more than estimated, because the music took longer to make than usual ($0.17 instead of $0.09), calls that failed or were stopped were charged ($0.04) and the words of our conversation cost $0.02.',
    );
  });
});
