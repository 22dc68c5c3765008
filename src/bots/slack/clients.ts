/** One client for each workspace, with that workspace's own token and patience of our own. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { AdgenError } from '../../ad/errors.ts';
import type { Installations } from './installations.ts';
import { SILENT } from './sdk-log.ts';

export type Workspace = {
  readonly team: string;
  readonly client: WebClient;
  readonly token: string;
  readonly botUserId: string;
};

export type Workspaces = {
  /** Throws `not-found` where the app is not installed. */
  readonly find: (team: string) => Promise<Workspace>;
  /** That of the one token; null where every workspace has its own. Throws what the client throws. */
  readonly own: () => Promise<Workspace | null>;
};

const TIMEOUT_MS = 30_000;

/**
 * For every client, a fresh object: Bolt 5.1 writes its own retries into the one it is given, and web-api 8.2 the first
 * client's token into shared headers (both seen 2026-11-22). Nothing is repeated by itself: 8.2 repeats posts, too.
 */
export function clientOptions(apiUrl: string | null): WebClientOptions {
  return {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    logger: SILENT,
  };
}

type Needs = {
  /** Null: every workspace has its own. */
  readonly botToken: string | null;
  readonly installations: Pick<Installations, 'find'>;
  readonly apiUrl: string | null;
};

export function createWorkspaces({ botToken, installations, apiUrl }: Needs): Workspaces {
  const own = createOwn(botToken, apiUrl);
  const known = new Map<string, Workspace>();
  return {
    own,
    find: async (team) => {
      const mine = await own();
      if (mine?.team === team) return mine;
      const installed = await installations.find(team);
      if (!installed) {
        known.delete(team);
        throw new AdgenError('not-found', `adgen is not installed in the Slack workspace ${team}.`);
      }
      const before = known.get(team);
      if (before?.token === installed.botToken) return before;
      const { botToken: token, botUserId } = installed;
      const workspace = { team, token, botUserId, client: new WebClient(token, clientOptions(apiUrl)) };
      known.set(team, workspace);
      return workspace;
    },
  };
}

/** The workspace of the one token: Slack says which it is. Asked until it answers once. */
function createOwn(botToken: string | null, apiUrl: string | null): () => Promise<Workspace | null> {
  let asked: Promise<Workspace> | null = null;
  const ask = async (token: string): Promise<Workspace> => {
    const client = new WebClient(token, clientOptions(apiUrl));
    const { team_id: team = '', user_id: botUserId = '' } = await client.auth.test();
    return { team, token, botUserId, client };
  };
  return async () => {
    if (botToken === null) return null;
    asked ??= ask(botToken);
    return asked.catch((error: unknown) => {
      asked = null;
      throw error;
    });
  };
}
