/** The Slack stand-in with the real Bolt on the other side: by socket, by signed requests, and with OAuth. */
import { App, LogLevel } from '@slack/bolt';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ACME, GLOBEX } from './slack/seeds.ts';
import { type Slack, type SlackOptions, startSlack } from './slack-server.ts';

const open: { readonly close: () => unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

async function slackWith(options: SlackOptions = {}): Promise<Slack> {
  const slack = await startSlack(options);
  open.push(slack);
  return slack;
}

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

/** Answers a mention with a question and two buttons, and `/ad` with a form. */
function listen(app: App, heard: string[]): void {
  app.event('app_mention', async ({ event, client }) => {
    heard.push(`mention ${event.text}`);
    await client.chat.postMessage({
      channel: event.channel,
      thread_ts: event.thread_ts ?? event.ts,
      text: 'What is it for?',
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: 'What is *it* for, <@UANN> &amp; friends? See <https://acme.com|our page>.' },
        },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              text: { type: 'plain_text', text: 'Approve' },
              action_id: 'yes',
              value: '7',
              style: 'primary',
            },
          ],
        },
      ],
    });
  });
  app.event('message', async ({ event }) => {
    heard.push(`message ${event.subtype ?? 'plain'} in ${event.channel_type}`);
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'messages') {
      const prompts: [{ title: string; message: string }] = [
        { title: 'Make an ad', message: 'Make an ad for my shoes' },
      ];
      await client.assistant.threads.setSuggestedPrompts({ channel_id: event.channel, prompts });
    } else {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'My ads' } }] },
      });
    }
  });
  app.event('agent_session_stopped', async ({ event }) => {
    heard.push(`stopped ${event.thread_ts}`);
  });
  app.action('yes', async ({ ack, respond, body }) => {
    await ack();
    heard.push(`pressed by ${body.user.id}`);
    await respond({ text: 'Only you can see this', response_type: 'ephemeral', replace_original: false });
  });
  app.command('/ad', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'brief',
        private_metadata: body.text,
        title: { type: 'plain_text', text: 'New ad' },
        submit: { type: 'plain_text', text: 'Make it' },
        blocks: [
          {
            type: 'input',
            block_id: 'what',
            label: { type: 'plain_text', text: 'What is it?' },
            element: { type: 'plain_text_input', action_id: 'text', max_length: 100 },
          },
          {
            type: 'input',
            block_id: 'photo',
            optional: true,
            label: { type: 'plain_text', text: 'Photo' },
            element: { type: 'file_input', action_id: 'files', filetypes: ['png'], max_files: 1 },
          },
        ],
      },
    });
  });
  app.view('brief', async ({ ack, view }) => {
    const { value } = view.state.values.what?.text ?? {};
    heard.push(
      `form ${value} with ${view.state.values.photo?.files?.files?.length ?? 0} files and ${view.private_metadata}`,
    );
    if (value === 'x') await ack({ response_action: 'errors', errors: { what: 'That is too short.' } });
    else await ack();
  });
  for (const name of ['from_message', 'from_anywhere']) {
    app.shortcut(name, async ({ ack, shortcut }) => {
      await ack();
      heard.push(`shortcut ${shortcut.callback_id}${'message' in shortcut ? ` on ${shortcut.message.text}` : ''}`);
    });
  }
}

async function bySocket(slack: Slack, heard: string[]): Promise<App> {
  const app = new App({
    token: slack.token('TACME'),
    appToken: slack.app.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app, heard);
  await app.start();
  open.push({ close: () => app.stop() });
  return app;
}

async function byHttp(slack: Slack, heard: string[]): Promise<string> {
  const app = new App({
    token: slack.token('TACME'),
    signingSecret: slack.app.signingSecret,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app, heard);
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  open.push({ close: () => app.stop() });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`;
  slack.delivery.goTo(url);
  return url;
}

describe.each([
  { way: 'by socket', start: bySocket },
  { way: 'by signed requests', start: byHttp },
])('with Bolt $way', ({ start }) => {
  test('a mention with a picture is told as a mention and as a message, and the answer is read as people read it', async () => {
    const slack = await slackWith();
    const heard: string[] = [];
    await start(slack, heard);
    const said = slack
      .person('TACME', 'UANN')
      .mention('CADS', 'an ad for <us> at acme.com', { files: [{ name: 'shoe.png', bytes: PNG }] });
    await vi.waitFor(() => expect(slack.thread('TACME', 'CADS', said.ts)).toHaveLength(2));
    await slack.delivery.settled();
    expect(heard).toContain('mention <@UBOTACME> an ad for &lt;us&gt; at <http://acme.com|acme.com>');
    expect(heard.filter((one) => one === 'message file_share in channel')).toHaveLength(1);
    const [asked, answer] = slack.thread('TACME', 'CADS', said.ts);
    expect(asked).toMatchObject({
      text: '@ad an ad for <us> at acme.com',
      isBot: false,
      files: [{ name: 'shoe.png', mimetype: 'image/png', bytes: 7 }],
    });
    expect(answer).toMatchObject({
      text: 'What is it for, @ann & friends? See our page.',
      pings: ['@ann'],
      links: ['https://acme.com'],
      isBot: true,
    });
    expect(answer?.controls).toMatchObject([{ label: 'Approve', value: '7', style: 'primary' }]);
    expect(slack.faults).toEqual([]);
  });

  test('a press, a command with its form, both shortcuts, the home and the stop button arrive', async () => {
    const slack = await slackWith();
    const heard: string[] = [];
    await start(slack, heard);
    const ann = slack.person('TACME', 'UANN');
    const said = ann.mention('CADS', 'hello');
    await vi.waitFor(() => expect(slack.thread('TACME', 'CADS', said.ts)).toHaveLength(2));
    expect(await ann.press('Approve', said)).toMatchObject({ isAcked: true });
    await vi.waitFor(() =>
      expect(slack.ephemerals('TACME', 'UANN')).toMatchObject([{ text: 'Only you can see this' }]),
    );
    expect(await ann.command('/ad', 'shoes & more')).toMatchObject({ isAcked: true });
    await vi.waitFor(() =>
      expect(slack.views('TACME', 'UANN')).toMatchObject([{ title: 'New ad', submit: 'Make it' }]),
    );
    await expect(ann.submit({})).rejects.toThrow('What is it?: please complete this required field');
    await expect(ann.submit({ 'What is it?': 'shoes', Photo: [{ name: 'a.pdf', bytes: PNG }] })).rejects.toThrow(
      'the type pdf',
    );
    expect(await ann.submit({ 'What is it?': 'x' })).toEqual({
      result: 'errors',
      errors: { 'What is it?': 'That is too short.' },
    });
    expect(await ann.submit({ text: 'shoes', Photo: [{ name: 'a.png', bytes: PNG }] })).toEqual({ result: 'closed' });
    expect(heard).toContain('form shoes with 1 files and shoes & more');
    expect(slack.views('TACME', 'UANN')).toEqual([]);
    await ann.shortcut('from_message', said);
    await ann.shortcut('from_anywhere');
    expect(heard).toContain('shortcut from_message on <@UBOTACME> hello');
    expect(heard).toContain('shortcut from_anywhere');
    ann.openHome('messages');
    ann.openHome('home');
    ann.stopAgent(said);
    await vi.waitFor(() => expect(slack.home('TACME', 'UANN')?.text).toBe('My ads'));
    await vi.waitFor(() => expect(slack.prompts('TACME', ann.dmChannel)).toMatchObject([{ title: 'Make an ad' }]));
    await vi.waitFor(() => expect(heard).toContain(`stopped ${said.ts}`));
    expect(slack.faults).toEqual([]);
    expect(slack.slowestAckMs()).toBeLessThan(3000);
  });
});

test('requests that are not Slack’s are refused by Bolt, and a request URL answers the challenge', async () => {
  const slack = await slackWith();
  const heard: string[] = [];
  const url = await byHttp(slack, heard);
  slack.person('TACME', 'UANN').dm('hello');
  await slack.delivery.settled();
  const [parcel] = slack.eventsOf('message');
  if (!parcel) throw new Error('no event');
  for (const how of ['wrong-secret', 'stale', 'unsigned', 'changed-body'] as const)
    expect(await slack.forge(url, parcel, how)).toBe(401);
  expect(heard).toEqual(['message plain in im']);
  expect(await slack.challenge(url)).toMatchObject({
    status: 200,
    body: expect.stringContaining('stand-in-challenge'),
  });
});

test('two workspaces add the app through OAuth, and each hears and answers with its own token', async () => {
  const slack = await slackWith({
    teams: [
      { ...ACME, isInstalled: false },
      { ...GLOBEX, isInstalled: false },
    ],
  });
  const tokens = new Map<string, string>();
  const redirect = 'http://127.0.0.1:9/slack/oauth_redirect';
  const url = (press: string) =>
    `${slack.authorizeUrl}?client_id=${slack.app.clientId}&scope=chat:write,im:history&state=s1&redirect_uri=${encodeURIComponent(redirect)}&${press}`;
  const browse = async (press: string) =>
    new URL((await fetch(url(press), { redirect: 'manual' })).headers.get('location') ?? '');
  const exchange = async (code: string) => {
    const body = new URLSearchParams({
      client_id: slack.app.clientId,
      client_secret: slack.app.clientSecret,
      code,
      redirect_uri: redirect,
    });
    return (await fetch(`${slack.apiUrl}oauth.v2.access`, { method: 'POST', body })).json() as Promise<
      Record<string, string & { id: string }>
    >; // as Slack answers
  };
  expect((await browse('press=cancel')).searchParams.get('error')).toBe('access_denied');
  for (const as of ['TACME:UANN', 'TGLOBEX:UGIL']) {
    const back = await browse(`as=${as}`);
    expect(back.searchParams.get('state')).toBe('s1');
    const code = back.searchParams.get('code') ?? '';
    const grant = await exchange(code);
    tokens.set(grant.team?.id ?? '', grant.access_token ?? '');
    expect(await exchange(code)).toMatchObject({ ok: false, error: 'code_already_used' });
  }
  expect(new Set(tokens.values()).size).toBe(2);
  const app = new App({
    appToken: slack.app.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    authorize: async ({ teamId }) => ({
      botToken: tokens.get(teamId ?? '') ?? '',
      botId: `B${teamId?.slice(1)}`,
      botUserId: slack.botUser(teamId ?? ''),
    }),
  });
  app.message(async ({ message, say }) => {
    await say({ text: `Hello ${message.channel}` });
  });
  await app.start();
  open.push({ close: () => app.stop() });
  const [ann, gil] = [slack.person('TACME', 'UANN'), slack.person('TGLOBEX', 'UGIL')];
  ann.dm('hello');
  gil.dm('hello');
  await vi.waitFor(() => expect(slack.channel('TACME', ann.dmChannel)).toMatchObject([{}, { text: 'Hello DANN' }]));
  await vi.waitFor(() => expect(slack.channel('TGLOBEX', gil.dmChannel)).toMatchObject([{}, { text: 'Hello DGIL' }]));
  expect(slack.faults).toEqual([]);
});
