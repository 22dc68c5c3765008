import { describe, expect, it } from 'vitest';
import { chargeOf, highestPrice, usualPrice, wordsPrice } from '../../src/providers/prices.ts';
import { MUSICGEN_VERSION } from '../stand-ins/replicate-inputs.ts';

const WAN = 'wan-video/wan-2.2-t2v-fast';
const MUSIC = { model: `meta/musicgen:${MUSICGEN_VERSION}`, input: {} };

describe('a price', () => {
  it.each([
    [WAN, { num_frames: 81, resolution: '480p' }, 50_000],
    [WAN, { num_frames: 81, resolution: '720p' }, 100_000],
    [WAN, { num_frames: 121, resolution: '720p' }, 149_383],
    [WAN, {}, 149_383],
    ['wan-video/wan-2.5-t2v-fast', { size: '720*1280', duration: 5 }, 340_000],
    ['minimax/video-01', {}, 500_000],
  ])('of %s for %j is %i micro-dollars, before and after', (model, input, microUsd) => {
    expect(usualPrice({ model, input })).toBe(microUsd);
    expect(highestPrice({ model, input })).toBe(microUsd);
    expect(chargeOf({ model, input }, { status: 'succeeded', seconds: 30 })).toBe(microUsd);
    expect(chargeOf({ model, input }, { status: 'canceled', seconds: 1 })).toBe(microUsd);
    expect(chargeOf({ model, input }, { status: 'failed', seconds: 30 })).toBe(0);
    expect(chargeOf({ model, input }, { status: 'aborted', seconds: 0 })).toBe(0);
  });

  it('by time is that of the seconds it took, whatever came of it, and never more than was set aside', () => {
    expect(usualPrice(MUSIC)).toBe(85_400);
    expect(chargeOf(MUSIC, { status: 'succeeded', seconds: 61 })).toBe(85_400);
    expect(chargeOf(MUSIC, { status: 'failed', seconds: 0.5001 })).toBe(701);
    expect(chargeOf(MUSIC, { status: 'canceled', seconds: null })).toBe(highestPrice(MUSIC));
    expect(chargeOf(MUSIC, { status: 'aborted', seconds: null })).toBe(0);
  });

  it('of words follows the tokens, rounded up; of a model that nobody listed it is unknown', () => {
    expect(wordsPrice('gpt-4o-mini', { input: 1_000_000, cached: 0, output: 1_000_000 })).toBe(750_000);
    expect(wordsPrice('gpt-4o-mini', { input: 1, cached: 1, output: 1 })).toBe(1);
    expect(wordsPrice('somebody/elses', { input: 1, cached: 0, output: 1 })).toBeNull();
  });

  it('of a model that is not in the list is refused', () => {
    expect(() => usualPrice({ model: 'some/body', input: {} })).toThrow('There is no price for some/body.');
  });
});
