/** Slack installations in SQL; only adgen itself may read them. */
import { type Installations, SlackInstallation } from '../bots/slack/installations.ts';
import { succeeded } from './conversation-rows.ts';
import type { Database } from './database.ts';

export function createSlackInstallations(database: Pick<Database, 'call'>): Installations {
  return {
    store: async (installation) => {
      await database.call('store_slack_installation', {
        p_team: installation.teamId,
        p_installation: SlackInstallation.parse(installation),
      });
    },
    find: async (teamId) => {
      const [found] = await database.call('find_slack_installation', { p_team: teamId });
      return found ? SlackInstallation.parse(found) : null;
    },
    remove: (teamId, botToken) =>
      succeeded(database, 'remove_slack_installation', { p_team: teamId, p_token: botToken ?? null }),
  };
}
