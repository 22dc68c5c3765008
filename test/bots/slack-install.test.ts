/** "Add to Slack" as a browser does it, against the stand-in's OAuth; and its end. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { createWorkspaces } from '../../src/bots/slack/clients.ts';
import { createSlackInstaller } from '../../src/bots/slack/install.ts';
import { addUninstall } from '../../src/bots/slack/install-ended.ts';
import type { Installations, SlackInstallation } from '../../src/bots/slack/installations.ts';
import { BOT_SCOPES } from '../../src/bots/slack/manifest.ts';
import { ACME, GLOBEX } from '../stand-ins/slack/seeds.ts';
import { type Slack, startSlack } from '../stand-ins/slack-server.ts';

let slack: Slack;
let server: Server;
let publicUrl: string;
let kept: Map<string, SlackInstallation>;
let storeFails: boolean;
let lines: string[];
beforeEach(async () => {
  kept = new Map();
  lines = [];
  storeFails = false;
  slack = await startSlack({
    limits: 'none',
    teams: [
      { ...ACME, isInstalled: false },
      { ...GLOBEX, isInstalled: false },
    ],
  });
  await open(slack.apiUrl);
});

/** Our own two pages, with this address for Slack's Web API. */
async function open(apiUrl: string): Promise<void> {
  server = createServer((request, response) => {
    if (!installer.handle(request, response)) response.writeHead(404).end('somebody else’s');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  const { clientId, clientSecret } = slack.app;
  const stateSecret = 'a state secret for tests';
  const installer = createSlackInstaller({
    clientId,
    clientSecret,
    stateSecret,
    publicUrl,
    apiUrl,
    installations,
    log,
  });
}

afterEach(async () => {
  const said = lines.join('\n');
  for (const secret of slack.secrets()) expect(said).not.toContain(secret);
  await new Promise((resolve) => server.close(resolve));
  await slack.close();
});

const line = (fields: unknown, message: string) => {
  const { err } = fields as { err?: Error }; // as our code calls it
  lines.push(message, String(err?.stack), JSON.stringify(fields));
};
const log = { info: line, warn: line, error: line };

const installations: Installations = {
  store: async (installation) => {
    if (storeFails) throw new AdgenError('storage', 'The database is away.');
    kept.set(installation.teamId, installation);
  },
  find: async (teamId) => kept.get(teamId) ?? null,
  remove: async (teamId, token) => (token === undefined || kept.get(teamId)?.botToken === token) && kept.delete(teamId),
};

/** One browser with its cookies: opens our page, presses the button, and answers Slack's page. */
async function browser() {
  const first = await fetch(`${publicUrl}/slack/install`);
  const page = await first.text();
  const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const address = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return {
    page,
    address,
    cookie,
    /** `as` and `press` as the stand-in's page understands them. */
    allow: async (answer: Record<string, string>) => {
      const url = new URL(address);
      for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
      return (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
    },
  };
}

const back = async (address: string, cookie: string) => {
  const answer = await fetch(address, { headers: { cookie } });
  return { status: answer.status, text: await answer.text() };
};

describe('adding adgen to a workspace', () => {
  test('asks for the permissions of the manifest, and keeps the bot’s token', async () => {
    const { address, allow, cookie } = await browser();
    expect(address.startsWith(slack.authorizeUrl)).toBe(true);
    expect(new URL(address).searchParams.get('scope')?.split(',')).toEqual([...BOT_SCOPES]);
    const done = await back(await allow({ as: 'TACME:UBEN' }), cookie);
    expect(done).toMatchObject({ status: 200, text: expect.stringContaining('adgen is in Acme') });
    expect(done.text).not.toContain(slack.token('TACME'));
    expect(kept.get('TACME')).toEqual({
      teamId: 'TACME',
      teamName: 'Acme',
      botToken: slack.token('TACME'),
      botId: expect.any(String),
      botUserId: slack.botUser('TACME'),
      scopes: [...BOT_SCOPES],
      installedBy: 'UBEN',
    });
  });

  test('two workspaces have a bot each, and one that has none gets no answer', async () => {
    for (const as of ['TACME:UANN', 'TGLOBEX:UGIL']) {
      const { allow, cookie } = await browser();
      await back(await allow({ as }), cookie);
    }
    const workspaces = createWorkspaces({ botToken: null, installations, apiUrl: slack.apiUrl });
    for (const team of ['TACME', 'TGLOBEX'])
      expect(await workspaces.find(team)).toMatchObject({ team, token: slack.token(team) });
    await expect(workspaces.find('TOTHER')).rejects.toThrow(/not installed in the Slack workspace TOTHER/);
  });

  test('a permission that comes back to another browser, or with a changed state, is refused', async () => {
    const { allow } = await browser();
    const address = await allow({ as: 'TACME:UANN' });
    expect(await back(address, '')).toMatchObject({ status: 400, text: expect.stringContaining('begin again') });
    const other = await browser();
    expect(await back(address, other.cookie)).toMatchObject({ status: 400 });
    const changed = new URL(address);
    changed.searchParams.set('state', 'made.up.state');
    expect(await back(changed.href, 'slack-app-oauth-state=made.up.state')).toMatchObject({ status: 400 });
    expect(kept.size).toBe(0);
  });

  test('a code is good for one use', async () => {
    const { allow, cookie } = await browser();
    const address = await allow({ as: 'TACME:UANN' });
    expect(await back(address, cookie)).toMatchObject({ status: 200 });
    expect(await back(address, cookie)).toMatchObject({ status: 502, text: expect.stringContaining('Try again') });
    expect(kept.size).toBe(1);
  });

  test('who cancels on Slack’s page reads that nothing was added', async () => {
    const { allow, cookie } = await browser();
    const done = await back(await allow({ press: 'cancel' }), cookie);
    expect(done).toMatchObject({ status: 400, text: expect.stringContaining('Nothing was added') });
    expect(kept.size).toBe(0);
  });

  test('what cannot be kept is said, without the token, on the page and in the log', async () => {
    storeFails = true;
    const { allow, cookie } = await browser();
    const done = await back(await allow({ as: 'TACME:UANN' }), cookie);
    expect(done).toMatchObject({ status: 502, text: expect.stringContaining('could not be kept here') });
    expect(lines.join('\n')).toContain('The database is away');
  });

  test('a whole Enterprise organisation is refused in a sentence, and its token given back', async () => {
    const asked: string[] = [];
    const organisation = createServer((request, response) => {
      const method = request.url?.split('/').at(-1) ?? '';
      asked.push(`${method} ${request.headers.authorization ?? ''}`.trim());
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: true, ...ORGANISATION[method] }));
    });
    await new Promise<void>((resolve) => organisation.listen(0, '127.0.0.1', resolve));
    await new Promise((resolve) => server.close(resolve));
    await open(`http://127.0.0.1:${(organisation.address() as AddressInfo).port}/api/`); // it listens on a port
    const { address, cookie } = await browser();
    const state = new URL(address).searchParams.get('state') ?? '';
    const done = await back(`${publicUrl}/slack/oauth_redirect?code=c&state=${encodeURIComponent(state)}`, cookie);
    expect(done).toMatchObject({ status: 400, text: expect.stringContaining('one workspace at a time') });
    expect(asked.at(-1)).toBe('auth.revoke Bearer xoxb-organisation');
    expect(kept.size).toBe(0);
    organisation.closeAllConnections();
    await new Promise((resolve) => organisation.close(resolve));
  });

  test('other addresses are left to others', async () => {
    for (const [method, path] of [
      ['GET', '/slack/events'],
      ['POST', '/slack/install'],
      ['GET', '/'],
    ] as const)
      expect((await fetch(`${publicUrl}${path}`, { method })).status).toBe(404);
  });
});

describe('taking adgen out of a workspace', () => {
  const connected = async () => {
    const { allow, cookie } = await browser();
    await back(await allow({ as: 'TACME:UANN' }), cookie);
    const app = new App({
      appToken: slack.app.appToken,
      socketMode: true,
      authorize: async ({ teamId = '' }) => ({ teamId, botToken: kept.get(teamId)?.botToken ?? '' }),
      clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    });
    addUninstall(app, { installations, log });
    await app.start();
    return app;
  };

  test('forgets its token', async () => {
    const app = await connected();
    slack.uninstall('TACME');
    await expect.poll(() => kept.size).toBe(0);
    await app.stop();
  });

  test('news of a token’s end that come after it was added again change nothing', async () => {
    const app = await connected();
    slack.delivery.hold();
    slack.uninstall('TACME');
    const { allow, cookie } = await browser();
    await back(await allow({ as: 'TACME:UANN' }), cookie);
    slack.delivery.release();
    await slack.delivery.settled();
    await expect.poll(() => slack.calls.filter(({ method }) => method === 'auth.test').length).toBeGreaterThan(2);
    expect(kept.get('TACME')?.botToken).toBe(slack.token('TACME'));
    await app.stop();
  });
});

/** What Slack answers when an owner allows the app for all workspaces of an organisation (docs.slack.dev, oauth.v2.access). */
const ORGANISATION: Readonly<Record<string, object>> = {
  'oauth.v2.access': {
    access_token: 'xoxb-organisation',
    token_type: 'bot',
    scope: 'chat:write',
    bot_user_id: 'UBOT',
    app_id: 'A1',
    team: null,
    enterprise: { id: 'E1', name: 'All of it' },
    authed_user: { id: 'UANN' },
    is_enterprise_install: true,
  },
  'auth.test': { url: 'https://all.enterprise.slack.com/', user_id: 'UBOT', bot_id: 'B1', is_enterprise_install: true },
  'auth.revoke': { revoked: true },
};
