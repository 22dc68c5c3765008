/** Money as people read it. Pure; in words as src/ad/money.ts has them, which would bring zod along. */

/** `$0.00`, `$0.05`, `<$0.01`. */
export function dollars(microUsd: number): string {
  if (microUsd > 0 && microUsd < 10_000) return '<$0.01';
  return `$${(microUsd / 1_000_000).toFixed(2)}`;
}

/** `free` where it costs nothing. */
export function price(microUsd: number): string {
  return microUsd === 0 ? 'free' : dollars(microUsd);
}
