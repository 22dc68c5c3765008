/** Discord keeps the platform's contract, over real HTTP and a real gateway with a strict stand-in, also where Discord does not keep its own. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Card, plainCard } from '../../src/bots/card.ts';
import { attachmentOf } from '../../src/bots/discord/fetch-file.ts';
import type { Files } from '../../src/bots/platform.ts';
import { platformContract } from '../contracts/platform.ts';
import { NAMED_FILES, openPlatform } from '../fixtures/discord-platform.ts';
import { type DiscordOptions, startDiscord } from '../stand-ins/discord/discord-server.ts';
import { ACME, MIB } from '../stand-ins/discord/seeds.ts';

const { signal } = new AbortController();
const [ADS] = ACME.channels;
const PICTURE = { key: 'projects/p1/storyboard/v1.png', name: 'a.png', mime: 'image/png', alt: 'Four scenes' } as const;
const FILM = { key: 'projects/p1/outputs/v1/f.mp4', name: 'f.mp4', mime: 'video/mp4', alt: 'The film' } as const;

async function open(options: DiscordOptions = {}, files: Files = NAMED_FILES) {
  const discord = await startDiscord({ limits: null, ...options });
  const room = await openPlatform(discord, { files });
  const ann = discord.person('ann');
  const said = ann.say(ADS.id, `${discord.mention} an ad, please`);
  const threadIn = (message: string) => `discord:${ACME.id}:${ADS.id}:${message}`;
  const cards = (thread: string) =>
    ann.threads(ADS.id).some(({ id }) => id === thread)
      ? ann.sees(thread).filter(({ isBot, isSystem }) => isBot && !isSystem)
      : [];
  return { discord, ann, said, threadIn, cards, ...room, threadId: threadIn(said.id), replies: () => cards(said.id) };
}

async function opened(options: DiscordOptions = {}, files: Files = NAMED_FILES) {
  const stage = await open(options, files);
  onTestFinished(async () => {
    await stage.close();
    expect(stage.discord.faults).toEqual([]);
    await stage.discord.close();
  });
  return stage;
}

const films = (['9:16', '1:1', '16:9'] as const).map((aspect, index) => ({
  ...FILM,
  aspect,
  key: `projects/p1/outputs/v1/${index}.mp4`,
  name: `final_${index}.mp4`,
}));
const result: Card = { ...plainCard('result', 'Finished.'), title: 'Fjell: three films', films };

/** Films of so many bytes, and copies of what they may have; null: none can be made. */
function sized(bytes: number, copy: number | null): Files {
  return {
    ...NAMED_FILES,
    open: async (key) => {
      const own = Buffer.alloc(key.includes('copy') ? (copy ?? 0) : bytes, key);
      return { bytes: own.length, stream: (await import('node:stream')).Readable.from([own]) };
    },
    fit: async (key, maxBytes) => {
      if (bytes <= maxBytes) return { key, bytes };
      return copy === null || copy > maxBytes ? null : { key: `${key}.copy`, bytes: copy };
    },
  };
}

describe('the contract', () => {
  platformContract(async () => {
    const { discord, ann, platform, threadId, threadIn, cards, close } = await open();
    const other = ann.say(ADS.id, 'another ad, please');
    const rootOf = (id: string) => id.split(':')[3] ?? '';
    return {
      platform,
      threadId,
      otherThreadId: threadIn(other.id),
      shown: async (id) => cards(rootOf(id)).map(({ text }) => text),
      files: async (id) =>
        cards(rootOf(id))
          .flatMap((card) => card.files)
          .map(({ name }) => (name.endsWith('.png') ? PICTURE.key : FILM.key)),
      attach: async (bytes) => {
        const message = ann.say(ADS.id, 'look', { files: [{ name: 'a.png', bytes }] });
        const [file] = message.files;
        if (!file) throw new Error('Nothing came.');
        const given = { id: '1', filename: file.name, size: file.bytes.length, url: file.url };
        return attachmentOf(given, null);
      },
      attachHuge: null,
      remove: async (id) => discord.owner.deleteMessage(id),
      close: async () => {
        await close();
        expect(discord.faults).toEqual([]);
        await discord.close();
      },
    };
  });
});

test('a thread begins with the first words in it, from the message that asked, and has its words as a name', async () => {
  const { ann, platform, threadId, said, replies } = await opened();
  expect(ann.threads(ADS.id)).toEqual([]);
  await platform.typing(threadId);
  expect(ann.threads(ADS.id)).toMatchObject([{ id: said.id, name: 'an ad, please' }]);
  expect(ann.seesTyping(said.id)).toBe(true);
  await platform.post(threadId, 'k', plainCard('reply', 'words'), signal);
  expect(replies()).toHaveLength(1);
});

test('a card whose answer was lost is found again, also by another process', async () => {
  const { discord, platform, threadId, replies } = await opened();
  discord.callFaults.add('POST /channels/:channel/messages', { kind: 'lose' });
  const card = plainCard('reply', 'words');
  await expect(platform.post(threadId, 'k', card, signal)).rejects.toMatchObject({ retryAfterMs: 2000 });
  const id = await platform.post(threadId, 'k', card, signal);
  discord.advance(10 * 60_000);
  const other = await openPlatform(discord);
  expect(await other.platform.post(threadId, 'k', card, signal)).toBe(id);
  await other.close();
  expect(replies()).toHaveLength(1);
});

test('three films come in the card, once, whatever is lost on the way', async () => {
  const { discord, platform, threadId, replies } = await opened();
  for (const kind of ['cut', 'lose'] as const) discord.callFaults.add('POST /channels/:channel/messages', { kind });
  let tries = 0;
  const post = async (): Promise<string> => {
    tries++;
    return platform.post(threadId, 'result', result, signal).catch(post);
  };
  const id = await post();
  expect(tries).toBe(3);
  expect(replies().map(({ files }) => files.map(({ contentType }) => contentType))).toEqual([
    ['video/mp4', 'video/mp4', 'video/mp4'],
  ]);
  const sent = () => discord.calls.filter(({ files }) => files.length > 0).length;
  const before = sent();
  await platform.edit(threadId, id, { ...result, text: 'Finished, and kept.' }, signal);
  expect(sent()).toBe(before);
  expect(replies()[0]).toMatchObject({ files: [{}, {}, {}] });
  expect(replies()[0]?.text).toContain('kept');
});

test('films that are too large come as copies, with where the whole ones are', async () => {
  const { platform, threadId, replies } = await opened({}, sized(12 * MIB, 7 * MIB));
  await platform.post(threadId, 'result', result, signal);
  expect(replies()[0]?.files.map(({ bytes }) => bytes.length)).toEqual([7 * MIB, 7 * MIB, 7 * MIB]);
  expect(replies()[0]?.text).toContain('smaller copies');
  expect(replies()[0]?.text).toMatch(/\[9:16\]\(https:.+<t:\d+:D>/);
});

test('three films that are small enough each, but not together, come as copies', async () => {
  const { platform, threadId, replies } = await opened({}, sized(9 * MIB, 8 * MIB));
  await platform.post(threadId, 'result', result, signal);
  expect(replies()[0]?.files.map(({ bytes }) => bytes.length)).toEqual([8 * MIB, 8 * MIB, 8 * MIB]);
});

test('films of which no copy can be made come as links, and that is said', async () => {
  const { platform, threadId, replies } = await opened({}, sized(12 * MIB, null));
  await platform.post(threadId, 'result', result, signal);
  expect(replies()[0]?.files).toEqual([]);
  expect(replies()[0]?.text).toContain('Too large for Discord');
});

test('what a server takes by being boosted goes there as it is', async () => {
  const { platform, threadId, replies } = await opened({ guilds: [{ ...ACME, boostTier: 2 }] }, sized(8 * MIB, MIB));
  await platform.post(threadId, 'result', result, signal);
  expect(replies()[0]?.files.map(({ bytes }) => bytes.length)).toEqual([8 * MIB, 8 * MIB, 8 * MIB]);
});

test('where Discord takes less than it says, less is sent', async () => {
  const { discord, platform, threadId, replies } = await opened({}, sized(8 * MIB, 4 * MIB));
  const fault = { kind: 'error', status: 413, code: 40005, message: 'Request entity too large' } as const;
  discord.callFaults.add('POST /channels/:channel/messages', fault);
  await expect(platform.post(threadId, 'result', result, signal)).rejects.toMatchObject({ retryAfterMs: 1 });
  await platform.post(threadId, 'result', result, signal);
  expect(replies()[0]?.files.map(({ bytes }) => bytes.length)).toEqual([4 * MIB, 4 * MIB, 4 * MIB]);
});

test('without the right to attach files everything else is said, with what is missing', async () => {
  const { discord, platform, threadId, replies } = await opened();
  discord.owner.deny(ADS.id, 'AttachFiles');
  await discord.until(() => discord.gateway.told.some(({ event }) => event === 'CHANNEL_UPDATE'));
  await platform.post(threadId, 'result', result, signal);
  expect(replies()[0]?.text).toContain('Attach Files');
  expect(replies()[0]?.text).toContain('https://ads.example.com/files/');
});

test('nobody’s words become a mention, a link or markup', async () => {
  const { ann, platform, threadId, replies } = await opened();
  const evil = `@everyone <@${ann.id}> **bold** [here](https://evil.example) <#1> # big\n- list\n> quote \`code\``;
  const card: Card = {
    ...plainCard('reply', evil),
    title: evil,
    fields: [{ label: evil, value: evil }],
    disclosure: evil,
    buttons: [{ action: 'stop', label: evil, style: 'danger', value: '{}' }],
  };
  await platform.post(threadId, 'k', card, signal);
  expect(replies()[0]?.hasPinged).toBe(false);
  expect(replies()[0]?.text).toContain('\\*\\*bold\\*\\*');
  expect(replies()[0]?.text).toContain('\\<#1>');
});

test('long words and many fields stay within what Discord takes', async () => {
  const { platform, threadId } = await opened();
  const fields = Array.from({ length: 23 }, (_, index) => ({ label: `Field ${index}`, value: '* '.repeat(60) }));
  const buttons = Array.from({ length: 23 }, () => ({
    ...{ action: 'redo', style: 'default', label: 'x'.repeat(100) },
    value: JSON.stringify({ version: 1, target: { what: 'everything' }, planHash: 'a'.repeat(16), maxMicroUsd: 1 }),
  })) satisfies Card['buttons'];
  await platform.post(threadId, 'k', { ...plainCard('reply', '* words '.repeat(800)), fields, buttons }, signal);
});

test('cards of an archived thread are changed all the same', async () => {
  const { discord, platform, threadId, said, replies } = await opened();
  const id = await platform.post(threadId, 'k', plainCard('reply', 'first'), signal);
  discord.owner.archive(said.id);
  expect(await platform.edit(threadId, id, plainCard('reply', 'second'), signal)).toBe(true);
  expect(replies()[0]?.text).toBe('second');
});

test('a thread that was deleted stays deleted', async () => {
  const { discord, ann, platform, threadId, said } = await opened();
  await platform.post(threadId, 'k', plainCard('reply', 'words'), signal);
  discord.owner.deleteChannel(said.id);
  for (let time = 0; time < 2; time++)
    await expect(platform.post(threadId, 'l', plainCard('reply', 'words'), signal)).rejects.toMatchObject({
      code: 'not-found',
    });
  expect(ann.threads(ADS.id)).toEqual([]);
});

test('where the message that asked is gone before anything was said, nothing is said', async () => {
  const { ann, platform, threadId, said } = await opened();
  ann.remove(said.id);
  await expect(platform.post(threadId, 'k', plainCard('reply', 'words'), signal)).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(ann.sees(ADS.id).filter(({ isBot }) => isBot)).toEqual([]);
});

test('a missing permission is named once in the log, and the ad waits', async () => {
  const { discord, platform, threadId, lines } = await opened();
  discord.owner.deny(ADS.id, 'SendMessagesInThreads');
  for (let time = 0; time < 3; time++)
    await expect(platform.post(threadId, 'k', plainCard('reply', 'words'), signal)).rejects.toMatchObject({
      retryAfterMs: 300_000,
    });
  expect(lines).toMatchObject([[{ missing: ['Send Messages in Threads'] }, expect.stringContaining('permission')]]);
});

test('a token that is taken back stops the bot with one line, without the token', async () => {
  const { discord, platform, threadId, lines } = await opened();
  await platform.post(threadId, 'k', plainCard('reply', 'words'), signal);
  const old = discord.token();
  discord.resetToken();
  for (let time = 0; time < 3; time++)
    await expect(platform.post(threadId, 'l', plainCard('reply', 'words'), signal)).rejects.toMatchObject({
      retryAfterMs: 300_000,
    });
  expect(lines.map(([, words]) => words)).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  expect(JSON.stringify(lines)).not.toContain(old);
});

test('a limit is waited for as long as Discord asks, and other threads go on', async () => {
  const { discord, ann, platform, threadId, threadIn, replies } = await opened();
  await platform.typing(threadId);
  discord.callFaults.add('POST /channels/:channel/messages', { kind: 'limit', retryAfterSeconds: 0.7 });
  const card = plainCard('reply', 'words');
  const refused = await platform.post(threadId, 'k', card, signal).catch((error: unknown) => error);
  expect(refused).toMatchObject({ retryAfterMs: expect.any(Number) });
  const other = ann.say(ADS.id, 'other');
  await platform.post(threadIn(other.id), 'k', card, signal);
  await expect
    .poll(() => platform.post(threadId, 'k', card, signal).catch(() => null), { timeout: 5000 })
    .not.toBeNull();
  expect(replies()).toHaveLength(1);
});

test('a file outside Discord, or one that is gone, is not fetched', async () => {
  const { platform } = await opened();
  const given = { id: '1', filename: 'a.png', size: 3, url: 'http://localhost:9/a.png' };
  await expect(platform.fetchAttachment(attachmentOf(given, null), 100, signal)).rejects.toMatchObject({
    code: 'bad-input',
  });
});
