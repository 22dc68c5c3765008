/** What an ad costs and has cost, in sentences for the person and the model. Pure. */
import { billedTotal, estimatedTotal, whyDifferent } from '../ad/bill.ts';
import { formatUsd, type MicroUsd } from '../ad/money.ts';
import type { Degradation, Project } from '../ad/project.ts';
import { isRedoable } from '../ad/redo.ts';

/** What fell back in the films of the version the project stands at. */
export function fallbacksOf({ ad, version }: Project): readonly Degradation[] {
  return ad.receipt?.version === version ? ad.receipt.degraded : [];
}

/** "about $0.29"; without parts where the price is the same as what it is made of. */
export function priceInWords(price: MicroUsd): string {
  if (price === 0) return 'nothing';
  return price < 10_000 ? 'less than a cent' : `about ${formatUsd(price)}`;
}

/** What doing it again takes. */
export function redoInWords(one: Degradation): string {
  if (one.step === 'product') return 'needs another photo of the product';
  const price = one.redoMicroUsd === 0 ? 'free' : priceInWords(one.redoMicroUsd);
  return isRedoable(one) ? price : `${price}, and there will be a new storyboard`;
}

/** What was estimated at the yes, what was billed, and why they differ; null where there is nothing to compare. */
export function billInWords({ ad, plan, version }: Project): string | null {
  const receipt = ad.receipt;
  if (!receipt?.bill || receipt.version !== version || plan === null) return null;
  const [estimated, billed] = [estimatedTotal(receipt.bill.estimated), billedTotal(receipt.bill)];
  if (estimated === 0 && billed === 0) return null;
  const made = { scenes: plan.scenes.map(({ id }) => id), degraded: receipt.degraded };
  const why = whyDifferent(receipt.bill, made);
  const said = `For this version ${priceInWords(estimated)} was estimated and ${billed === 0 ? 'nothing' : formatUsd(billed)} billed.`;
  return why === null ? said : `${said} ${why}`;
}
