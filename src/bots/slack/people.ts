/** Who people are: names and user groups, remembered for a while, and never needed. */
import type { WebClient } from '@slack/web-api';
import { idIn } from './names.ts';

const REMEMBER_MS = 10 * 60_000;
const MOST = 5000;

export type People = {
  /** As others in the workspace know them; never throws. */
  readonly nameOf: (client: WebClient, team: string, user: string) => Promise<string>;
  /** Ids of the groups they are in; none where the app may not know. Never throws. */
  readonly groupsOf: (client: WebClient, team: string, user: string) => Promise<readonly string[]>;
};

export function createPeople(now: () => number = Date.now): People {
  const names = remembering<string>(now);
  const groups = remembering<ReadonlyMap<string, readonly string[]>>(now);
  return {
    nameOf: (client, team, user) =>
      names(`${team} ${user}`, async () => {
        const { user: found } = await client.users.info({ user });
        return found?.profile?.display_name || found?.real_name || found?.name || '';
      }).catch(() => ''),
    groupsOf: async (client, team, user) => {
      const all = await groups(team, () => groupsIn(client, team)).catch(() => null);
      return all?.get(user) ?? [];
    },
  };
}

/** By person. */
async function groupsIn(client: WebClient, team: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { usergroups = [] } = await client.usergroups.list({ include_users: true });
  const all = new Map<string, string[]>();
  for (const { id, users = [] } of usergroups)
    for (const user of users) if (id !== undefined) all.set(user, [...(all.get(user) ?? []), idIn(team, id)]);
  return all;
}

/** What failed is asked for again. */
function remembering<T>(now: () => number) {
  const known = new Map<string, { readonly until: number; readonly value: Promise<T> }>();
  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const before = known.get(key);
    if (before && before.until > now()) return before.value;
    const value = ask();
    known.set(key, { until: now() + REMEMBER_MS, value });
    value.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
