/** Whether Slack accepts what is configured, asked of Slack itself. */
import { WebClient } from '@slack/web-api';
import { AdgenError } from '../../ad/errors.ts';
import { clientOptions } from './clients.ts';
import { BOT_SCOPES } from './manifest.ts';
import { mendOf } from './trouble.ts';

type Given = {
  readonly botToken: string | null;
  readonly receive: { readonly kind: 'socket'; readonly appToken: string } | { readonly kind: 'http' };
  readonly apiUrl: string | null;
};

/** Resolves to what was found in a few words; throws `set-up` with a sentence. */
export async function checkSlack({ botToken, receive, apiUrl }: Given): Promise<string> {
  const where = botToken === null ? 'for workspaces that install it' : await nameOf(botToken, apiUrl);
  if (receive.kind === 'http') return `${where}, by requests that Slack sends`;
  await tryIt('SLACK_APP_TOKEN', () =>
    new WebClient(receive.appToken, clientOptions(apiUrl)).apps.connections.open({}),
  );
  return `${where}, by a socket`;
}

async function nameOf(botToken: string, apiUrl: string | null): Promise<string> {
  const { team, response_metadata } = await tryIt('SLACK_BOT_TOKEN', () =>
    new WebClient(botToken, clientOptions(apiUrl)).auth.test(),
  );
  const has = response_metadata?.scopes ?? [];
  const lacks = BOT_SCOPES.filter((scope) => has.length > 0 && !has.includes(scope));
  if (lacks.length === 0) return `in the workspace ${team}`;
  throw new AdgenError(
    'set-up',
    `The app in ${team} lacks ${lacks.join(', ')}: add them under OAuth & Permissions, then install it again.`,
  );
}

async function tryIt<T>(name: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    const why = mendOf(cause) ?? 'Slack could not be reached. Check the network, and SLACK_API_URL if it is set.';
    throw new AdgenError('set-up', `${name}: ${why}`, { cause });
  }
}
