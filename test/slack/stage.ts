/** adgen in Slack, whole and in small: real Bolt before the whole system, on the strict stand-in. */
import { join } from 'node:path';
import { expect } from 'vitest';
import { openWeb, type Web } from '../../src/compose/web.ts';
import { openSystem, type System } from '../../src/compose.ts';
import { type Accounts, readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import type { Ports } from '../../src/pipeline/run.ts';
import { bottleOrder, SMALL, smallHome } from '../fixtures/system.ts';
import { createSketches } from '../hosted/sketches.ts';
import type { Said } from '../stand-ins/slack/people.ts';
import type { SeenMessage } from '../stand-ins/slack/seen.ts';
import { type Slack, type SlackOptions, startSlack } from '../stand-ins/slack-server.ts';

/** Not looked at here. */
const NO_PAGE = join(import.meta.dirname, 'no-page');
const PATIENT = { timeout: 60_000, interval: 50 };

export type SlackStage = {
  readonly slack: Slack;
  readonly photo: { readonly name: string; readonly bytes: Uint8Array };
  readonly system: () => System;
  readonly address: () => string;
  /** What adgen says in the thread, as people see it now. */
  readonly replies: (said: Said) => readonly SeenMessage[];
  /** Resolves with the first message of the thread that is so. */
  readonly sees: (said: Said, what: string | RegExp) => Promise<SeenMessage>;
  /** As after a crash: another program on the same home. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly slack?: SlackOptions;
  readonly mode?: 'socket' | 'http' | 'installed';
  readonly ports?: Partial<Ports>;
  /** Where people have accounts, if they do. */
  readonly accounts?: Accounts | null;
};

export async function openSlackStage({
  slack: change = {},
  mode = 'socket',
  ports = {},
  accounts = null,
}: Options = {}): Promise<SlackStage> {
  const home = await smallHome();
  const slack = await startSlack({ limits: 'none', ...change });
  const http = { SLACK_SIGNING_SECRET: slack.app.signingSecret, PUBLIC_URL: 'https://ads.example.com' };
  const environment = {
    SLACK_API_URL: slack.apiUrl,
    ...(mode === 'socket' ? { SLACK_APP_TOKEN: slack.app.appToken } : http),
    ...(mode === 'installed'
      ? {
          SLACK_CLIENT_ID: slack.app.clientId,
          SLACK_CLIENT_SECRET: slack.app.clientSecret,
          SLACK_STATE_SECRET: 'a-state-secret-of-some-length',
        }
      : { SLACK_BOT_TOKEN: slack.token('TACME') }),
  };
  const config = { ...readConfig({ ...environment, ADGEN_HOME: home, PORT: '0' }, home), accounts };
  const log = createLog('silent');
  let system: System;
  let web: Web;
  const start = async () => {
    system = await openSystem(config, log, { ports: { scale: SMALL, renderer: createSketches(), ...ports } });
    web = await openWeb(system, config, NO_PAGE, log);
    await system.studio.resume();
    if (mode !== 'socket') slack.delivery.goTo(`http://127.0.0.1:${web.port}/slack/events`);
  };
  const stop = async () => {
    await web.close();
    await system.close();
  };
  await start();
  const { bytes } = (await bottleOrder(home)).photo;
  const replies = ({ team, channel, thread }: Said) => slack.thread(team, channel, thread).filter(({ isBot }) => isBot);
  return {
    slack,
    photo: { name: 'bottle.png', bytes },
    system: () => system,
    address: () => `http://127.0.0.1:${web.port}`,
    replies,
    sees: async (said, what) => {
      const found = () =>
        replies(said).find(({ text }) => (typeof what === 'string' ? text.includes(what) : what.test(text)));
      await expect
        .poll(() => found()?.text ?? JSON.stringify(replies(said).map(({ text }) => text)), PATIENT)
        .toMatch(what);
      const message = found();
      if (!message) throw new Error(`Nobody said ${what}.`);
      return message;
    },
    restart: async () => {
      await stop();
      await start();
    },
    close: async () => {
      await stop();
      await slack.close();
    },
  };
}
