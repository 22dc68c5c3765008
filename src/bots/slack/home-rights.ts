/** Who may name the approvers of a workspace: its admins, and those who are named already. */
import type { webApi } from '@slack/bolt';
import type { WorkspaceSettings } from '../window.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { idIn } from './names.ts';

export type Who = { readonly teamId: string; readonly userId: string };

export async function mayNameApprovers(
  client: webApi.WebClient,
  { teamId, userId }: Who,
  { approvers }: WorkspaceSettings,
  { groupsOf }: Pick<FrontNeeds, 'groupsOf'>,
): Promise<boolean> {
  if (approvers.includes(idIn(teamId, userId))) return true;
  const [isAdmin, groups] = await Promise.all([isAdminOf(client, userId), groupsOf(client, teamId, userId)]);
  return isAdmin || groups.some((group) => approvers.includes(group));
}

/** Without the permission to look, nobody is: better too few than anybody. */
async function isAdminOf(client: webApi.WebClient, userId: string): Promise<boolean> {
  const found = await client.users.info({ user: userId }).catch(() => null);
  return found?.user?.is_admin === true || found?.user?.is_owner === true;
}
