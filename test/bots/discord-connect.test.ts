/** What people say in Discord arrives once, whatever the connection does; and who has to mend something is told. */
import { expect, onTestFinished, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import { openPlatform } from '../fixtures/discord-platform.ts';
import { type DiscordOptions, startDiscord } from '../stand-ins/discord/discord-server.ts';
import { ACME } from '../stand-ins/discord/seeds.ts';

const { signal } = new AbortController();
const [ADS, , QUIET] = ACME.channels;

async function started(options: DiscordOptions = {}) {
  const discord = await startDiscord({ limits: null, ...options });
  onTestFinished(async () => {
    expect(discord.faults).toEqual([]);
    await discord.close();
  });
  return discord;
}

async function opened(options: DiscordOptions = {}, room: Parameters<typeof openPlatform>[1] = {}) {
  const discord = await started(options);
  const one = await openPlatform(discord, room);
  onTestFinished(one.close);
  await discord.until(() => discord.gateway.online() > 0);
  const texts = () => one.events.map(({ what }) => (what.kind === 'message' ? what.text : what.kind));
  return { discord, ...one, texts, ann: discord.person('ann'), ben: discord.person('ben') };
}

test('a mention, a direct message and a reply in a thread of ours are heard; all other talk is not', async () => {
  const { discord, ann, ben, events, texts, platform } = await opened();
  ann.say(ADS.id, 'an ad would be nice');
  const asked = ann.say(ADS.id, `${discord.mention} an ad for <@${ben.id}>, please`, {
    files: [{ name: 'tea.png', bytes: new Uint8Array(3) }],
  });
  await expect.poll(texts).toEqual(['an ad for @ben, please']);
  expect(events[0]).toMatchObject({
    key: `discord:${asked.id}`,
    threadId: `discord:${ACME.id}:${ADS.id}:${asked.id}`,
    workspace: `discord:${ACME.id}`,
    userId: `discord:${ACME.id}:${ann.id}`,
    userName: 'ann',
    what: { attachments: [{ name: 'tea.png', bytes: 3 }] },
  });
  const id = await platform.post(events[0]?.threadId ?? '', 'k', plainCard('reply', 'Which colour?'), signal);
  ben.say(asked.id, 'teal', { replyTo: id });
  await expect.poll(texts).toHaveLength(2);
  ben.say(ben.dm(), 'hello?');
  await expect.poll(texts).toEqual(['an ad for @ben, please', 'teal', 'hello?']);
  expect(events[1]).toMatchObject({
    threadId: events[0]?.threadId,
    groups: [`discord:${ACME.id}:${ACME.roles[0].id}`],
  });
  expect(events[2]?.workspace).toBe(`discord:dm-${ben.id}`);
});

test('what is changed or deleted is told with a name of its own; previews are not', async () => {
  const { discord, ann, texts, amended } = await opened();
  const said = ann.say(ann.dm(), 'an ad for tea');
  await expect.poll(texts).toHaveLength(1);
  ann.edit(said.id, `${discord.mention} an ad for coffee`);
  await expect.poll(() => amended).toHaveLength(1);
  ann.remove(said.id);
  await expect.poll(() => amended).toHaveLength(2);
  expect(amended).toEqual([
    [`discord:${said.id}`, { text: 'an ad for coffee', editedKey: expect.stringMatching(/:edited:/) }],
    [`discord:${said.id}`, 'deleted'],
  ]);
});

test('nothing that is said is lost or heard twice when the connection breaks, is asked to come back, or begins anew', async () => {
  const threads: string[] = [];
  const recent = () => threads.map((threadId) => ({ threadId, sinceMs: 0 }));
  const { discord, ann, events, texts } = await opened({}, { recent });
  const asked = ann.say(ADS.id, `${discord.mention} first`);
  await expect.poll(texts).toEqual(['first']);
  threads.push(events[0]?.threadId ?? '');
  ann.begin(ADS.id, 'Ad', asked.id);
  const breaks = [
    () => discord.gateway.cut(),
    () => discord.gateway.reconnect(),
    () => discord.gateway.invalidate(false),
    () => {
      discord.gateway.cut();
      discord.gateway.forget();
    },
  ];
  for (const [index, happen] of breaks.entries()) {
    happen();
    ann.say(asked.id, `after ${index}`);
    await expect.poll(texts, { timeout: 15_000 }).toContain(`after ${index}`);
    ann.say(asked.id, `then ${index}`);
    await expect.poll(texts, { timeout: 15_000 }).toContain(`then ${index}`);
  }
  expect(texts()).toEqual(['first', ...breaks.flatMap((_, index) => [`after ${index}`, `then ${index}`])]);
}, 60_000);

test('a session that ends in the very moment it was taken up again ends nothing else', async () => {
  const { discord, ann, texts } = await opened();
  discord.gateway.cut();
  await discord.until(() => discord.gateway.log.some(({ kind }) => kind === 'resumed'), 'taken up again', 15_000);
  discord.gateway.invalidate(false);
  await discord.until(
    () => discord.gateway.log.filter(({ kind }) => kind === 'identified').length === 2,
    'anew',
    15_000,
  );
  ann.say(ann.dm(), 'still here?');
  await expect.poll(texts, { timeout: 15_000 }).toEqual(['still here?']);
}, 40_000);

test('what is told in another order, or before the thread it is in, is heard all the same', async () => {
  const { discord, ann, texts } = await opened({}, { knows: (threadId) => threadId.startsWith(`discord:${ACME.id}`) });
  const asked = ann.say(ADS.id, 'Tea?');
  discord.gateway.hold();
  ann.begin(ADS.id, 'Ad', asked.id);
  ann.say(asked.id, 'an ad for it');
  discord.gateway.release((all) => all.toReversed());
  await expect.poll(texts).toEqual(['an ad for it']);
});

test('a token or an intent that is refused stops the start with what to do', async () => {
  const discord = await started({ privileged: [] });
  await expect(openPlatform(discord)).rejects.toMatchObject({
    code: 'set-up',
    message: expect.stringContaining('Message Content Intent'),
  });
  await expect(openPlatform(discord, { token: 'MTUw.stand-in.token-of-another' })).rejects.toMatchObject({
    code: 'set-up',
    message: expect.stringContaining('DISCORD_TOKEN'),
  });
});

test('a token that is taken back while it runs is said once', async () => {
  const { discord, lines } = await opened();
  discord.resetToken();
  await expect.poll(() => lines.map(([, words]) => words)).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
});

test('who asks where adgen may not answer is told what is missing, there or alone, and what they said is kept', async () => {
  const { discord, ann, ben, texts } = await opened();
  discord.owner.deny(ADS.id, 'CreatePublicThreads');
  await discord.until(() => discord.gateway.told.some(({ event }) => event === 'CHANNEL_UPDATE'));
  const asked = ann.say(ADS.id, `${discord.mention} an ad`);
  const reply = () => ann.sees(ADS.id).find(({ replyTo }) => replyTo === asked.id);
  await expect.poll(() => reply()?.text).toContain('Create Public Threads');
  ben.say(QUIET.id, `${discord.mention} an ad, too`);
  await expect.poll(() => ben.sees(ben.dm()).at(-1)?.text).toContain('Send Messages');
  expect(texts()).toEqual(['an ad', 'an ad, too']);
});

test('a slow line makes one message of a film, and others are answered meanwhile', async () => {
  const { discord, ann, events, texts, platform } = await opened();
  for (const text of ['one', 'two']) ann.say(ADS.id, `${discord.mention} ${text}`);
  await expect.poll(texts).toHaveLength(2);
  const [slow = '', quick = ''] = events.map(({ threadId }) => threadId);
  await platform.typing(slow);
  discord.callFaults.add('POST /channels/:channel/messages', { kind: 'delay', afterMs: 1500 });
  const film = { key: 'a.mp4', name: 'a.mp4', mime: 'video/mp4', alt: 'The film', aspect: '9:16' } as const;
  const posting = platform.post(slow, 'k', { ...plainCard('result', 'Done'), films: [film] }, signal);
  await platform.post(quick, 'k', plainCard('reply', 'words'), signal);
  const again = platform.post(slow, 'k', { ...plainCard('result', 'Done'), films: [film] }, signal);
  expect(await posting).toBe(await again);
  const thread = slow.split(':')[3] ?? '';
  expect(ann.sees(thread).filter(({ isBot, isSystem }) => isBot && !isSystem)).toHaveLength(1);
});

test('a bot that was thrown out says so once in the log, and the ad waits', async () => {
  const { discord, ann, events, texts, platform, lines } = await opened();
  ann.say(ADS.id, `${discord.mention} an ad`);
  await expect.poll(texts).toHaveLength(1);
  const threadId = events[0]?.threadId ?? '';
  await platform.post(threadId, 'k', plainCard('reply', 'words'), signal);
  discord.owner.kick(ACME.id);
  for (let time = 0; time < 2; time++)
    await expect(platform.post(threadId, 'l', plainCard('reply', 'words'), signal)).rejects.toMatchObject({
      retryAfterMs: 300_000,
    });
  expect(lines.map(([, words]) => words)).toEqual([expect.stringContaining('invites adgen again')]);
});
