import { describe, expect, it } from 'vitest';
import { Brief } from '../../src/ad/brief.ts';

const good = {
  text: 'Oat milk cold brew for slow mornings',
  brandName: 'Fjell',
  brandColor: 'Teal',
  durationSeconds: 15,
};
const sentence = (change: Record<string, unknown>) => Brief.safeParse({ ...good, ...change }).error?.issues[0]?.message;

describe('the brief', () => {
  it('keeps the colour as hex and reads its own output again', () => {
    const brief = Brief.parse(good);
    expect(brief.brandColor).toBe('#008080');
    expect(Brief.parse(brief)).toEqual(brief);
  });

  it.each([-1, 0, 3, 5.99, 60.01, 61])('says which durations are possible when given %s', (durationSeconds) => {
    expect(sentence({ durationSeconds })).toMatch(/6 to 60 seconds/);
  });

  it('says what a duration is when given none', () => {
    expect(sentence({ durationSeconds: Number.NaN })).toMatch(/not a number/);
  });

  it.each(['#12345', 'notacolour', 'rgb(300,0,0)', 'transparent'])(
    'names the colour %s it cannot use',
    (brandColor) => {
      expect(sentence({ brandColor })).toContain(brandColor);
    },
  );

  it('refuses a brief of nothing and of twenty thousand characters', () => {
    expect(sentence({ text: '' })).toMatch(/empty/);
    expect(sentence({ text: ' \n ' })).toMatch(/empty/);
    expect(sentence({ text: 'x'.repeat(20_000) })).toMatch(/4000 characters/);
  });

  it.each(['"Quoted"', 'a:b', '100%', 'back\\slash', '🔥 Fire', 'شركة القهوة', "it's"])(
    'takes %s as a brand name',
    (brandName) => {
      expect(Brief.parse({ ...good, brandName }).brandName).toBe(brandName);
    },
  );
});
