/** Slack, connected: what people say there comes in, cards go out. By a socket that we open, or by requests that Slack sends. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { App, HTTPReceiver, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { AdgenError } from '../../ad/errors.ts';
import type { Files, Platform, Receiving } from '../platform.ts';
import type { Linking, Window } from '../window.ts';
import { addClicks } from './clicks.ts';
import { clientOptions, createWorkspaces, type Workspaces } from './clients.ts';
import { addCommand } from './command.ts';
import { attachmentOf } from './fetch-file.ts';
import { addHome } from './home.ts';
import { type InboundNeeds, takeEvent } from './inbound.ts';
import { createSlackInstaller } from './install.ts';
import { addUninstall } from './install-ended.ts';
import type { Installations } from './installations.ts';
import { EVENTS_PATH } from './manifest.ts';
import { addModal } from './modal.ts';
import type { FrontNeeds, SlackLog } from './modal-needs.ts';
import { readText } from './mrkdwn.ts';
import { createPeople } from './people.ts';
import { createSlackPlatform } from './platform.ts';
import { createSdkLog } from './sdk-log.ts';
import { addShortcuts } from './shortcut.ts';
import { createSpeakers } from './speakers.ts';
import { mendOf } from './trouble.ts';

export type SlackOptions = {
  /** Null: every workspace has its own, from installing the app there. */
  readonly botToken: string | null;
  readonly receive:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  /** Null: other workspaces cannot install it. */
  readonly install: { readonly clientId: string; readonly clientSecret: string; readonly stateSecret: string } | null;
  /** As in `https://ads.example.com`; null: nobody outside reaches this machine. */
  readonly publicUrl: string | null;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
  readonly installations: Installations;
  readonly files: Files;
  readonly window: Window;
  readonly links: Linking;
  readonly log: SlackLog;
};

export type Slack = {
  readonly platform: Platform;
  /** Answers requests below /slack/; false: it is for somebody else, and untouched. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** From now on what is said there comes in. Throws when Slack does not accept the token. */
  readonly start: (receiving: Receiving) => Promise<void>;
  readonly close: () => Promise<void>;
};

export function createSlack(options: SlackOptions): Slack {
  const { installations, apiUrl, log } = options;
  const workspaces = createWorkspaces(options);
  const speakers = createSpeakers();
  const platform = createSlackPlatform({ ...options, workspaces, speakers });
  const receiver = openReceiver(options);
  const installer = openInstaller(options);
  const closing = new AbortController();
  let handles = false;
  return {
    platform,
    handle: (request, response) => {
      if (installer?.handle(request, response)) return true;
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (!(receiver instanceof HTTPReceiver) || !handles || pathname !== EVENTS_PATH || request.method !== 'POST')
        return false;
      receiver.requestListener(request, response);
      return true;
    },
    start: async (receiving) => {
      const people = createPeople();
      const { window, links } = options;
      const inbound: InboundNeeds = { ...receiving, window, workspaces, people, speakers };
      const app = new App({
        receiver: storing(receiver, inbound),
        authorize: async ({ teamId }) => authorized(workspaces, teamId),
        clientOptions: clientOptions(apiUrl),
        logger: createSdkLog(log),
        // Storing what came must not need Slack.
        tokenVerificationEnabled: false,
      });
      app.error(async (error) => log.error({ err: error }, 'something from Slack could not be worked on'));
      const front: FrontNeeds = {
        ...{ receive: receiving.receive, window, links, log, now: Date.now, attachmentOf, ...people },
        signal: closing.signal,
        wordsOf: ({ text }) => (typeof text === 'string' ? readText(text, null) : ''),
      };
      addClicks(app, { ...receiving, people });
      addCommand(app, front);
      addModal(app, front);
      addShortcuts(app, front);
      addHome(app, front);
      addUninstall(app, { installations, log });
      handles = true;
      await refuseBadToken(workspaces, options);
      if (receiver instanceof SocketModeReceiver) await openSocket(receiver);
    },
    close: async () => {
      handles = false;
      closing.abort();
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
    },
  };
}

/** So long a start waits for Slack; then it goes on, and the connection comes when it comes. */
const PATIENCE_MS = 10_000;

async function openSocket(receiver: SocketModeReceiver): Promise<void> {
  const late = new AbortController();
  const started = receiver.start().catch((cause: unknown) => {
    const say =
      'Slack does not accept SLACK_APP_TOKEN. Take the one of Basic Information, App-Level Tokens, with connections:write.';
    throw new AdgenError('set-up', say, { cause });
  });
  const waited = pause(PATIENCE_MS, undefined, { signal: late.signal, ref: false }).catch(() => undefined);
  await Promise.race([started, waited]).finally(() => late.abort());
}

/** A token that is refused is said at the start; a Slack that does not answer is waited for later. */
async function refuseBadToken(workspaces: Workspaces, { botToken, log }: SlackOptions): Promise<void> {
  if (botToken === null) return;
  try {
    await workspaces.own();
  } catch (cause) {
    const mend = mendOf(cause);
    if (mend !== null) throw new AdgenError('set-up', mend, { cause });
    log.warn({ err: cause }, 'Slack could not be reached at the start');
  }
}

async function authorized(workspaces: Workspaces, team: string | undefined) {
  const { token, botUserId, team: teamId } = await workspaces.find(team ?? '');
  return { botToken: token, botUserId, teamId };
}

/** How soon a socket that Slack is about to close is opened anew; 5 s where nothing is said (socket-mode 3.1.0, 2026-11). */
const PING_MS = 1000;

function openReceiver({ receive, apiUrl, log }: SlackOptions): SocketModeReceiver | HTTPReceiver {
  const logger = createSdkLog(log);
  if (receive.kind === 'http')
    return new HTTPReceiver({
      ...{ signingSecret: receive.signingSecret, endpoints: [EVENTS_PATH], logger },
      // Slack is told that something arrived when it is stored, and not before.
      processBeforeResponse: true,
    });
  return new SocketModeReceiver({
    ...{ appToken: receive.appToken, logger, clientPingTimeout: PING_MS },
    installerOptions: { clientOptions: clientOptions(apiUrl) },
  });
}

function openInstaller({ install, publicUrl, apiUrl, installations, log }: SlackOptions) {
  return install && publicUrl !== null
    ? createSlackInstaller({ ...install, publicUrl, apiUrl, installations, log })
    : null;
}

/** Bolt tells Slack at once that an event arrived; ours are stored before. What could not be stored comes again. */
function storing(receiver: SocketModeReceiver | HTTPReceiver, inbound: InboundNeeds): Receiver {
  return {
    init: (app) => {
      const processEvent = async (event: ReceiverEvent) => {
        await takeEvent(event.body, inbound);
        await app.processEvent(event);
      };
      receiver.init(Object.create(app, { processEvent: { value: processEvent } }));
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}
