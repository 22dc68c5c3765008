/** What an ad waits for a yes to, with its price. */
import { fingerprint } from '../../ad/fingerprint.ts';
import type { Project } from '../../ad/project.ts';
import type { ApiPorts } from './ports.ts';
import { offerShown } from './present.ts';
import type { Offer } from './shapes.ts';

/** Null where it waits for nobody. */
export async function openOffer(project: Project, desk: Pick<ApiPorts['desk'], 'offer'>): Promise<Offer | null> {
  const { id, plan, approved, status, files } = project;
  if (plan === null || approved || status !== 'AWAITING_APPROVAL' || files.goneAt !== null) return null;
  const offer = await desk.offer(id);
  // Between the two looks it may have become another plan; then the next look shows that one.
  return offer.planHash === fingerprint(plan) ? offerShown(offer) : null;
}
