import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, fingerprint } from '../../src/ad/fingerprint.ts';

describe('the fingerprint', () => {
  it('does not depend on the order of keys, nor on keys that are undefined', () => {
    expect(fingerprint({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(
      fingerprint({ b: { d: 'x', c: [1, 2], e: undefined }, a: 1 }),
    );
  });

  it('differs when anything differs', () => {
    expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }));
    expect(fingerprint({ a: '1' })).not.toBe(fingerprint({ a: 1 }));
    expect(fingerprint({ a: null })).not.toBe(fingerprint({}));
  });

  it('is the fingerprint of what a round trip through JSON gives back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(JSON.parse(JSON.stringify(value)))).toBe(canonical(JSON.parse(JSON.stringify(value))));
        expect(JSON.parse(canonical(JSON.parse(JSON.stringify(value))))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses numbers that JSON would turn into null', () => {
    expect(() => fingerprint({ a: Number.NaN })).toThrow(/finite/);
  });
});
