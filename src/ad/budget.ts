/** What a budget leaves, and the question to ask where it has no room. Pure. */
import { formatUsd, type MicroUsd } from './money.ts';

/** The rest of a budget. `until`: the first day of the next month (UTC, `2026-12-01`); an ad's budget has no end. */
export type Left = { readonly microUsd: MicroUsd } & (
  | { readonly cap: 'ad' }
  | { readonly cap: 'month'; readonly until: string }
);

export function hasRoom(left: Left | null, priceMicroUsd: MicroUsd): boolean {
  // What costs nothing needs no budget, also where one is overdrawn.
  return left === null || priceMicroUsd === 0 || priceMicroUsd <= left.microUsd;
}

/** What it would cost, what is left of which budget until when, and what can be done. Ends with the choices, not with an order. */
export function overBudget(priceMicroUsd: MicroUsd, left: Left): string {
  const whose =
    left.cap === 'ad'
      ? 'the budget of this ad'
      : `this month’s budget, which begins anew on ${dayOf(left.until)} (UTC)`;
  const variable = left.cap === 'ad' ? 'BUDGET_USD_PER_AD' : 'BUDGET_USD_PER_MONTH';
  const standing = `This would cost about ${formatUsd(priceMicroUsd)}, and ${formatUsd(left.microUsd)} is left of ${whose}.`;
  return `${standing} What shall I do? I can make it for free, with drawn backgrounds and music from here. You can ask for fewer or shorter scenes. Or somebody raises ${variable}.`;
}

/** `2026-12-01` as "1 December". */
function dayOf(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(date));
}
