/** Who may say yes to what costs, and stop it: whoever began the thread, and those whom the workspace names. Pure. */
import type { InboundEvent } from './platform.ts';
import type { Thread } from './ports.ts';
import type { WorkspaceSettings } from './window.ts';

type Asking = {
  readonly event: Pick<InboundEvent, 'userId' | 'groups'>;
  readonly thread: Pick<Thread, 'ownerId' | 'ownerName'>;
};

/** Why this person may not, as a sentence; null: they may. */
export function whyNotApprove({ event, thread }: Asking, { approvers }: WorkspaceSettings): string | null {
  const { userId, groups = [] } = event;
  if (userId === thread.ownerId || [userId, ...groups].some((id) => approvers.includes(id))) return null;
  const owner = thread.ownerName === '' ? 'the person who began this thread' : thread.ownerName;
  const others = approvers.length === 0 ? '' : ', or somebody whom this workspace has chosen for it,';
  return `Only ${owner}${others} can say yes to this ad, because it may cost money. Please ask them to press “Make it”.`;
}

/** The same people as for a yes, in a sentence about stopping. */
export const NOT_YOURS_TO_STOP =
  'Only the person who began this thread, or somebody chosen for it here, can stop this ad. Please ask them.';
