/** How the Slack stand-in hands things over: retries, order, sockets that close, and what people change. */
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { expect, onTestFinished, test, vi } from 'vitest';
import { silent, slackWith } from './slack/calling.ts';
import { ACME, USUAL_EVENTS, USUAL_SCOPES } from './slack/seeds.ts';
import type { Slack } from './slack-server.ts';

type Heard = { readonly type: string; readonly ts: string; readonly id: string; readonly retry: number | undefined };

/** Bolt by socket, which writes down every event; reconnects after 30 ms instead of 5 s. */
async function listen(slack: Slack, heard: Heard[], slow?: Promise<void>): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const receiver = new SocketModeReceiver({
    appToken: slack.app.appToken,
    clientPingTimeout: 30,
    logger: silent,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: slack.token('TACME'), receiver, logger: silent, clientOptions });
  app.use(async ({ body, context, next }) => {
    const event = 'event' in body ? body.event : { type: body.type, event_ts: '' };
    const ts = 'event_ts' in event ? String(event.event_ts) : '';
    heard.push({ type: event.type, ts, id: 'event_id' in body ? body.event_id : '', retry: context.retryNum });
    await next();
  });
  app.command('/ad', async ({ ack }) => {
    await slow;
    await ack('Working on it');
  });
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

test('a mention is told twice, with two event ids and one ts; a retry has the same id', async () => {
  const { slack } = await slackWith();
  const heard: Heard[] = [];
  await listen(slack, heard);
  const said = slack.person('TACME', 'UANN').mention('CADS', 'hello');
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(heard).toMatchObject([
    { type: 'app_mention', ts: said.ts, retry: 0 },
    { type: 'message', ts: said.ts, retry: 0 },
  ]);
  expect(heard[0]?.id).not.toBe(heard[1]?.id);
  const [parcel] = slack.eventsOf('message');
  if (parcel) await slack.delivery.again(parcel);
  expect(heard.at(-1)).toMatchObject({ type: 'message', id: heard[1]?.id, retry: 1 });
});

test('events wait while held, and come in the order a test wants', async () => {
  const { slack } = await slackWith();
  const heard: Heard[] = [];
  await listen(slack, heard);
  const ann = slack.person('TACME', 'UANN');
  slack.delivery.hold();
  const all = ['one', 'two', 'three'].map((text) => ann.dm(text).ts);
  slack.delivery.release((held) => held.toReversed());
  await vi.waitFor(() => expect(heard.map(({ ts }) => ts)).toEqual(all.toReversed()));
});

test('what nobody takes is tried again, until somebody is there or it is lost', async () => {
  const { slack } = await slackWith({ retriesMs: Array.from({ length: 100 }, () => 50), ackMs: 100 });
  const ann = slack.person('TACME', 'UANN');
  ann.dm('nobody is there yet');
  const heard: Heard[] = [];
  await listen(slack, heard);
  await vi.waitFor(() => expect(heard).toMatchObject([{ type: 'message' }]));
  expect(heard[0]?.retry).toBeGreaterThan(0);
  expect(slack.slowestAckMs()).toBeLessThan(100);
  slack.sockets.freeze();
  slack.sockets.cut();
  ann.dm('and gone again');
  await vi.waitFor(() => expect(heard).toHaveLength(2), { timeout: 10_000 });
});

test('a socket that is closed, cut or asked to come again comes again', async () => {
  const { slack } = await slackWith();
  const heard: Heard[] = [];
  await listen(slack, heard);
  const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
  slack.sockets.disconnect('refresh_requested');
  await vi.waitFor(() => expect(opened()).toBe(2), { timeout: 5000 });
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(1), { timeout: 5000 });
  slack.sockets.cut();
  await vi.waitFor(() => expect(opened()).toBe(3), { timeout: 5000 });
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(1), { timeout: 5000 });
  slack.person('TACME', 'UANN').dm('still here?');
  await vi.waitFor(() => expect(heard).toHaveLength(1));
});

test('a command that is not acknowledged in time fails for the person, and counts as slow', async () => {
  const { slack } = await slackWith({ ackMs: 400 });
  const late = Promise.withResolvers<void>();
  await listen(slack, [], late.promise);
  const ben = slack.person('TACME', 'UBEN');
  expect(await ben.command('/ad', 'shoes')).toEqual({ isAcked: false, ackMs: null, answer: null });
  expect(slack.slowestAckMs()).toBe(Number.POSITIVE_INFINITY);
  late.resolve();
  expect(await ben.command('/ad', 'shoes')).toMatchObject({ isAcked: true, answer: { text: 'Working on it' } });
  expect(slack.ephemerals('TACME', 'UBEN')).toMatchObject([{ text: 'Working on it' }]);
});

test('edits, deletions and unfurls are told as changes, those of the bot itself, too', async () => {
  const { slack, client } = await slackWith();
  const heard: Heard[] = [];
  await listen(slack, heard);
  const ann = slack.person('TACME', 'UANN');
  const said = ann.say('CADS', 'fist');
  ann.edit(said, 'first');
  ann.unfurl(said);
  ann.delete(said);
  const { ts = '' } = await client.chat.postMessage({ channel: 'CADS', text: 'mine' });
  await client.chat.update({ channel: 'CADS', ts, text: 'mine, too' });
  await slack.delivery.settled();
  const events = slack.eventsOf('message').map(({ payload }) => payload.event);
  expect(events).toMatchObject([
    { text: 'fist' },
    {
      subtype: 'message_changed',
      message: { text: 'first', edited: { user: 'UANN' } },
      previous_message: { text: 'fist' },
    },
    { subtype: 'message_changed', message: { text: 'first', attachments: [{}] }, previous_message: { text: 'first' } },
    { subtype: 'message_deleted', deleted_ts: said.ts, previous_message: { text: 'first' } },
    { text: 'mine', bot_id: 'BACME' },
    { subtype: 'message_changed', message: { text: 'mine, too', bot_id: 'BACME' } },
  ]);
});

test('the app hears only what it subscribed to, may read, and is there for', async () => {
  const { slack } = await slackWith({
    events: USUAL_EVENTS.filter((event) => event !== 'message.im'),
    teams: [{ ...ACME, scopes: USUAL_SCOPES.filter((scope) => scope !== 'groups:history') }],
  });
  const ann = slack.person('TACME', 'UANN');
  ann.dm('not subscribed');
  ann.say('CLAUNCH', 'not allowed');
  ann.say('CGENERAL', 'not there');
  ann.mention('CGENERAL', 'not there');
  expect(slack.parcels).toEqual([]);
  ann.mention('CLAUNCH', 'a mention needs another permission');
  expect(slack.parcels).toHaveLength(1);
});

test('an app that is taken away is told so, and nothing after', async () => {
  const { slack } = await slackWith();
  const heard: Heard[] = [];
  await listen(slack, heard);
  slack.uninstall('TACME');
  slack.person('TACME', 'UANN').dm('hello?');
  await vi.waitFor(() => expect(heard.map(({ type }) => type).sort()).toEqual(['app_uninstalled', 'tokens_revoked']));
});

test('requests say that they are retries, and a server that is not there is not slow', async () => {
  const { slack } = await slackWith({
    retriesMs: Array.from({ length: 100 }, () => 50),
    requestUrl: 'http://127.0.0.1:9/slack/events',
  });
  const heard: (string | undefined)[] = [];
  const receiver = new HTTPReceiver({ signingSecret: slack.app.signingSecret, logger: silent });
  const app = new App({ token: slack.token('TACME'), receiver, clientOptions: { slackApiUrl: slack.apiUrl } });
  app.event('message', async ({ context }) => {
    heard.push(`${context.retryNum} ${context.retryReason}`);
  });
  slack.person('TACME', 'UANN').dm('hello');
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    await app.stop();
  });
  const address = server.address();
  slack.delivery.goTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`);
  await slack.delivery.settled();
  expect(heard).toEqual([expect.stringMatching(/^[1-9]\d* http_timeout$/)]);
  expect(slack.slowestAckMs()).toBeLessThan(3000);
});

test('a response_url answers five times, to one person or to all, and in the place of what was pressed', async () => {
  const { slack, client } = await slackWith({ requestUrl: 'http://127.0.0.1:9/' });
  const button = { type: 'button', text: { type: 'plain_text', text: 'Stop' }, action_id: 'stop' } as const;
  const { ts = '' } = await client.chat.postMessage({
    channel: 'CADS',
    text: 'busy',
    blocks: [{ type: 'actions', elements: [button] }],
  });
  await slack.person('TACME', 'UANN').press('Stop');
  const url = String(slack.parcels.at(-1)?.payload.response_url);
  const answer = async (body: object) => (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status;
  expect(await answer({ text: 'for you', replace_original: false })).toBe(200);
  expect(await answer({ text: 'for all', response_type: 'in_channel' })).toBe(200);
  expect(await answer({ text: 'stopped', replace_original: true })).toBe(200);
  expect(await answer({ delete_original: true })).toBe(200);
  expect(await answer({ text: 'once more' })).toBe(200);
  expect(await answer({ text: 'too often' })).toBe(404);
  expect(slack.ephemerals('TACME', 'UANN').map(({ text }) => text)).toEqual(['for you', 'once more']);
  expect(slack.channel('TACME', 'CADS').map(({ text }) => text)).toEqual(['for all']);
  expect(slack.eventsOf('message').map(({ payload }) => payload.event)).toContainEqual(
    expect.objectContaining({ deleted_ts: ts }),
  );
});
