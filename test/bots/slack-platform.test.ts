/** Slack keeps the platform's contract, over real HTTP with a strict stand-in, also where Slack does not keep its own. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Card, plainCard } from '../../src/bots/card.ts';
import { attachmentOf } from '../../src/bots/slack/fetch-file.ts';
import { platformContract } from '../contracts/platform.ts';
import { openPlatform } from '../fixtures/slack-platform.ts';
import { type SlackOptions, startSlack } from '../stand-ins/slack-server.ts';

const { signal } = new AbortController();
const PICTURE = { key: 'projects/p1/storyboard/v1.png', name: 'a.png', mime: 'image/png', alt: 'Four scenes' } as const;
const FILM = { key: 'projects/p1/outputs/v1/f.mp4', name: 'f.mp4', mime: 'video/mp4', alt: 'The film' } as const;

async function open(options: SlackOptions = {}) {
  const slack = await startSlack({ limits: 'none', settings: { fileReadyMs: 5, sharesMs: 10 }, ...options });
  const ann = slack.person('TACME', 'UANN');
  const said = ann.say('CADS', 'an ad, please');
  const threadId = `slack:TACME:CADS:${said.thread}`;
  const replies = (thread = said.thread) => slack.thread('TACME', 'CADS', thread).filter(({ isBot }) => isBot);
  return { slack, ann, said, threadId, replies };
}

async function opened(options: SlackOptions = {}) {
  const stage = await open(options);
  onTestFinished(async () => {
    expect(stage.slack.faults).toEqual([]);
    expect(stage.slack.leaks).toEqual([]);
    await stage.slack.close();
  });
  return { ...stage, ...openPlatform(stage.slack) };
}

const films = (['9:16', '1:1', '16:9'] as const).map((aspect, index) => ({
  ...FILM,
  aspect,
  key: `projects/p1/outputs/v1/${index}.mp4`,
  name: `final_${index}.mp4`,
}));
const result: Card = { ...plainCard('result', 'Finished.'), title: 'Fjell: three films', films };

describe('the contract', () => {
  platformContract(async () => {
    const { slack, ann, threadId, replies } = await open();
    const other = ann.say('CADS', 'another ad, please');
    const rootOf = (id: string) => id.split(':')[3] ?? '';
    const cards = (id: string) => replies(rootOf(id)).filter(({ metadata }) => metadata !== null);
    return {
      platform: openPlatform(slack).platform,
      threadId,
      otherThreadId: `slack:TACME:CADS:${other.thread}`,
      shown: async (id) => cards(id).map(({ text }) => text),
      files: async (id) => [
        ...replies(rootOf(id)).flatMap(({ files }) => files.map(() => FILM.key)),
        ...replies(rootOf(id)).flatMap(({ pictures }) => pictures.map(() => PICTURE.key)),
      ],
      attach: async (bytes) => {
        ann.say('CADS', 'look', { files: [{ name: 'a.png', bytes }] });
        const event = slack.eventsOf('message').at(-1)?.payload.event as { files?: { id: string }[] }; // as Slack sends it
        return attachmentOf(event.files?.[0] ?? {}, 'TACME');
      },
      attachHuge: null,
      remove: async (ts) => ann.delete({ team: 'TACME', channel: 'CADS', ts, thread: rootOf(threadId) }),
      close: async () => {
        expect(slack.faults).toEqual([]);
        await slack.close();
      },
    };
  });
});

test('a card whose answer was lost is found again, also by another process', async () => {
  const { slack, platform, threadId, replies } = await opened();
  slack.fault('chat.postMessage', { kind: 'lose' });
  const card = plainCard('reply', 'words');
  await expect(platform.post(threadId, 'k', card, signal)).rejects.toMatchObject({ retryAfterMs: 2000 });
  const id = await platform.post(threadId, 'k', card, signal);
  expect(await openPlatform(slack).platform.post(threadId, 'k', card, signal)).toBe(id);
  expect(replies()).toHaveLength(1);
});

test('three films come in one message, once, whatever is lost on the way', async () => {
  const { slack, platform, threadId, replies } = await opened();
  for (const method of ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'])
    slack.fault(method, { kind: 'lose' });
  let tries = 0;
  const post = async (): Promise<string> => {
    tries++;
    return platform.post(threadId, 'result', result, signal).catch(post);
  };
  const ts = await post();
  expect(tries).toBe(4);
  const withFiles = replies().filter(({ files }) => files.length > 0);
  expect(withFiles.map(({ files }) => files.map(({ title }) => title))).toEqual([['The film', 'The film', 'The film']]);
  expect(await openPlatform(slack).platform.post(threadId, 'result', result, signal)).toBe(ts);
  expect(replies()).toHaveLength(2);
});

test('progress is a plan of tasks, and plain words where a workspace does not know plans', async () => {
  const { slack, platform, threadId, replies, lines } = await opened();
  const tasks = [
    { title: 'Cut out the product', status: 'done' as const },
    { title: 'Scene 1: Fresh', status: 'in-work' as const },
    { title: 'Music', status: 'to-come' as const },
  ];
  const card = (percent: number): Card => ({
    ...plainCard('progress', ''),
    progress: { percent, activity: 'joining', tasks },
  });
  const ts = await platform.post(threadId, 'p', card(30), signal);
  expect(replies()[0]?.tasks.map(({ status }) => status)).toEqual(['complete', 'in_progress', 'pending']);
  slack.setRules('TACME', { hasPlans: false });
  expect(await platform.edit(threadId, ts, card(90), signal)).toBe(true);
  expect(replies()[0]?.text).toContain('90 %');
  expect(replies()[0]?.text).toContain('◐ Scene 1: Fresh');
  const asked = slack.calls.filter(({ method }) => method === 'chat.update').length;
  await platform.edit(threadId, ts, card(95), signal);
  expect(slack.calls.filter(({ method }) => method === 'chat.update')).toHaveLength(asked + 1);
  expect(lines).toEqual([]);
});

test.each([
  ['are switched off', { uploads: 'disabled' as const }],
  ['are not for apps', { uploads: 'no-tokens' as const }],
])('where uploads %s the films are links with their day, and the log says so once', async (_, rules) => {
  const { slack, platform, threadId, replies, lines } = await opened();
  slack.setRules('TACME', rules);
  await platform.post(threadId, 'storyboard', { ...plainCard('storyboard', 'Here'), picture: PICTURE }, signal);
  await platform.post(threadId, 'result', result, signal);
  const [storyboard, films] = replies();
  expect(storyboard?.text).toContain('Here');
  expect(films?.text).toContain('2026-12-01');
  expect(films?.links).toHaveLength(3);
  expect(lines).toHaveLength(1);
});

test('nobody’s words become a mention, a link or markup', async () => {
  const { platform, threadId, replies } = await opened();
  const evil = '<!channel> <@UBEN> *bold* <https://evil.example|here> &lt;!here&gt; @everyone';
  const card: Card = {
    ...plainCard('reply', evil),
    title: evil,
    fields: [{ label: evil, value: evil }],
    disclosure: evil,
  };
  await platform.post(threadId, 'k', card, signal);
  expect(replies()[0]).toMatchObject({ pings: [], links: [] });
  expect(replies()[0]?.text).toContain('<!channel>');
});

test('long words and many fields stay within what Slack takes', async () => {
  const { platform, threadId } = await opened();
  const fields = Array.from({ length: 23 }, (_, index) => ({ label: `Field ${index}`, value: '& '.repeat(60) }));
  const card: Card = { ...plainCard('reply', '& words '.repeat(800)), fields };
  await platform.post(threadId, 'k', card, signal);
});

test.each([
  ['not in the channel', 'kick' as const, 'not in this Slack channel'],
  ['in one that is archived', 'archive' as const, 'is archived'],
])('a bot that is %s says so once in the log, and the ad waits', async (_, what, say) => {
  const { slack, ann, platform, threadId, lines } = await opened();
  slack[what]('TACME', 'CADS');
  for (let time = 0; time < 3; time++) {
    const posted = platform.post(threadId, 'k', plainCard('reply', 'words'), signal);
    await expect(posted).rejects.toMatchObject({ retryAfterMs: 300_000 });
  }
  expect(lines.map(([, words]) => words)).toEqual([expect.stringContaining(say)]);
  const { channel } = ann.dm('Hello?');
  const alone = slack.channel('TACME', channel).filter(({ isBot }) => isBot);
  expect(alone.map(({ text }) => text)).toEqual([expect.stringContaining(say)]);
});

test('a revoked token and a missing permission are named, with who mends them, and no token is in the log', async () => {
  const { slack, platform, threadId, lines } = await opened();
  slack.setScopes('TACME', ['channels:history', 'users:read']);
  await expect(platform.post(threadId, 'k', plainCard('reply', 'words'), signal)).rejects.toThrow('chat:write');
  slack.revoke('TACME');
  await expect(platform.post(threadId, 'k', plainCard('reply', 'words'), signal)).rejects.toThrow('revoked');
  expect(lines).toHaveLength(2);
  for (const secret of slack.secrets()) expect(JSON.stringify(lines)).not.toContain(secret);
});

test('a limit is waited for as long as Slack asks, and other threads go on', async () => {
  const { slack, ann, platform, threadId, replies } = await opened();
  slack.fault('chat.postMessage', { kind: 'limit', retryAfterSeconds: 7 });
  const card = plainCard('reply', 'words');
  await expect(platform.post(threadId, 'k', card, signal)).rejects.toMatchObject({ retryAfterMs: 7000 });
  const other = ann.say('CADS', 'other');
  await platform.post(`slack:TACME:CADS:${other.thread}`, 'k', card, signal);
  await platform.post(threadId, 'k', card, signal);
  expect(replies()).toHaveLength(1);
});

test('a thread whose first message is gone gets nothing into the channel', async () => {
  const { slack, ann, said, platform, threadId } = await opened();
  ann.delete(said);
  await expect(platform.post(threadId, 'k', plainCard('reply', 'words'), signal)).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(slack.channel('TACME', 'CADS').filter(({ isBot }) => isBot)).toEqual([]);
});

test('a page to sign in is no picture', async () => {
  const { slack, ann, platform } = await opened();
  ann.say('CADS', 'look', { files: [{ name: 'a.png', bytes: new Uint8Array([1]) }] });
  const event = slack.eventsOf('message').at(-1)?.payload.event as { files?: { id: string }[] }; // as Slack sends it
  const attachment = attachmentOf(event.files?.[0] ?? {}, 'TACME');
  slack.fault('download', { kind: 'page' });
  await expect(platform.fetchAttachment(attachment, 100, signal)).rejects.toThrow(/files:read/);
  slack.fault('download', { kind: 'redirect', to: 'http://localhost:9/elsewhere' });
  await expect(platform.fetchAttachment(attachment, 100, signal)).rejects.toMatchObject({ code: 'bad-input' });
});
