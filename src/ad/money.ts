/** Money is a whole number of micro-dollars: $1 = 1,000,000. No fractions, no floating dust. */
import { z } from 'zod';

export const MicroUsd = z.number().int().nonnegative();
export type MicroUsd = z.infer<typeof MicroUsd>;

export const MICRO_PER_USD = 1_000_000;

/** Dollars to micro-dollars, rounded up: an estimate never promises less than it costs. */
export function microUsd(dollars: number): MicroUsd {
  // 1e-6 of a micro-dollar absorbs binary dust, so that 0.1 becomes 100,000 and not 100,001.
  return MicroUsd.parse(Math.ceil(dollars * MICRO_PER_USD - 1e-6));
}

/** `$0.00`, `$0.05`, `<$0.01`, `$12.30`: what people read, in dollars and cents. */
export function formatUsd(amount: MicroUsd): string {
  if (amount > 0 && amount < 10_000) return '<$0.01';
  return `$${(amount / MICRO_PER_USD).toFixed(2)}`;
}
