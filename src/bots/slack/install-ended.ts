/** An admin takes adgen away, or Slack ends its token: what was kept of the workspace's installation goes. */
import type { App, webApi } from '@slack/bolt';
import type { Installations } from './installations.ts';
import type { SlackLog } from './modal-needs.ts';
import { refusalOf } from './trouble.ts';

type Needs = { readonly installations: Pick<Installations, 'find' | 'remove'>; readonly log: SlackLog };

export function addUninstall(app: App, needs: Needs): void {
  app.event('app_uninstalled', ({ client, body }) => forget(client, body.team_id, needs));
  app.event('tokens_revoked', async ({ event, client, body }) => {
    if ((event.tokens.bot ?? []).length > 0) await forget(client, body.team_id, needs);
  });
}

/** Only when the token is really dead: such news may come late, after the app was added again. */
async function forget(client: webApi.WebClient, teamId: string, { installations, log }: Needs): Promise<void> {
  // Bolt looks up no token for these two events, since it would be dead.
  const found = await installations.find(teamId);
  if (found === null || (await isAlive(client, found.botToken))) return;
  if (await installations.remove(teamId, found.botToken))
    log.info({ team: teamId }, 'adgen was taken out of a Slack workspace');
}

async function isAlive(client: webApi.WebClient, token: string): Promise<boolean> {
  try {
    await client.auth.test({ token });
    return true;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== null && DEAD.includes(refusal)) return false;
    throw error;
  }
}

const DEAD = ['token_revoked', 'account_inactive', 'invalid_auth', 'token_expired', 'team_access_not_granted'];
