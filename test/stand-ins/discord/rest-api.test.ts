import { Events, MessageFlags, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from './bot-for-tests.ts';
import { type Discord, type DiscordOptions, startDiscord } from './discord-server.ts';
import { ACME, MIB } from './seeds.ts';

const ADS: string = ACME.channels[0].id;
const V2 = MessageFlags.IsComponentsV2;
const button = (label: string, custom_id = label) => ({ type: 2, style: 1, label, custom_id });
const row = (...components: unknown[]) => ({ type: 1, components });
const text = (content: string) => ({ type: 10, content });
const gallery = (...urls: string[]) => ({ type: 12, items: urls.map((url) => ({ media: { url } })) });
const bytes = (size: number) => Buffer.alloc(size, 'x');

let discord: Discord;
let bot: TestBot;

async function start(options: DiscordOptions = {}, rest = {}): Promise<void> {
  discord = await startDiscord(options);
  bot = await startBot(discord, { rest: { api: discord.api, version: '10', ...rest } });
}

/** As the bot, by the real REST client. */
async function post(body: unknown, files: { name: string; data: Buffer }[] = [], where = ADS): Promise<{ id: string }> {
  return (await bot.client.rest.post(Routes.channelMessages(where), { body, files })) as { id: string }; // as the API has it
}

describe('the REST API of a Discord stand-in', () => {
  beforeEach(() => start({ limits: null }));
  afterEach(async () => {
    await bot.close();
    await discord.close();
  });

  it.each([
    ['contents beside Components V2', { flags: V2, content: 'hi', components: [text('hi')] }, 'content'],
    ['V2 components without the flag', { components: [text('hi')] }, 'components'],
    ['more than 40 components', { flags: V2, components: Array.from({ length: 41 }, () => text('x')) }, '40'],
    ['more than 4000 letters', { flags: V2, components: [text('x'.repeat(2001)), text('y'.repeat(2000))] }, '4000'],
    [
      'eleven pictures',
      { flags: V2, components: [gallery(...Array.from({ length: 11 }, () => 'https://a.test/b.png'))] },
      '10 or fewer',
    ],
    ['no pictures', { flags: V2, components: [gallery()] }, 'components'],
    [
      'six buttons in a row',
      { components: [row(...Array.from({ length: 6 }, (_, index) => button(`${index}`)))] },
      '5 or fewer',
    ],
    ['six rows', { components: Array.from({ length: 6 }, (_, index) => row(button(`${index}`))) }, '5 or fewer'],
    ['a custom id twice', { components: [row(button('a', 'same'), button('b', 'same'))] }, 'DUPLICATED'],
    ['a custom id of 101', { components: [row(button('a', 'x'.repeat(101)))] }, '100 or fewer'],
    ['a label of 81', { components: [row(button('x'.repeat(81), 'a'))] }, '80 or fewer'],
    [
      'a link with a custom id',
      { components: [row({ ...button('a'), style: 5, url: 'https://a.test' })] },
      'custom_id',
    ],
    ['a file that is not there', { flags: V2, components: [gallery('attachment://a.mp4')] }, 'ATTACHMENT_NOT_FOUND'],
    ['contents of 2001', { content: 'x'.repeat(2001) }, '2000 or fewer'],
    ['fields nobody knows', { content: 'hi', contents: 'hi' }, 'contents'],
    [
      'mentions that contradict',
      { content: 'hi', allowed_mentions: { parse: ['users'], users: [ACME.people[0].id] } },
      'mutually exclusive',
    ],
  ])('refuses %s', async (_, body, words) => {
    await expect(post(body)).rejects.toMatchObject({ status: 400, code: 50_035 });
    expect(JSON.stringify(discord.calls.at(-1)?.answer)).toContain(words);
    expect(discord.faults.join()).toContain('Invalid Form Body');
    expect(discord.person('ann').sees(ADS)).toEqual([]);
  });

  it('refuses a message without anything, and what is too large for a file or a request', async () => {
    await expect(post({ content: ' ' })).rejects.toMatchObject({ code: 50_006 });
    await expect(post({}, [{ name: 'a.mp4', data: bytes(10 * MIB + 1) }])).rejects.toMatchObject({
      status: 413,
      code: 40_005,
    });
    discord.owner.boost(ACME.id, 2);
    await post({}, [{ name: 'a.mp4', data: bytes(10 * MIB + 1) }]);
    await expect(post({}, [{ name: 'a.mp4', data: bytes(25 * MIB) }])).rejects.toMatchObject({
      status: 413,
      code: 40_005,
    });
  });

  it('makes one message for one nonce, also when an answer was lost or is slow', async () => {
    const body = { content: 'once', nonce: 'n1', enforce_nonce: true };
    discord.callFaults.add('POST /channels/:channel/messages', { kind: 'lose' });
    await expect(post(body)).rejects.toThrow();
    const { id } = await post(body);
    const [seen, ...more] = discord.person('ann').sees(ADS);
    expect([seen?.id, more]).toEqual([id, []]);
    discord.advance(6 * 60_000);
    await post(body);
    expect(discord.person('ann').sees(ADS)).toHaveLength(2);
  });

  it('lets a slow upload be given up and sent again', async () => {
    await bot.close();
    bot = await startBot(discord, { rest: { api: discord.api, version: '10', timeout: 300 } });
    discord.callFaults.add('POST /channels/:channel/messages', { kind: 'delay', beforeMs: 400 });
    const channel = await bot.client.channels.fetch(ADS);
    if (!channel?.isSendable()) throw new Error('#ads is a text channel.');
    await channel.send({ content: 'film', files: [{ attachment: bytes(1000), name: 'a.mp4' }] });
    const posts = () => discord.calls.filter(({ route }) => route === 'POST /channels/:channel/messages');
    await discord.until(() => posts().length === 2);
    expect(posts().map(({ files }) => files)).toEqual([
      [{ name: 'a.mp4', bytes: 1000 }],
      [{ name: 'a.mp4', bytes: 1000 }],
    ]);
    expect(discord.person('ann').sees(ADS)).toHaveLength(1);
    discord.callFaults.add('POST /channels/:channel/messages', { kind: 'slow', bytesPerSecond: 1000 });
    await channel.send({ content: 'again', files: [{ attachment: bytes(1000), name: 'a.mp4' }] });
    await discord.until(() => posts().some(({ outcome }) => outcome === 'gone'));
    expect(discord.person('ann').sees(ADS)).toHaveLength(2);
  });

  it('keeps what an edit lists, and shows of Components V2 only what components name', async () => {
    const files = ['one.mp4', 'two.mp4'].map((name) => ({ name, data: bytes(3) }));
    const { id } = await post(
      { flags: V2, components: [gallery('attachment://one.mp4', 'attachment://two.mp4')] },
      files,
    );
    const ann = discord.person('ann');
    const shown = () => ann.sees(ADS)[0]?.files.map(({ name }) => name);
    const path = Routes.channelMessage(ADS, id);
    const before = (await bot.client.rest.get(path)) as {
      attachments: unknown[];
      components: { items: { media: { attachment_id: string } }[] }[];
    };
    const second = before.components[0]?.items[1]?.media.attachment_id;
    expect(before.attachments).toEqual([]);
    expect(shown()).toEqual(['one.mp4', 'two.mp4']);
    await bot.client.rest.patch(path, {
      body: { attachments: [{ id: second }], components: [gallery('attachment://two.mp4')] },
    });
    expect(shown()).toEqual(['two.mp4']);
    const lost = { components: [gallery('attachment://one.mp4')] };
    await expect(bot.client.rest.patch(path, { body: lost })).rejects.toMatchObject({ code: 50_035 });
    await expect(bot.client.rest.patch(path, { body: { content: 'words' } })).rejects.toMatchObject({ code: 50_035 });
    await bot.client.rest.patch(path, { body: { attachments: [], components: [text('done')] } });
    expect(ann.sees(ADS)).toMatchObject([{ text: 'done', files: [], isEdited: true }]);
  });

  it('signs links to files for a day', async () => {
    const message = discord.person('ann').say(ADS, '', { files: [{ name: 'my tea (1).png', bytes: bytes(5) }] });
    const url = message.files[0]?.url ?? '';
    expect(message.files[0]?.name).toBe('my_tea_1.png');
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(403);
    discord.advance(25 * 3_600_000);
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(discord.person('ann').sees(ADS)[0]?.files[0]?.url ?? '')).status).toBe(200);
    discord.callFaults.add('GET /attachments', { kind: 'status', status: 503 });
    expect((await fetch(url)).status).toBe(503);
  });

  it('names what the bot may not do, and what is not there', async () => {
    const { owner } = discord;
    const no = (code: number) => expect.objectContaining({ code });
    owner.deny(ADS, 'AttachFiles');
    await expect(post({}, [{ name: 'a.txt', data: bytes(1) }])).rejects.toEqual(no(50_013));
    owner.deny(ADS, 'CreatePublicThreads');
    const { id } = await post({ content: 'hi' });
    await expect(bot.client.rest.post(Routes.threads(ADS, id), { body: { name: 'a' } })).rejects.toEqual(no(50_013));
    owner.allow(ADS, 'CreatePublicThreads');
    await bot.client.rest.post(Routes.threads(ADS, id), { body: { name: 'a' } });
    await expect(bot.client.rest.post(Routes.threads(ADS, id), { body: { name: 'a' } })).rejects.toEqual(no(160_004));
    owner.deny(ADS, 'SendMessagesInThreads');
    await expect(post({ content: 'hi' }, [], id)).rejects.toEqual(no(50_013));
    await post({ content: 'in the channel I may' });
    owner.deny(ADS, 'ViewChannel');
    await expect(post({ content: 'hi' })).rejects.toEqual(no(50_001));
    owner.allow(ADS, 'ViewChannel', 'SendMessagesInThreads');
    owner.archive(id, true);
    await expect(post({ content: 'hi' }, [], id)).rejects.toEqual(no(50_083));
    owner.deleteChannel(id);
    await expect(post({ content: 'hi' }, [], id)).rejects.toEqual(no(10_003));
    owner.deleteMessage(id);
    await expect(bot.client.rest.patch(Routes.channelMessage(ADS, id), { body: { content: 'x' } })).rejects.toEqual(
      no(10_008),
    );
    discord.resetToken();
    await expect(post({ content: 'hi' })).rejects.toMatchObject({ status: 401 });
  });

  it('lets a token answer once, say more for 15 minutes, and then nothing', async () => {
    const { rest } = bot.client;
    await rest.put(Routes.applicationCommands(discord.app.id), { body: [{ name: 'ad', description: 'Makes ads' }] });
    const seen = new Promise<{ id: string; token: string }>((resolve) =>
      bot.client.once(Events.InteractionCreate, resolve),
    );
    const pressed = discord.person('ann').slash(ADS, 'ad');
    const { id, token } = await seen;
    const answer = () =>
      rest.post(Routes.interactionCallback(id, token), { body: { type: 5, data: { flags: 64 } }, auth: false });
    await answer();
    await expect(answer()).rejects.toMatchObject({ code: 40_060 });
    const more = (content: string) =>
      rest.post(Routes.webhook(discord.app.id, token), { body: { content }, auth: false });
    await more('one');
    expect((await pressed).message()).toMatchObject({ text: 'one', isEphemeral: true, isThinking: false });
    await more('two');
    expect(discord.person('ben').sees(ADS)).toMatchObject([{ text: 'two' }]);
    discord.advance(15 * 60_000);
    await expect(more('three')).rejects.toMatchObject({ status: 401, code: 50_027 });
    await rest.get('/users/@me');
  });

  it('keeps ids of commands that stay, and refuses names and sizes Discord refuses', async () => {
    const put = (body: unknown) =>
      bot.client.rest.put(Routes.applicationGuildCommands(discord.app.id, ACME.id), { body }) as Promise<
        { id: string; version: string }[]
      >;
    const ad = { name: 'ad', description: 'Makes ads', description_localizations: { fr: 'Fait des pubs' } };
    const [first] = await put([ad]);
    expect(await put([ad])).toEqual([first]);
    expect((await put([{ ...ad, description: 'Other' }]))[0]).toMatchObject({ id: first?.id });
    for (const wrong of [
      { ...ad, name: 'Ad' },
      { ...ad, description: 'x'.repeat(101) },
      { ...ad, description_localizations: { xx: 'what' } },
      { ...ad, options: Array.from({ length: 26 }, (_, index) => ({ type: 3, name: `o${index}`, description: 'o' })) },
      {
        ...ad,
        options: [
          { type: 3, name: 'a', description: 'a' },
          { type: 3, name: 'b', description: 'b', required: true },
        ],
      },
      { ...ad, type: 3 },
    ])
      await expect(put([wrong])).rejects.toMatchObject({ code: 50_035 });
  });

  it('tells only those whom a message may mention', async () => {
    const [ann, ben] = [discord.person('ann'), discord.person('ben')];
    const lead = ACME.roles[0].id;
    await post({ content: `${ann.mention} <@&${lead}> @everyone`, allowed_mentions: { parse: [] } });
    expect([ann.pings(), ben.pings()]).toEqual([[], []]);
    await post({ flags: V2, components: [text(`${ann.mention} <@&${lead}>`)] });
    expect([ann.pings().map((one) => one.text), ben.pings().length]).toEqual([['@ann @leads'], 1]);
  });
});

describe('the limits of a Discord stand-in', () => {
  afterEach(async () => {
    await bot.close();
    await discord.close();
  });

  it('hold a client back by its headers, and refuse who does not read them', async () => {
    const limits = {
      global: null,
      other: null,
      oldEdits: { calls: 1, perMs: 300 },
      routes: { 'POST /channels/:channel/messages': { calls: 2, perMs: 300 } },
    };
    await start({ limits });
    const startMs = performance.now();
    for (const content of ['1', '2', '3']) await post({ content });
    expect(performance.now() - startMs).toBeGreaterThan(250);
    const raw = () =>
      fetch(`${discord.api}/v10/channels/${ADS}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${discord.token()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'raw' }),
      });
    const answers = await Promise.all([raw(), raw(), raw()]);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({ message: 'You are being rate limited.', global: false });
    expect(refused?.headers.get('x-ratelimit-scope')).toBe('user');
    const [first] = discord.person('ann').sees(ADS);
    discord.advance(2 * 3_600_000);
    const edit = () => bot.client.rest.patch(Routes.channelMessage(ADS, first?.id ?? ''), { body: { content: 'x' } });
    await edit();
    await edit();
    expect(discord.calls.filter(({ code }) => code === 30_046)).toHaveLength(1);
    discord.callFaults.add('*', { kind: 'limit', retryAfterSeconds: 0.1, isGlobal: true });
    await bot.client.rest.get('/users/@me');
    expect(discord.calls.at(-2)?.answer).toMatchObject({ global: true });
  });
});
