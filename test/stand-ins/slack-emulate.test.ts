/** A second opinion: the same story in our Slack stand-in and in Vercel's `emulate`, and where the two differ. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import { expect, onTestFinished, test } from 'vitest';
import { outcome, slackWith, uploaded } from './slack/calling.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  server.close();
  await once(server, 'close');
  return port;
}

async function emulated(): Promise<{ client: WebClient; channel: string; token: string }> {
  const port = await freePort();
  const token = 'xoxb-second-opinion';
  const seed = {
    team: { name: 'Acme', domain: 'acme' },
    users: [{ name: 'ann' }],
    channels: [{ name: 'ads' }],
    tokens: [{ token, user: 'ann' }],
  };
  const emulator = await createEmulator({
    service: 'slack',
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    seed: { slack: seed },
  });
  onTestFinished(() => emulator.close());
  const client = new WebClient(token, { slackApiUrl: `${emulator.url}/api/`, retryConfig: { retries: 0 } });
  const { channels = [] } = await client.conversations.list();
  return { client, token, channel: channels.find(({ name }) => name === 'ads')?.id ?? '' };
}

/** Posting, changing, uploading, reading back and deleting; only what any Slack must answer alike. */
async function story(client: WebClient, channel: string, token: string): Promise<unknown> {
  const metadata = { event_type: 'adgen_card', event_payload: { key: 'card-1' } };
  const root = await client.chat.postMessage({ channel, text: 'An ad for <https://acme.com|Acme> &amp; co', metadata });
  const ts = root.ts ?? '';
  const about = { channel, thread_ts: ts };
  const reply = await client.chat.postMessage({ ...about, text: 'one', blocks: [{ type: 'divider' }], metadata });
  await client.chat.update({ channel, ts: reply.ts ?? '', text: 'two' });
  const films = ['a.mp4', 'b.mp4', 'c.mp4'].map((filename) => ({
    file: Buffer.from(filename),
    filename,
    title: filename[0] ?? '',
  }));
  const done = await client.files.uploadV2({
    channel_id: channel,
    thread_ts: ts,
    initial_comment: 'Your films',
    file_uploads: films,
  });
  const { messages = [] } = await client.conversations.replies({ channel, ts, include_all_metadata: true });
  const download = messages[2]?.files?.[1]?.url_private_download ?? '';
  const bytes = await (await fetch(download, { headers: { authorization: `Bearer ${token}` } })).text();
  const gone = await client.chat.postMessage({ ...about, text: 'soon gone' });
  await client.chat.delete({ channel, ts: gone.ts ?? '' });
  return {
    isInChannel: root.channel === channel,
    roots: (await client.conversations.history({ channel })).messages?.map(({ text }) => text),
    thread: messages.map(({ text, files = [], ts: own, thread_ts: thread, metadata: kept }) => ({
      text,
      files: files.map(({ name, title, size, mode }) => ({ name, title, size, mode })),
      isReply: thread === ts && own !== ts,
      key: kept?.event_payload,
    })),
    replies: messages[0]?.reply_count,
    uploads: uploaded(done).map(({ name, title, size }) => ({ name, title, size })),
    bytes,
    left: (await client.conversations.replies({ channel, ts })).messages?.length,
    ofNobody: await outcome(client.chat.update({ channel, ts: '1700000000.000100', text: 'x' })),
    nowhere: await outcome(client.chat.postMessage({ channel: 'CNONE', text: 'x' })),
    noFile: await outcome(client.files.info({ file: 'FNONE' })),
    reaction: [
      await outcome(client.reactions.add({ channel, timestamp: ts, name: 'eyes' })),
      await outcome(client.reactions.add({ channel, timestamp: ts, name: 'eyes' })),
    ],
  };
}

test('both tell the same story of messages, threads, metadata and three films in one message', async () => {
  const { slack, client } = await slackWith();
  const other = await emulated();
  const ours = await story(client, 'CADS', slack.token('TACME'));
  expect(ours).toEqual(await story(other.client, other.channel, other.token));
  expect(ours).toMatchObject({
    bytes: 'b.mp4',
    replies: 2,
    left: 3,
    ofNobody: 'message_not_found',
    nowhere: 'channel_not_found',
  });
  expect(slack.faults).toEqual([]);
});

test('where ours is stricter: unknown blocks and tokens', async () => {
  const { slack, client } = await slackWith();
  const other = await emulated();
  const odd = { text: 'x', blocks: [{ type: 'ruler' }] };
  expect(await outcome(client.apiCall('chat.postMessage', { channel: 'CADS', ...odd }))).toBe('invalid_blocks');
  expect(await outcome(other.client.apiCall('chat.postMessage', { channel: other.channel, ...odd }))).toBe('ok');
  const stranger = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  expect(await outcome(new WebClient('xoxb-bogus', stranger).auth.test())).toBe('invalid_auth');
});
