/** The conversation over HTTP, on a real port with a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { createBrowser, json } from './browser.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

let fresh: Fresh;
let server: ChatServer;
beforeAll(async () => {
  fresh = await freshDatabase();
  server = await startChatServer(fresh);
});
afterAll(async () => {
  await server.stop();
  await fresh.remove();
});

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const signal = new AbortController().signal;
const caughtUp = (event: { event: string }) => event.event === 'caught-up';

function form(fields: { text?: string; key?: string; files?: readonly File[] }): FormData {
  const { text, key = crypto.randomUUID(), files = [] } = fields;
  const made = new FormData();
  made.set('key', key);
  if (text !== undefined) made.set('text', text);
  for (const file of files) made.append('files', file);
  return made;
}

async function refusal(answer: Response) {
  return { status: answer.status, ...(await json<{ error: { code: string; message: string } }>(answer)).error };
}

async function begin() {
  const browser = createBrowser(server.address);
  const thread = await browser.begin();
  const mine = () => server.received.filter((event) => event.threadId.endsWith(`:${thread}`));
  return { browser, thread, mine };
}

describe('a message', () => {
  test('reaches the core with its words and files, and the stream shows it', async () => {
    const { browser, thread, mine } = await begin();
    const files = [new File([PNG], 'my can.png', { type: 'text/html' })];
    const answer = await browser.say(thread, form({ text: 'An ad\nfor <b>coffee</b>', files }));
    expect(answer.status).toBe(202);
    expect(mine()).toMatchObject([
      {
        platform: 'web',
        what: {
          kind: 'message',
          text: 'An ad\nfor <b>coffee</b>',
          attachments: [{ id: '1', name: 'my can.png', bytes: 11 }],
        },
      },
    ]);
    const [first] = await browser.follow(thread, { enough: caughtUp });
    expect(JSON.parse(first?.data ?? '')).toMatchObject({
      content: { from: 'person', text: 'An ad\nfor <b>coffee</b>', files: [{ name: 'my can.png' }] },
    });
  });

  test('its files can be fetched by the core, as often as it takes, and never beyond the cap', async () => {
    const { browser, thread, mine } = await begin();
    await browser.say(thread, form({ files: [new File([PNG], 'can.png')] }));
    const [event] = mine();
    const attachment = event?.what.kind === 'message' ? event.what.attachments[0] : undefined;
    if (!attachment) throw new Error('nothing came');
    for (const _ of [1, 2]) {
      expect(new Uint8Array(await server.platform.fetchAttachment(attachment, 1000, signal))).toEqual(PNG);
    }
    await expect(server.platform.fetchAttachment(attachment, 10, signal)).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('sent twice with one key is one message, also when both arrive at once', async () => {
    const { browser, thread, mine } = await begin();
    const key = crypto.randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => browser.say(thread, form({ text: 'once', key }))));
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202]);
    expect(mine()).toHaveLength(1);
    const events = await browser.follow(thread, { enough: caughtUp });
    expect(events.filter(({ event }) => event === 'message')).toHaveLength(1);
  });

  test('of 20,000 characters, of 40,000, and with anything in them arrives as it was written', async () => {
    const { browser, thread, mine } = await begin();
    const texts = ['ä🙂"\\\u0001\u2028'.repeat(2500), 'x'.repeat(40_000), '</script>{{7*7}}; drop table threads; --'];
    for (const text of texts) expect((await browser.say(thread, form({ text }))).status).toBe(202);
    expect(mine().map((event) => event.what.kind === 'message' && event.what.text)).toEqual(texts);
  });

  test.each([
    ['without words or files', { text: '   ' }, 400, 'Write something, or add a picture.'],
    [
      'that is too long',
      { text: 'x'.repeat(40_001) },
      413,
      'This message is longer than 40,000 characters. Please shorten it.',
    ],
    [
      'without a key',
      { text: 'hi', key: '' },
      400,
      'A message needs a key of 8 to 64 letters and digits that no other message has.',
    ],
    [
      'with eleven files',
      { files: Array.from({ length: 11 }, () => new File([PNG], 'a.png')) },
      413,
      'At most 10 files fit into one message.',
    ],
  ])('%s is refused with a sentence', async (_what, fields, status, message) => {
    const { browser, thread, mine } = await begin();
    expect(await refusal(await browser.say(thread, form(fields)))).toEqual({ status, code: 'bad-input', message });
    expect(mine()).toEqual([]);
  });

  test('with a file above 25 MB is refused by its name', async () => {
    const { browser, thread } = await begin();
    const file = new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'huge.png');
    const { status, message } = await refusal(await browser.say(thread, form({ files: [file] })));
    expect({ status, message }).toEqual({
      status: 413,
      message: '“huge.png” is larger than 25 MB. Please send a smaller file.',
    });
  });

  test('that is no form is refused', async () => {
    const { browser, thread } = await begin();
    const answer = await browser.request(`/api/threads/${thread}/messages`, { method: 'POST', body: '{}' });
    expect(await refusal(answer)).toMatchObject({
      status: 400,
      message: expect.stringContaining('multipart/form-data'),
    });
  });

  test('left between keeping and handing over by a crash is handed over at the next start', async () => {
    const { browser, thread } = await begin();
    const { sendMessage, sendUnsent } = await import('../../src/bots/web/send.ts');
    await browser.say(thread, form({ text: 'before' }));
    const [{ threadId, userId, workspace } = { threadId: '', userId: '', workspace: '' }] = server.received.slice(-1);
    const crash = async () => Promise.reject(new Error('the process ends here'));
    const words = { key: 'in-between', text: 'hold on', files: [] };
    const sending = sendMessage({ threadId, userId, workspace, userName: '' }, words, {
      messages: server.messages,
      receive: crash,
    });
    await expect(sending).rejects.toThrow('ends here');
    const got: string[] = [];
    const receive = async (event: { readonly key: string }) => void got.push(event.key);
    await sendUnsent({ messages: server.messages, receive });
    await sendUnsent({ messages: server.messages, receive });
    expect(got).toEqual([`${threadId}:in-between`]);
    const events = await browser.follow(thread, { enough: caughtUp });
    expect(events.filter(({ event }) => event === 'message')).toHaveLength(2);
  });
});

describe('a button', () => {
  test('reaches the core with its value, once', async () => {
    const { browser, thread, mine } = await begin();
    const click = { action: 'make-it', value: '{"planHash":"abc","maxMicroUsd":0}', key: crypto.randomUUID() };
    expect((await browser.press(thread, click)).status).toBe(202);
    expect((await browser.press(thread, click)).status).toBe(202);
    expect(mine().map((event) => event.what)).toEqual([{ kind: 'action', action: click.action, value: click.value }]);
  });

  test.each([
    ['that does not exist', { action: 'format-disk', value: '', key: 'abcdefgh' }],
    ['with a value that is too long', { action: 'stop', value: 'x'.repeat(1001), key: 'abcdefgh' }],
    ['without a key', { action: 'stop', value: '' }],
    ['that is nothing', null],
  ])('%s is refused', async (_what, click) => {
    const { browser, thread } = await begin();
    const answer = await browser.request(`/api/threads/${thread}/actions`, {
      method: 'POST',
      body: JSON.stringify(click),
    });
    expect(await refusal(answer)).toMatchObject({ status: 400, code: 'bad-input' });
  });
});

describe('somebody else', () => {
  test('without the cookie gets nothing at all', async () => {
    const { thread } = await begin();
    const stranger = createBrowser(server.address);
    const answers = await Promise.all([
      stranger.request('/api/threads', { method: 'POST' }),
      stranger.say(thread, form({ text: 'hi' })),
      stranger.request(`/api/threads/${thread}/events`),
      stranger.request('/api/files/projects/p/outputs/v1/final_1x1.mp4'),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401]);
  });

  test('with a cookie of their own cannot read, write or press in the thread', async () => {
    const { thread, mine } = await begin();
    const stranger = createBrowser(server.address);
    await stranger.begin();
    const answers = await Promise.all([
      stranger.say(thread, form({ text: 'hi' })),
      stranger.press(thread, { action: 'make-it', value: '', key: 'abcdefgh' }),
      stranger.request(`/api/threads/${thread}/events`),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    expect(mine()).toEqual([]);
  });

  test('cannot make a cookie up, or change one', async () => {
    const { browser, thread } = await begin();
    const [name = '', value = ''] = browser.cookie().split('=');
    const [user = '', mark = ''] = value.split('.');
    const forged = [`${user}.`, `${user}.${mark.slice(1)}x`, `someone.${mark}`, user, '.'];
    for (const one of forged) {
      const answer = await createBrowser(server.address).request(`/api/threads/${thread}/events`, {
        headers: { cookie: `${name}=${one}` },
      });
      expect(answer.status).toBe(401);
    }
  });

  test('cannot send from another site, even with the cookie', async () => {
    const { browser, thread, mine } = await begin();
    const from = (headers: Record<string, string>) =>
      browser.request(`/api/threads/${thread}/messages`, { method: 'POST', body: form({ text: 'hi' }), headers });
    expect((await from({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await from({ origin: 'null' })).status).toBe(403);
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(mine()).toEqual([]);
    const session = await createBrowser(server.address).request('/api/session', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect([session.status, session.headers.getSetCookie()]).toEqual([403, []]);
  });
});

describe('the thread that is not there', () => {
  test('is refused with a sentence, and a card for it, too', async () => {
    const { browser } = await begin();
    expect(await refusal(await browser.say('nowhere', form({ text: 'hi' })))).toEqual({
      status: 404,
      code: 'not-found',
      message: 'This conversation does not exist any more. Begin a new one.',
    });
    const posting = server.platform.post('web:local:x:nowhere', 'reply', plainCard('reply', 'hi'), signal);
    await expect(posting).rejects.toMatchObject({ code: 'not-found' });
  });
});
