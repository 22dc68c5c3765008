import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFrames } from '../../src/ad/frames.ts';

describe('splitting frames', () => {
  it('always sums to the total, in whole frames, in proportion', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 180, max: 1800 }),
        fc.array(fc.double({ min: 0.5, max: 3, noNaN: true }), { minLength: 3, maxLength: 5 }),
        (total, weights) => {
          const parts = splitFrames(total, weights);
          const sum = weights.reduce((a, b) => a + b, 0);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
          parts.forEach((part, index) => {
            expect(Number.isInteger(part)).toBe(true);
            expect(Math.abs(part - (total * (weights[index] ?? 0)) / sum)).toBeLessThanOrEqual(1);
          });
        },
      ),
    );
  });
});
