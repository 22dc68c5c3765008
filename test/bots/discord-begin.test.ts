/** `/ad create` and “Make an ad from this” through the real discord.js, on the strict stand-in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { type DiscordFront, startDiscordFront } from '../fixtures/discord-front.ts';
import type { Outcome } from '../stand-ins/discord/outcome.ts';
import { ACME, type GuildSeed } from '../stand-ins/discord/seeds.ts';

const ADS: string = ACME.channels[0].id;
const QUIET: string = ACME.channels[2].id;
const CALLBACK = 'POST /interactions/:interaction/:token/callback';
const VOICE = '140000000000000009';
const LEADS = '130000000000000001';
const BOOTS = { name: 'boots.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };

const SEED: GuildSeed = { ...ACME, channels: [...ACME.channels, { id: VOICE, name: 'lounge', kind: 'voice' }] };

let front: DiscordFront;
beforeEach(async () => {
  front = await startDiscordFront({ guilds: [SEED] });
});
afterEach(async () => {
  await front.close();
  expect(front.discord.faults).toEqual([]);
  expect(front.bot.errors).toEqual([]);
});

const person = (name: string) => front.discord.person(name);
const create = (values: Parameters<ReturnType<typeof person>['slash']>[2], channel = ADS, who = 'ann') =>
  person(who).slash(channel, 'ad create', values);
const event = () =>
  expect
    .poll(() => front.events.at(-1))
    .toBeDefined()
    .then(() => front.events.at(-1));
const words = (outcome: Outcome) => outcome.message()?.text ?? '';

describe('/ad create', () => {
  test('is a message that everybody reads, and an ad in the thread below it', async () => {
    const outcome = await create({
      brief: 'Boots for *wet* days\n@everyone # <@120000000000000002>',
      brand: 'Fjell',
      colour: 'dark green',
      duration: 15,
      image: BOOTS,
      'call-to-action': 'Try them on',
    });
    const message = outcome.message();
    expect(message).toMatchObject({ isEphemeral: false });
    expect(message?.text).toBe(
      [
        '**ann** asked for an ad:',
        '> Boots for \\*wet\\* days',
        '> @everyone # \\@ben',
        '-# Fjell · dark green · 15 seconds · “Try them on” · with a photo',
      ].join('\n'),
    );
    expect(person('ben').pings()).toEqual([]);
    expect(await event()).toEqual({
      key: `discord:interaction:${outcome.interaction.id}`,
      threadId: `discord:${ACME.id}:${ADS}:${message?.id}`,
      platform: 'discord',
      workspace: `discord:${ACME.id}`,
      userId: `discord:${ACME.id}:120000000000000001`,
      userName: 'ann',
      groups: [],
      what: {
        kind: 'form',
        fields: {
          text: 'Boots for *wet* days\n@everyone # <@120000000000000002>',
          brandName: 'Fjell',
          brandColor: 'dark green',
          durationSeconds: 15,
          callToAction: 'Try them on',
          tone: null,
          language: null,
          musicMood: null,
        },
        attachments: [
          {
            id: expect.any(String),
            name: 'boots.png',
            bytes: 4,
            source: { url: expect.stringContaining('boots.png') },
          },
        ],
      },
    });
  });

  test('needs nothing but the brief', async () => {
    await create({ brief: 'Boots' }, ADS, 'ben');
    expect(await event()).toMatchObject({
      groups: [`discord:${ACME.id}:${LEADS}`],
      what: { fields: { text: 'Boots', brandName: null, durationSeconds: null }, attachments: [] },
    });
  });

  test('in a thread it is an ad of that thread, and alone with adgen one of that conversation', async () => {
    const thread = person('ann').begin(ADS, 'Spring');
    await create({ brief: 'Boots' }, thread);
    expect(await event()).toMatchObject({ threadId: `discord:${ACME.id}:${ADS}:${thread}` });
    const dm = person('ann').dm();
    const alone = await create({ brief: 'Shoes' }, dm);
    expect(words(alone)).toBe('You asked for an ad:\n> Shoes');
    await expect.poll(() => front.events.length).toBe(2);
    expect(front.events.at(-1)).toMatchObject({
      threadId: `discord:dm:${dm}:${dm}`,
      workspace: `discord:dm-${person('ann').id}`,
      userId: 'discord:dm:120000000000000001',
    });
  });

  test('a brief as long as Discord lets it be is stored whole and shown in part', async () => {
    const brief = '*'.repeat(4000);
    const outcome = await create({ brief });
    expect(words(outcome).length).toBeLessThanOrEqual(2000);
    expect(await event()).toMatchObject({ what: { fields: { text: brief } } });
  });

  test('where adgen lacks permissions, it names them and gives the words back', async () => {
    front.discord.owner.deny(ADS, 'CreatePublicThreads', 'SendMessagesInThreads', 'AttachFiles');
    const outcome = await create({ brief: 'Boots for rain', brand: 'Fjell' });
    expect(outcome.message()).toMatchObject({ isEphemeral: true });
    expect(words(outcome)).toContain(
      'Somebody who manages it gives me: **Attach Files, Create Public Threads, Send Messages in Threads**. Then ask again. This is what you wrote:',
    );
    expect(words(outcome)).toContain('Boots for rain\nFjell');
    front.discord.owner.allow(ADS, 'CreatePublicThreads', 'SendMessagesInThreads', 'AttachFiles');
    expect(words(await create({ brief: 'Boots' }, QUIET))).toContain('gives me: **Send Messages**.');
    expect(front.events).toEqual([]);
  });

  test('in a thread nothing is missing that is only needed to begin one', async () => {
    const thread = person('ann').begin(QUIET, 'Quietly');
    await create({ brief: 'Boots' }, thread);
    expect(await event()).toMatchObject({ threadId: `discord:${ACME.id}:${QUIET}:${thread}` });
  });

  test('beside a voice channel it says where an ad can be made', async () => {
    const outcome = await create({ brief: 'Boots' }, VOICE);
    expect(outcome.message()).toMatchObject({ isEphemeral: true });
    expect(words(outcome)).toContain('Please ask in a text channel, in a thread, or in a message to me alone.');
  });

  test('when it cannot be stored, that is said, the words come back, and nothing is left in the channel', async () => {
    front.failNext = new AdgenError('storage', 'The database cannot be reached. Try again in a minute.');
    const brief = `Boots \`\`\` ${'👟 more boots '.repeat(270)}end`;
    const before = person('ben').sees(ADS).length;
    await create({ brief, image: BOOTS });
    const alone = () =>
      person('ann')
        .sees(ADS)
        .filter(({ isEphemeral, text }) => isEphemeral && text.includes('oots'));
    await expect.poll(() => alone().at(-1)?.text).toMatch(/end\n```$/);
    await expect.poll(() => person('ben').sees(ADS).length).toBe(before);
    const [first, ...others] = alone();
    expect(first?.text).toContain('I could not begin your ad. The database cannot be reached. Try again in a minute.');
    expect(first?.text).toContain('Please give me the picture again, too. This is what you wrote:');
    const kept = [first, ...others]
      .map((one) => one?.text.replace(/^[\s\S]*?```\n?/u, '').replace(/\n?```$/u, ''))
      .join('');
    expect(kept.replaceAll('\\', '')).toBe(brief);
    expect(front.lines.at(-1)?.message).toMatch(/could not be begun/);
  });

  test.each([
    ['no longer waits for an answer', { kind: 'error', status: 404, code: 10_062, message: 'Unknown interaction' }],
    ['never got the answer', { kind: 'cut' }],
    ['got the answer and never said so', { kind: 'lose' }],
  ] as const)('when Discord %s, there is one message and one ad all the same', async (_, fault) => {
    const before = person('ben').sees(ADS).length;
    front.discord.callFaults.add(CALLBACK, fault);
    const asked = create({ brief: 'Boots in time' });
    expect(await event()).toMatchObject({ what: { fields: { text: 'Boots in time' } } });
    const [message, ...others] = person('ben').sees(ADS).slice(before);
    expect([message?.text, others]).toEqual(['**ann** asked for an ad:\n> Boots in time', []]);
    expect(front.events.at(-1)?.threadId).toBe(`discord:${ACME.id}:${ADS}:${message?.id}`);
    front.discord.advance(3100);
    await asked;
  });

  test('when another adgen was first, this one says and does nothing', async () => {
    const message = 'Interaction has already been acknowledged.';
    front.discord.callFaults.add(CALLBACK, { kind: 'error', status: 400, code: 40_060, message });
    const asked = create({ brief: 'Boots' });
    await front.discord.until(() => front.discord.calls.at(-1)?.code === 40_060);
    front.discord.advance(3100);
    await asked;
    expect([front.events, front.lines]).toEqual([[], []]);
  });

  test('when nothing can be stored and nothing said to them alone, the message says it', async () => {
    front.discord.callFaults.add(CALLBACK, { kind: 'cut' }, 2);
    front.failNext = new AdgenError('storage', 'The database cannot be reached.');
    const asked = create({ brief: 'Boots kept' });
    const last = () => person('ben').sees(ADS).at(-1)?.text;
    await expect
      .poll(last)
      .toMatch(/^I could not begin your ad\. The database cannot be reached\.\n.*\n> Boots kept$/u);
    front.discord.advance(3100);
    await asked;
  });
});

describe('Make an ad from this', () => {
  const menu = (message: string, who = 'ann') => person(who).menu(message, 'Make an ad from this');

  test('takes words and pictures of a message, and links to it', async () => {
    const text = `Boots ${person('cat').mention} loves, see <#${QUIET}>`;
    const files = [BOOTS, { name: 'notes.txt', bytes: new Uint8Array([65]) }];
    const said = person('ben').say(ADS, text, { files });
    const outcome = await menu(said.id);
    expect(words(outcome)).toBe(
      `**ann** asked for an ad:\n> Boots @cat loves, see #quiet\n-# [from this message](https://discord.com/channels/${ACME.id}/${ADS}/${said.id}) · with a photo`,
    );
    expect(await event()).toMatchObject({
      key: `discord:interaction:${outcome.interaction.id}`,
      threadId: `discord:${ACME.id}:${ADS}:${outcome.message()?.id}`,
      userName: 'ann',
      what: {
        kind: 'form',
        fields: { text: 'Boots @cat loves, see #quiet', brandName: null },
        attachments: [{ name: 'boots.png', source: { channel: ADS, message: said.id } }],
      },
    });
    expect(person('cat').pings()).toHaveLength(1);
  });

  test('a picture alone is enough: the thread asks what it is about', async () => {
    const said = person('ben').say(ADS, '', { files: [BOOTS] });
    expect(words(await menu(said.id))).toMatch(
      /^\*\*ann\*\* asked for an ad, without words so far\.\n-# \[from this message\]\(\S+\) · with a photo$/,
    );
    expect(await event()).toMatchObject({ what: { fields: { text: null }, attachments: [{ name: 'boots.png' }] } });
  });

  test('a message that was passed on is its words and pictures', async () => {
    const attachments = [
      { id: '77', filename: 'boots.png', content_type: 'image/png', size: 4, url: 'https://cdn.discordapp.com/b.png' },
    ];
    const message = { type: 0, content: 'Boots from afar', attachments, embeds: [], mentions: [], mention_roles: [] };
    const reference = { type: 1, channel_id: QUIET, guild_id: ACME.id, message_id: '1574374613557706754' };
    const snapshot = { message: { ...message, timestamp: new Date().toISOString(), edited_timestamp: null } };
    const extra = JSON.parse(JSON.stringify({ message_snapshots: [snapshot], message_reference: reference }));
    const said = person('ben').say(ADS, '', { extra });
    await menu(said.id);
    expect(await event()).toMatchObject({
      what: {
        fields: { text: 'Boots from afar' },
        attachments: [{ id: '77', name: 'boots.png', bytes: 4, source: { url: 'https://cdn.discordapp.com/b.png' } }],
      },
    });
  });

  test('a message with neither says what to do', async () => {
    const said = person('ben').say(ADS, '', { files: [{ name: 'notes.txt', bytes: new Uint8Array([65]) }] });
    const outcome = await menu(said.id);
    expect(outcome.message()).toMatchObject({ isEphemeral: true });
    expect(words(outcome)).toMatch(/no words and no picture that I can use\. Choose another one, or tell me with/);
    expect(front.events).toEqual([]);
  });

  test('where adgen lacks permissions, it names them', async () => {
    const said = person('ben').say(QUIET, 'Boots');
    expect(words(await menu(said.id))).toContain('gives me: **Send Messages**.');
    expect(front.events).toEqual([]);
  });
});
