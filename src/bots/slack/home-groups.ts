/** The user groups of a workspace, to choose approvers from. */
import type { webApi } from '@slack/bolt';
import { z } from 'zod';

export type Group = { readonly id: string; readonly name: string };

/** A menu holds a hundred (docs.slack.dev, multi_static_select, August 2026). */
const MOST_GROUPS = 100;

/** None where the app may not read them, or the workspace's plan has none. */
export async function groupsIn(client: Pick<webApi.WebClient, 'usergroups'>): Promise<readonly Group[]> {
  const found = await client.usergroups.list({}).catch(() => null);
  const parsed = Groups.safeParse(found);
  return parsed.success ? parsed.data.usergroups.slice(0, MOST_GROUPS) : [];
}

const Groups = z.looseObject({ usergroups: z.array(z.object({ id: z.string(), name: z.string().min(1) })) });
