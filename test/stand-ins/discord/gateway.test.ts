import { Events, GatewayIntentBits, type Message } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from './bot-for-tests.ts';
import { type Discord, type DiscordOptions, startDiscord } from './discord-server.ts';
import { ACME } from './seeds.ts';

const ADS: string = ACME.channels[0].id;
let open: { readonly close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.reverse()) await one.close();
  open = [];
});

async function server(options: DiscordOptions = {}): Promise<Discord> {
  const discord = await startDiscord(options);
  open.push(discord);
  return discord;
}

async function listen(
  discord: Discord,
  options: Parameters<typeof startBot>[1] = {},
): Promise<TestBot & { readonly heard: Message[] }> {
  const bot = await startBot(discord, options);
  open.push(bot);
  const heard: Message[] = [];
  bot.client.on(Events.MessageCreate, (message) => void heard.push(message));
  return { ...bot, heard };
}

const words = (heard: readonly Message[]) => heard.map(({ content }) => content);
const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;

describe('the gateway of a Discord stand-in', () => {
  it('turns away a wrong token and intents that nobody switched on', async () => {
    const discord = await server({ privileged: [] });
    await expect(startBot({ ...discord, token: () => 'MTUw.wrong.token' })).rejects.toThrow(/invalid token/i);
    await expect(startBot(discord)).rejects.toThrow('Used disallowed intents');
    expect(discord.gateway.log).toContainEqual({ kind: 'refused', code: 4014 });
  });

  it('leaves out what people write when the intent for it is missing, but not in mentions and conversations of two', async () => {
    const discord = await server({ privileged: [] });
    const { heard } = await listen(discord, { intents: [Guilds, GuildMessages, DirectMessages] });
    const ann = discord.person('ann');
    ann.say(ADS, 'secret', { files: [{ name: 'a.txt', bytes: Buffer.from('a') }] });
    ann.say(ADS, `${discord.mention} hello`);
    ann.say(ann.dm(), 'between us');
    await discord.until(() => heard.length === 3);
    expect(words(heard)).toEqual(['', `${discord.mention} hello`, 'between us']);
    expect(heard[0]?.attachments.size).toBe(0);
  });

  it('goes on where it was after a cut, and tells what was missed, in order', async () => {
    const discord = await server();
    const { heard } = await listen(discord);
    const ann = discord.person('ann');
    ann.say(ADS, 'one');
    discord.gateway.cut();
    ann.say(ADS, 'two');
    ann.say(ADS, 'three');
    await discord.until(() => heard.length === 3);
    expect(words(heard)).toEqual(['one', 'two', 'three']);
    expect(discord.gateway.log.filter(({ kind }) => kind === 'identified')).toHaveLength(1);
    expect(discord.gateway.log).toContainEqual(expect.objectContaining({ kind: 'resumed' }));
    expect(discord.gateway.log).toContainEqual({ kind: 'opened', path: '/resume' });
  });

  it('asks to come back elsewhere, and calls a session over, of which nothing is told any more', async () => {
    const discord = await server();
    const { heard } = await listen(discord);
    const ann = discord.person('ann');
    const { gateway } = discord;
    gateway.reconnect();
    await discord.until(() => gateway.log.some(({ kind }) => kind === 'resumed') && gateway.online() === 1);
    gateway.cut();
    await discord.until(() => gateway.online() === 0);
    gateway.forget();
    ann.say(ADS, 'lost');
    await discord.until(() => gateway.online() === 1, 'Another session', 20_000);
    ann.say(ADS, 'heard');
    await discord.until(() => heard.length === 1);
    expect(words(heard)).toEqual(['heard']);
    expect(gateway.log.filter(({ kind }) => kind === 'identified')).toHaveLength(2);
  });

  it('is silent when frozen, until the bot misses the answer to its heartbeat', async () => {
    const discord = await server({ heartbeatMs: 150 });
    const { heard } = await listen(discord);
    discord.gateway.freeze();
    discord.person('ann').say(ADS, 'into silence');
    await discord.until(() => heard.length === 1);
    expect(discord.gateway.log).toContainEqual(expect.objectContaining({ kind: 'resumed' }));
  });

  it('tells things late, twice and in another order when a test says so', async () => {
    const discord = await server();
    const { heard } = await listen(discord);
    const ann = discord.person('ann');
    discord.gateway.hold((event) => event === 'MESSAGE_CREATE');
    for (const text of ['one', 'two']) ann.say(ADS, text);
    discord.gateway.release((waiting) => waiting.toReversed());
    await discord.until(() => heard.length === 2);
    expect(words(heard)).toEqual(['two', 'one']);
    ann.say(ADS, 'three');
    discord.gateway.again('MESSAGE_CREATE');
    ann.say(ADS, 'four');
    await discord.until(() => words(heard).includes('four'));
    // discord.js itself drops a message it knows.
    expect(words(heard)).toEqual(['two', 'one', 'three', 'four']);
  });

  it('tells a bot that was away nothing of what it missed, but keeps it to be fetched', async () => {
    const discord = await server();
    const first = await startBot(discord);
    await first.close();
    const missed = discord.person('ann').say(ADS, 'are you there?');
    const { client, heard } = await listen(discord);
    const channel = await client.channels.fetch(ADS);
    const found = channel?.isTextBased() ? await channel.messages.fetch({ after: '1', limit: 10 }) : undefined;
    expect(found?.map(({ id }) => id)).toEqual([missed.id]);
    expect(heard).toEqual([]);
  });

  it('opens an archived thread when somebody writes in it, and tells of both', async () => {
    const discord = await server();
    const [ann, { client, heard }] = [discord.person('ann'), await listen(discord)];
    const thread = ann.begin(ADS, 'Ad', ann.say(ADS, 'An ad').id);
    discord.advance(25 * 3_600_000);
    expect(ann.threads(ADS)).toMatchObject([{ id: thread, isArchived: true }]);
    const updates: boolean[] = [];
    client.on(Events.ThreadUpdate, (_, { archived }) => void updates.push(archived === true));
    ann.say(thread, 'again');
    await discord.until(() => words(heard).includes('again'));
    expect(updates.at(-1)).toBe(false);
    discord.owner.archive(thread, true);
    expect(() => ann.say(thread, 'locked')).toThrow('Thread is archived');
  });

  it('refuses connections while it is told to', async () => {
    const discord = await server();
    await listen(discord);
    discord.gateway.refuse(true);
    discord.gateway.cut();
    await discord.until(() => discord.gateway.online() === 0);
    discord.gateway.refuse(false);
    await discord.until(() => discord.gateway.online() === 1);
  });
});
