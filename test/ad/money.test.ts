import { describe, expect, it } from 'vitest';
import { formatUsd, microUsd } from '../../src/ad/money.ts';

describe('money', () => {
  it('is a whole number of micro-dollars, rounded up', () => {
    expect(microUsd(0.1)).toBe(100_000);
    expect(microUsd(0.0000001)).toBe(1);
    expect(microUsd(12.3)).toBe(12_300_000);
    expect(() => microUsd(-1)).toThrow();
  });

  it('reads as dollars and cents', () => {
    expect(formatUsd(0)).toBe('$0.00');
    expect(formatUsd(9_999)).toBe('<$0.01');
    expect(formatUsd(50_000)).toBe('$0.05');
    expect(formatUsd(12_300_000)).toBe('$12.30');
  });
});
