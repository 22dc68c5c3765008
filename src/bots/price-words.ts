/** Prices, estimates and bills in words for people. Pure. */
import { type Bill, billedTotal, type Estimate, estimatedTotal, partsInWords, whyDifferent } from '../ad/bill.ts';
import { formatUsd, type MicroUsd } from '../ad/money.ts';
import type { Plan } from '../ad/plan.ts';
import type { Receipt } from '../ad/project.ts';

/** "free", "less than a cent", "about $0.05". */
export function aboutPrice(price: MicroUsd): string {
  if (price === 0) return 'free';
  return price < 10_000 ? 'less than a cent' : `about ${formatUsd(price)}`;
}

/** "nothing", "about $0.29: 4 backgrounds $0.20, music $0.09". */
export function estimateLine(estimate: Estimate): string {
  const total = estimatedTotal(estimate);
  return total === 0 ? 'nothing' : `${aboutPrice(total)}: ${partsInWords(estimate)}`;
}

/** Estimate and bill beside each other, and why they differ; nothing where neither was anything. */
export function billFields(receipt: Receipt, plan: Plan): readonly { label: string; value: string }[] {
  const { bill, degraded } = receipt;
  if (bill === null || (estimatedTotal(bill.estimated) === 0 && billedTotal(bill) === 0)) return [];
  const why = whyDifferent(bill, { scenes: plan.scenes.map(({ id }) => id), degraded });
  return [
    { label: 'Estimated', value: estimateLine(bill.estimated) },
    { label: 'Billed', value: `${billedLine(bill)}${why === null ? '' : `. ${why}`}` },
  ];
}

function billedLine(bill: Bill): string {
  const total = billedTotal(bill);
  return total === 0 ? 'nothing' : formatUsd(total);
}
