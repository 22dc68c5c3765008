/** `/ad form` through the real discord.js, on the strict stand-in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { type DiscordFront, NOTHING, startDiscordFront } from '../fixtures/discord-front.ts';
import type { OpenForm } from '../stand-ins/discord/form-window.ts';
import { ACME, type GuildSeed } from '../stand-ins/discord/seeds.ts';

const ADS: string = ACME.channels[0].id;
const QUIET: string = ACME.channels[2].id;
const VOICE = '140000000000000009';
const SEED: GuildSeed = { ...ACME, channels: [...ACME.channels, { id: VOICE, name: 'lounge', kind: 'voice' }] };
const BOOTS = { name: 'boots.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };
const BRIEF = 'What is the ad about?';

let front: DiscordFront;
beforeEach(async () => {
  front = await startDiscordFront({ guilds: [SEED] });
});
afterEach(async () => {
  await front.close();
  expect(front.discord.faults).toEqual([]);
  expect(front.bot.errors).toEqual([]);
});

const ann = () => front.discord.person('ann');
const asked = (channel = ADS) => ann().slash(channel, 'ad form');
async function open(channel = ADS): Promise<OpenForm> {
  const { form } = await asked(channel);
  if (!form) throw new Error('No form was opened.');
  return form;
}
const kept = async () => {
  await expect.poll(() => front.events.length).toBe(1);
  return front.events[0];
};

describe('/ad form', () => {
  test('asks for what an ad needs, and nothing but the brief is required', async () => {
    const { fields, customId, title } = await open();
    expect([title, customId]).toEqual(['New product ad', 'ad_form']);
    expect(fields.map(({ label, kind, isRequired, value }) => [label, kind, isRequired, value])).toEqual([
      [BRIEF, 'text', true, ''],
      ['Product photo', 'files', false, ''],
      ['Brand name', 'text', false, ''],
      ['Brand colour', 'text', false, ''],
      ['Length', 'select', false, ''],
    ]);
    expect(fields.at(-1)?.options).toEqual([6, 10, 15, 20, 30, 45, 60].map((count) => `${count} seconds`));
  });

  test('has the brand of the server filled in, and comes without it when that takes too long', async () => {
    front.overview = { ...NOTHING, kit: { brandName: 'Fjell', brandColor: '#0b3d2e' } };
    const values = async () => (await open()).fields.slice(2, 4).map(({ value }) => value);
    expect(await values()).toEqual(['Fjell', '#0b3d2e']);
    const held = Promise.withResolvers<void>();
    front.kitHeld = held.promise;
    expect(await values()).toEqual(['', '']);
    held.resolve();
    expect(front.discord.slowestAnswer()?.afterMs).toBeLessThan(2000);
  });

  test('becomes an ad in a thread of its own', async () => {
    const outcome = await (await open()).submit({
      [BRIEF]: 'Boots for wet days',
      'Product photo': [BOOTS],
      'Brand name': ' Fjell ',
      'Brand colour': 'dark green',
      Length: '30 seconds',
    });
    const message = outcome.message();
    expect(message?.text).toBe(
      '**ann** asked for an ad:\n> Boots for wet days\n-# Fjell · dark green · 30 seconds · with a photo',
    );
    expect(message?.isEphemeral).toBe(false);
    expect(await kept()).toMatchObject({
      key: `discord:interaction:${outcome.interaction.id}`,
      threadId: `discord:${ACME.id}:${ADS}:${message?.id}`,
      userId: `discord:${ACME.id}:120000000000000001`,
      what: {
        kind: 'form',
        fields: { text: 'Boots for wet days', brandName: 'Fjell', brandColor: 'dark green', durationSeconds: 30 },
        attachments: [{ name: 'boots.png', source: { url: expect.stringContaining('boots.png') } }],
      },
    });
  });

  test('what cannot be used is for the thread to say, so nothing typed is lost', async () => {
    await (await open()).submit({ [BRIEF]: '   ', 'Brand colour': 'no such colour' });
    expect(await kept()).toMatchObject({
      what: { fields: { text: null, brandName: null, brandColor: 'no such colour', durationSeconds: null } },
    });
  });

  test('takes as much as a brief may have, and no more', async () => {
    const form = await open();
    await expect(form.submit({ [BRIEF]: 'x'.repeat(4001) })).rejects.toThrow('is too long');
    await form.submit({ [BRIEF]: 'x'.repeat(4000) });
    expect(await kept()).toMatchObject({ what: { fields: { text: 'x'.repeat(4000) } } });
  });

  test('in a thread and alone with adgen it is an ad there', async () => {
    const dm = ann().dm();
    await (await open(dm)).submit({ [BRIEF]: 'Boots' });
    expect(await kept()).toMatchObject({ threadId: `discord:dm:${dm}:${dm}` });
    front.events.length = 0;
    const thread = ann().begin(ADS, 'Spring');
    await (await open(thread)).submit({ [BRIEF]: 'Boots' });
    expect(await kept()).toMatchObject({ threadId: `discord:${ACME.id}:${ADS}:${thread}` });
  });

  test('where no ad can be made, that is said before anybody types', async () => {
    const quiet = await asked(QUIET);
    expect(quiet.message()?.text).toContain('gives me: **Send Messages**.');
    expect((await asked(VOICE)).message()?.text).toContain('Please ask in a text channel');
    expect([quiet.form, quiet.message()?.isEphemeral]).toEqual([null, true]);
  });

  test('when a permission was taken away meanwhile, the words come back', async () => {
    const form = await open();
    front.discord.owner.deny(ADS, 'CreatePublicThreads');
    const outcome = await form.submit({ [BRIEF]: 'Boots for wet days', 'Brand name': 'Fjell' });
    expect(outcome.message()?.isEphemeral).toBe(true);
    expect(outcome.message()?.text).toMatch(
      /\*\*Create Public Threads\*\*\. Then ask again\. This is what you wrote:\n```\nBoots for wet days\nFjell\n```$/,
    );
    expect(front.events).toEqual([]);
  });

  test('when it cannot be stored, the words come back', async () => {
    const form = await open();
    front.failNext = new AdgenError('storage', 'The database cannot be reached.');
    await form.submit({ [BRIEF]: 'Boots for wet days' });
    const last = () => ann().sees(ADS).at(-1);
    await expect.poll(() => last()?.text).toContain('I could not begin your ad. The database cannot be reached.');
    expect(last()).toMatchObject({ isEphemeral: true, text: expect.stringContaining('Boots for wet days') });
    await expect.poll(() => front.discord.person('ben').sees(ADS)).toEqual([]);
  });
});
