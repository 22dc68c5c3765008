/** "Add to Slack" for many workspaces: the two pages of OAuth, and each workspace's own token. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Installation, type InstallationStore } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { AdgenError } from '../../ad/errors.ts';
import { clientOptions } from './clients.ts';
import { installedPage, installPage, notInstalledPage } from './install-pages.ts';
import { type Installations, SlackInstallation } from './installations.ts';
import { BOT_SCOPES, INSTALL_PATH, REDIRECT_PATH } from './manifest.ts';
import type { SlackLog } from './modal-needs.ts';
import { createSdkLog } from './sdk-log.ts';

export type InstallOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs what comes back from Slack's page, so that nobody else's permission can be slipped in. */
  readonly stateSecret: string;
  /** As in `https://ads.example.com`. */
  readonly publicUrl: string;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
  readonly installations: Installations;
  readonly log: SlackLog;
};

export type SlackInstaller = {
  /** Answers GET /slack/install and GET /slack/oauth_redirect. False: the request is for somebody else, and untouched. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
};

export function createSlackInstaller(options: InstallOptions): SlackInstaller {
  const receiver = receiverOf(options);
  return {
    handle: (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (request.method !== 'GET' || ![INSTALL_PATH, REDIRECT_PATH].includes(pathname)) return false;
      response.setHeader('cache-control', 'no-store');
      receiver.requestListener(request, response);
      return true;
    },
  };
}

/** Bolt's own OAuth: it signs and checks the state, in the address and in the browser's cookie. It listens to nothing else. */
function receiverOf({ clientId, clientSecret, stateSecret, publicUrl, apiUrl, installations, log }: InstallOptions) {
  const address = (path: string) => new URL(path, publicUrl).href;
  return new HTTPReceiver({
    signingSecret: '',
    signatureVerification: false,
    endpoints: [],
    logger: createSdkLog(log),
    clientId,
    clientSecret,
    stateSecret,
    scopes: [...BOT_SCOPES],
    redirectUri: address(REDIRECT_PATH),
    installationStore: storeOf(installations),
    installerOptions: {
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      authorizationUrl: new URL('/oauth/v2/authorize', apiUrl ?? 'https://slack.com').href,
      // A permission is good for one use: a second try with it fails, and hides why the first did.
      clientOptions: clientOptions(apiUrl),
      renderHtmlForInstallPath: installPage,
      callbackOptions: {
        afterInstallation: async (installation, _, __, response) => {
          if (isOfOneWorkspace(installation)) return true;
          await revoke(installation, apiUrl);
          show(response, 400, notInstalledPage(WHOLE_COMPANY, address(INSTALL_PATH)));
          return false;
        },
        success: ({ team }, _, __, response) => show(response, 200, installedPage(team?.name ?? '', team?.id ?? '')),
        failure: ({ code }, _, __, response) =>
          show(response, statusOf(code), notInstalledPage(sayOf(code), address(INSTALL_PATH))),
      },
    },
  });
}

const WHOLE_COMPANY =
  'adgen can be added to one workspace at a time, not to a whole Enterprise organisation. Please choose a workspace in the menu at the top right of Slack’s page.';

function isOfOneWorkspace({ team, bot, isEnterpriseInstall }: Installation): boolean {
  return isEnterpriseInstall !== true && team !== undefined && bot !== undefined;
}

/** What is not used is given back; a token that Slack keeps all the same is stored nowhere. */
async function revoke({ bot }: Installation, apiUrl: string | null): Promise<void> {
  if (bot === undefined) return;
  await new WebClient(bot.token, clientOptions(apiUrl)).auth.revoke({}).catch(() => undefined);
}

function storeOf(installations: Installations): InstallationStore {
  return {
    storeInstallation: async ({ team, bot, user }) => {
      await installations.store(
        SlackInstallation.parse({
          teamId: team?.id,
          teamName: team?.name ?? '',
          botToken: bot?.token,
          botId: bot?.id,
          botUserId: bot?.userId,
          scopes: bot?.scopes,
          installedBy: user.id,
        }),
      );
    },
    // Whoever needs a token asks the workspaces of clients.ts.
    fetchInstallation: () => Promise.reject(new AdgenError('not-found', 'Installations are read elsewhere.')),
  };
}

function show(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

const BROWSER = ['slack_oauth_invalid_state', 'slack_oauth_missing_state', 'slack_oauth_missing_code'];
const CANCELLED = 'slack_oauth_installer_authorization_error';

function statusOf(code: string): number {
  return BROWSER.includes(code) || code === CANCELLED ? 400 : 502;
}

function sayOf(code: string): string {
  if (BROWSER.includes(code))
    return 'This page was not reached from the one where adding began, or more than ten minutes ago. Please begin again, in one browser.';
  if (code === CANCELLED) return 'It was cancelled on Slack’s page. Nothing was added.';
  return 'Slack did not confirm it, or it could not be kept here. Please try again; whoever runs adgen finds the reason in its log.';
}
