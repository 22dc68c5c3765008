import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oklchOf } from '../../src/ad/color.ts';
import { Palette } from '../../src/ad/plan.ts';
import { shiftPalette } from '../../src/ad/shift-palette.ts';

const SAGE: Palette = {
  tone: 'light',
  wall: '#d9e6df',
  floor: '#c3d5cb',
  light: '#fff4e0',
  accent: '#e7a36a',
  shadow: '#10211c',
  brand: '#0f766e',
};
const NAVY: Palette = {
  tone: 'dark',
  wall: '#15264d',
  floor: '#0d1833',
  light: '#ffc48a',
  accent: '#ff7a2f',
  shadow: '#050a18',
  brand: '#ff7a2f',
};
const PALETTES = [SAGE, NAVY];

const anyColor = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const anyPalette: fc.Arbitrary<Palette> = fc.record({
  tone: fc.constantFrom('light', 'dark'),
  wall: anyColor,
  floor: anyColor,
  light: anyColor,
  accent: anyColor,
  shadow: anyColor,
  brand: anyColor,
});
const anyAmount = fc.double({ min: -1, max: 1, noNaN: true });

/** How far a colour leans towards late sun (+) or the blue hour (−). */
function warmthOf(hex: string): number {
  const { c, h } = oklchOf(hex);
  return c * Math.cos(((h - 64) * Math.PI) / 180);
}

function distance(a: string, b: string): number {
  const [first, second] = [oklchOf(a), oklchOf(b)];
  const turn = ((first.h - second.h) * Math.PI) / 180;
  const chroma = Math.sqrt(Math.max(0, first.c ** 2 + second.c ** 2 - 2 * first.c * second.c * Math.cos(turn)));
  return Math.hypot(first.l - second.l, chroma);
}

describe('any palette', () => {
  test('stays a palette, and keeps tone, brand and shadow', () => {
    fc.assert(
      fc.property(anyPalette, anyAmount, anyAmount, (palette, warmth, brightness) => {
        const shifted = Palette.parse(shiftPalette(palette, { warmth, brightness }));
        expect([shifted.tone, shifted.brand, shifted.shadow]).toEqual([palette.tone, palette.brand, palette.shadow]);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test('is as it was without a shift', () => {
    fc.assert(
      fc.property(anyPalette, (palette) => {
        expect(shiftPalette(palette, { warmth: 0, brightness: 0 })).toEqual(palette);
      }),
      { numRuns: 50, seed: 7 },
    );
  });
});

describe.each(PALETTES)('a $tone set', (palette) => {
  test.each([0.5, 1])('made warmer or colder by %d is seen to be, at the same lightness', (amount) => {
    const warm = shiftPalette(palette, { warmth: amount, brightness: 0 });
    const cold = shiftPalette(palette, { warmth: -amount, brightness: 0 });
    for (const name of ['wall', 'floor', 'light'] as const) {
      // What is as warm as late sun already stays so.
      expect(warmthOf(warm[name])).toBeGreaterThan(Math.min(0.08, warmthOf(palette[name])));
      expect(warmthOf(cold[name])).toBeLessThan(warmthOf(palette[name]));
    }
    for (const name of ['wall', 'floor'] as const) {
      expect(Math.abs(oklchOf(warm[name]).l - oklchOf(palette[name]).l)).toBeLessThan(0.01);
      expect(distance(warm[name], cold[name])).toBeGreaterThan(0.04);
    }
  });

  test.each([0.5, 1])('made brighter or darker by %d is seen to be, and does not become the other tone', (amount) => {
    const bright = oklchOf(shiftPalette(palette, { warmth: 0, brightness: amount }).wall).l;
    const dark = oklchOf(shiftPalette(palette, { warmth: 0, brightness: -amount }).wall).l;
    expect(bright - dark).toBeGreaterThan(0.08 * amount);
    expect(bright).toBeGreaterThan(oklchOf(palette.wall).l);
    expect(palette.tone === 'light' ? dark > 0.55 : bright < 0.46).toBe(true);
  });

  test('keeps the step between wall and floor, and is never loud', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (warmth, brightness) => {
        const shifted = shiftPalette(palette, { warmth, brightness });
        const step = (set: Palette) => oklchOf(set.wall).l - oklchOf(set.floor).l;
        expect(Math.abs(step(shifted) - step(palette))).toBeLessThan(0.012);
        const before = Math.max(oklchOf(palette.wall).c, oklchOf(palette.floor).c);
        for (const name of ['wall', 'floor'] as const) {
          expect(oklchOf(shifted[name]).c).toBeLessThan(Math.max(0.085, before + 0.005));
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
