import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, hexOf, mixColors, oklchOf, parseColor } from '../../src/ad/color.ts';

describe('reading colours', () => {
  it.each([
    ['teal', '#008080'],
    ['  RebeccaPurple ', '#663399'],
    ['#4DBAC7', '#4dbac7'],
    ['4dbac7', '#4dbac7'],
    ['#4DB', '#44ddbb'],
    ['rgb(77, 186, 199)', '#4dbac7'],
    ['rgb(77 186 199)', '#4dbac7'],
    ['hsl(0, 100%, 50%)', '#ff0000'],
  ])('understands %s', (written, hex) => {
    expect(parseColor(written)).toBe(hex);
  });

  it.each([
    '#12345',
    'notacolour',
    'not a colour',
    'rgb(300,0,0)',
    'transparent',
    '',
    '#',
    'constructor',
    '__proto__',
    '#4dbac780',
    'rgb(1,2)',
    'abc',
  ])('refuses %s', (written) => {
    expect(parseColor(written)).toBeNull();
  });
});

describe('reckoning with colours', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

  it('comes back from OKLCH unchanged', () => {
    fc.assert(
      fc.property(hex, (color) => {
        expect(hexOf(oklchOf(color))).toBe(color);
      }),
    );
  });

  it('keeps lightness when a colour must be brought into gamut', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        (l, h) => {
          expect(Math.abs(oklchOf(hexOf({ l, c: 0.4, h })).l - l)).toBeLessThan(0.02);
        },
      ),
    );
  });

  it('finds 21 to 1 between black and white, and 1 to 1 between equals', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#4dbac7', '#4dbac7')).toBe(1);
  });

  it('mixes from one colour to the other', () => {
    expect(mixColors('#123456', '#fedcba', 0)).toBe('#123456');
    expect(mixColors('#123456', '#fedcba', 1)).toBe('#fedcba');
  });
});
