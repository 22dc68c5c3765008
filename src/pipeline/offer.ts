/** What a yes would mean now: its price part by part, and whether the budgets have room for it. */
import { type Estimate, estimatedTotal } from '../ad/bill.ts';
import { hasRoom, type Left, overBudget } from '../ad/budget.ts';
import { AdgenError } from '../ad/errors.ts';
import { fingerprint } from '../ad/fingerprint.ts';
import { formatUsd, type MicroUsd } from '../ad/money.ts';
import type { Plan } from '../ad/plan.ts';
import { estimate } from './estimate.ts';
import { findProject } from './open-ad.ts';
import type { Work } from './ports.ts';
import type { Ports } from './run.ts';

/** A yes to one plan at a price: it holds for nothing else. */
export type Approval = { readonly planHash: string; readonly maxMicroUsd: MicroUsd };

export type Offer = Approval & {
  readonly version: number;
  readonly estimate: Estimate;
  /** What the budgets leave; null where there is none. */
  readonly left: Left | null;
};

export type OfferNeeds = Pick<
  Ports,
  'projects' | 'records' | 'clips' | 'music' | 'renderer' | 'scale' | 'ledger' | 'log'
>;

export async function offer(projectId: string, ports: OfferNeeds): Promise<Offer> {
  const { plan, version } = await findProject(ports, projectId);
  if (!plan) throw new AdgenError('conflict', 'There is no storyboard yet.');
  return offerFor({ projectId, version, plan }, ports);
}

/** The same for a plan that need not be that version yet. */
export async function offerFor(
  { projectId, version, plan }: Work & { readonly plan: Plan },
  ports: OfferNeeds,
): Promise<Offer> {
  const [parts, left] = await Promise.all([
    estimate({ projectId, version, plan }, ports),
    ports.ledger.left(projectId),
  ]);
  return { planHash: fingerprint(plan), maxMicroUsd: estimatedTotal(parts), version, estimate: parts, left };
}

/** Throws `conflict` where the yes was to another plan, or the price has risen since. */
export function holdTo(approval: Approval, plan: Plan, parts: Estimate): void {
  if (fingerprint(plan) !== approval.planHash) {
    throw new AdgenError('conflict', 'The storyboard has changed since. Please look at the new one and approve that.');
  }
  const price = estimatedTotal(parts);
  if (price > approval.maxMicroUsd) {
    throw new AdgenError('conflict', `The price has moved to ${formatUsd(price)}. Please approve it again.`);
  }
}

/** Throws `conflict` with the question what to do where a budget has no room for `parts`; then nothing may be begun. */
export async function keepWithin(
  parts: Estimate,
  projectId: string,
  { ledger, log }: Pick<Ports, 'ledger' | 'log'>,
): Promise<void> {
  const priceMicroUsd = estimatedTotal(parts);
  if (priceMicroUsd === 0) return;
  const left = await ledger.left(projectId);
  if (left === null || hasRoom(left, priceMicroUsd)) return;
  log.warn({ alert: 'budget', project: projectId, priceMicroUsd, left }, 'a budget has no room; nothing was begun');
  throw new AdgenError('conflict', `Nothing was started. ${overBudget(priceMicroUsd, left)}`);
}
