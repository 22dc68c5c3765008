/** `/ad list`, `brand`, `stop` and `help`, and colours while they are typed, through the real discord.js, on the strict stand-in. */
import { ApplicationCommandType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import type { OverviewAd } from '../../src/bots/window.ts';
import { type DiscordFront, NOTHING, startDiscordFront } from '../fixtures/discord-front.ts';
import type { Outcome } from '../stand-ins/discord/outcome.ts';
import { ACME, type GuildSeed } from '../stand-ins/discord/seeds.ts';

const ADS: string = ACME.channels[0].id;
const LEADS = '130000000000000001';
const OWNER = '120000000000000004';

/** Dot manages the server. */
const SEED: GuildSeed = { ...ACME, owner: OWNER, people: [...ACME.people, { id: OWNER, name: 'dot' }] };

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
const words = (outcome: Outcome) => outcome.message()?.text ?? '';
/** The words that take the place of “is thinking”. */
async function later(outcome: Outcome): Promise<string> {
  expect(outcome.kind).toBe('deferred');
  await expect.poll(() => outcome.message()?.isThinking).toBe(false);
  expect(outcome.message()?.isEphemeral).toBe(true);
  return words(outcome);
}

describe('colours while they are typed', () => {
  const proposed = async (typed: string, who = 'ann', channel = ADS, command = 'ad create') =>
    (await person(who).complete(channel, command, 'colour', typed)).choices;

  test('are the brand’s own first, then those everybody knows', async () => {
    front.overview = { ...NOTHING, kit: { brandName: 'Fjell', brandColor: '#0b3d2e' } };
    expect((await proposed('')).slice(0, 2)).toEqual([
      { name: 'Fjell (#0b3d2e)', value: '#0b3d2e' },
      { name: 'red (#ff0000)', value: 'red' },
    ]);
    expect(await proposed('', 'ann', ADS, 'ad brand')).toHaveLength(25);
    expect(front.asked).toEqual([`discord:${ACME.id}`]);
    expect(await proposed('fj')).toEqual([{ name: 'Fjell (#0b3d2e)', value: '#0b3d2e' }]);
  });

  test('are found by what is typed, in the language of who types, and a hex value is one by itself', async () => {
    expect((await proposed('dark gr')).map(({ value }) => value)).toContain('darkgreen');
    expect(await proposed('grün', 'cat')).toEqual([
      { name: 'Grün (#008000)', value: 'green' },
      { name: 'Dunkelgrün (#006400)', value: 'darkgreen' },
    ]);
    expect(await proposed('4DBAC7')).toEqual([{ name: '#4dbac7', value: '#4dbac7' }]);
    expect(await proposed('nothing like it')).toEqual([]);
  });

  test('come without the brand’s when that takes too long, or cannot be had', async () => {
    const held = Promise.withResolvers<void>();
    front.kitHeld = held.promise;
    expect(await proposed('teal')).toEqual([{ name: 'teal (#008080)', value: 'teal' }]);
    held.resolve();
    front.trouble = new AdgenError('storage', 'The database cannot be reached.');
    expect(await proposed('teal')).toHaveLength(1);
    front.trouble = null;
    expect(await proposed('teal', 'ann', person('ann').dm())).toHaveLength(1);
  });
});

describe('/ad list', () => {
  const ad: OverviewAd = {
    ...{ projectId: 'p', threadId: `discord:${ACME.id}:${ADS}:77`, title: 'Boots [new] *soft*', status: 'COMPLETED' },
    ...{ progress: 100, costMicroUsd: 1_230_000, expiresAt: '2026-12-01T10:00:00Z' },
    films: [{ key: 'k', name: 'f.mp4', mime: 'video/mp4', alt: 'f', aspect: '9:16' }],
  };
  const list = async (channel = ADS) => later(await person('ann').slash(channel, 'ad list'));

  test('shows me alone my ads with what they cost, where they are, and until when the films are kept', async () => {
    const making = { ...ad, status: 'RENDERING', progress: 41.6, films: [], expiresAt: null, costMicroUsd: 0 };
    front.overview = { ...NOTHING, ads: [ad, making], spentThisMonthMicroUsd: 2_000_000, budgetMicroUsd: 5_000_000 };
    expect((await list()).split('\n')).toEqual([
      '### Your ads',
      `- **[Boots new \\*soft\\*](https://discord.com/channels/${ACME.id}/77)**`,
      '  Finished · $1.23 · 1 film until <t:1796119200:f>',
      `- **[Boots new \\*soft\\*](https://discord.com/channels/${ACME.id}/77)**`,
      '  Being made, 42 % · $0.00',
      '### This month',
      '$2.00 of $5.00 spent, $3.00 left.',
    ]);
    expect(front.asked).toEqual([`discord:${ACME.id}:120000000000000001`, `discord:${ACME.id}`]);
  });

  test('as many as there are fit, however long their titles', async () => {
    front.overview = { ...NOTHING, ads: Array.from({ length: 20 }, () => ({ ...ad, title: '*'.repeat(300) })) };
    expect(await list()).toMatch(/-# and \d+ older ads\n### This month/);
  });

  test('says how to make the first one, and links to conversations with adgen alone', async () => {
    expect(await list()).toContain('You have no ads here yet.');
    front.overview = { ...NOTHING, ads: [{ ...ad, threadId: 'discord:dm:88:88' }] };
    expect(await list(person('ann').dm())).toContain('(https://discord.com/channels/@me/88)');
  });

  test('says when it cannot be shown', async () => {
    front.trouble = new AdgenError('storage', 'The database cannot be reached.');
    expect(await list()).toBe('The database cannot be reached.');
    expect(front.lines).toHaveLength(1);
  });
});

describe('/ad brand', () => {
  const brand = async (values = {}, who = 'ann', channel = ADS) =>
    later(await person(who).slash(channel, 'ad brand', values));

  test('shows what is kept', async () => {
    expect(await brand()).toMatch(/No brand is kept yet\.[\s\S]*Nobody else is named/u);
    front.overview = {
      ...NOTHING,
      kit: { brandName: 'Fjell_', brandColor: '#0b3d2e' },
      settings: { approvers: [`discord:${ACME.id}:${LEADS}`] },
    };
    expect(await brand()).toBe(
      '### Brand kit\n**Fjell\\_**, colour #0b3d2e. New ads begin with it.\n### Who may approve\nWhoever begins an ad says yes to its price. So may @leads.',
    );
  });

  test('keeps a name and a colour, and later one of them', async () => {
    expect(await brand({ name: 'Fjell' })).toMatch(/needs both a name and a colour/);
    expect(await brand({ name: 'Fjell', colour: 'teal' })).toMatch(/^The brand kit is kept\./);
    expect(await brand({ colour: 'navy' })).toContain('**Fjell**, colour navy.');
    expect(front.overview.kit).toEqual({ brandName: 'Fjell', brandColor: 'navy' });
  });

  test('says what is wrong with a colour', async () => {
    front.trouble = new AdgenError('bad-input', '"no" is not a colour we can use.');
    const outcome = await person('ann').slash(ADS, 'ad brand', { name: 'Fjell', colour: 'no' });
    expect(await later(outcome)).toBe('"no" is not a colour we can use.');
  });

  test('people who manage the server name the roles that may approve, and take them away', async () => {
    expect(await brand({ 'approver-role': LEADS })).toMatch(
      /^Who may approve was not changed: only people with the permission \*\*Manage Server\*\*/,
    );
    expect(front.overview.settings.approvers).toEqual([]);
    expect(await brand({ 'approver-role': LEADS }, 'dot')).toMatch(/^It is kept who may approve\.[\s\S]*@leads/u);
    expect(front.overview.settings.approvers).toEqual([`discord:${ACME.id}:${LEADS}`]);
    expect(await brand({ 'approver-role': ACME.id }, 'dot')).toContain('with @everyone, anybody here could');
    expect(await brand({ 'remove-approver-role': LEADS }, 'dot')).toContain('Nobody else is named');
    expect(front.overview.settings.approvers).toEqual([]);
  });

  test('roles that were deleted are forgotten with the next change', async () => {
    front.overview = { ...NOTHING, settings: { approvers: [`discord:${ACME.id}:130000000000000099`] } };
    await brand({ 'approver-role': LEADS }, 'dot');
    expect(front.overview.settings.approvers).toEqual([`discord:${ACME.id}:${LEADS}`]);
  });

  test('is not kept for a conversation with adgen alone', async () => {
    expect(await brand({ name: 'Fjell' }, 'ann', person('ann').dm())).toMatch(/^A brand is kept for a whole server/);
  });
});

describe('/ad stop', () => {
  test('is what the button does', async () => {
    const thread = person('ann').begin(ADS, 'Boots');
    front.known.add(`discord:${ACME.id}:${ADS}:${thread}`);
    const outcome = await person('ben').slash(thread, 'ad stop');
    expect(await later(outcome)).toMatch(/^I stop the ad of this thread\./);
    expect(front.events).toMatchObject([
      {
        key: `discord:interaction:${outcome.interaction.id}`,
        threadId: `discord:${ACME.id}:${ADS}:${thread}`,
        userId: `discord:${ACME.id}:120000000000000002`,
        groups: [`discord:${ACME.id}:${LEADS}`],
        what: { kind: 'action', action: 'stop', value: '{}' },
      },
    ]);
  });

  test('says where to use it, where there is no ad', async () => {
    expect(await later(await person('ann').slash(ADS, 'ad stop'))).toMatch(/^There is no ad of mine here\./);
    expect(front.events).toEqual([]);
  });

  test('in a conversation with adgen alone it stops the ad there', async () => {
    const dm = person('ann').dm();
    front.known.add(`discord:dm:${dm}:${dm}`);
    await later(await person('ann').slash(dm, 'ad stop'));
    expect(front.events).toMatchObject([
      { threadId: `discord:dm:${dm}:${dm}`, workspace: `discord:dm-${person('ann').id}` },
    ]);
  });

  test('says so when it could not be stored', async () => {
    const dm = person('ann').dm();
    front.known.add(`discord:dm:${dm}:${dm}`);
    front.failNext = new Error('boom');
    expect(await later(await person('ann').slash(dm, 'ad stop'))).toMatch(/^Something unexpected went wrong/);
  });
});

describe('/ad link and /ad unlink', () => {
  const link = async (given: Readonly<Record<string, string>> = {}, part = 'link', channel = ADS) =>
    later(await person('ann').slash(channel, `ad ${part}`, given));
  const ann = `discord:${ACME.id}:120000000000000001`;

  test.each(['BCDEF-23456', 'bcdef23456', ' link BCDEF 23456 '])(
    'takes the code as it is typed: “%s”',
    async (code) => {
      expect(await link({ code })).toMatch(/^Linked\./);
      expect(front.linked.get(ann)).toMatch(/^discord:interaction:\d+$/);
      expect(await link({}, 'unlink')).toMatch(/^Unlinked\./);
      expect(front.linked.size).toBe(0);
      expect(front.events).toEqual([]);
    },
  );

  test('in a conversation with adgen alone it is the person there', async () => {
    await link({ code: 'BCDEF-23456' }, 'link', person('ann').dm());
    expect([...front.linked.keys()]).toEqual(['discord:dm:120000000000000001']);
  });

  test('says how to get a code, and what is wrong with one, without repeating it', async () => {
    expect(await link()).toMatch(/make a code under Account/);
    expect(await link({ code: 'hello there' })).toMatch(/^I cannot read this code\./);
    const ended = await link({ code: 'ABCDE-99999' });
    expect(ended).toMatch(/^This code has ended or was used/);
    expect(ended).not.toContain('99999');
  });

  test('says so when it could not be stored', async () => {
    front.trouble = new AdgenError('storage', 'The database cannot be reached.');
    expect(await link({ code: 'BCDEF-23456' })).toBe('The database cannot be reached.');
    expect(JSON.stringify(front.lines)).not.toMatch(/BCDEF|23456/);
  });
});

describe('/ad help', () => {
  test('has examples, commands to click, and the menu as the person finds it', async () => {
    const outcome = await person('cat').slash(ADS, 'ad help');
    expect(outcome.message()).toMatchObject({ isEphemeral: true });
    const ad = front.discord.commands('global').find(({ name }) => name === 'ad')?.id;
    for (const part of [`</ad create:${ad}>`, 'brand:Northbrew', '**Werbespot daraus machen**', '6 to 60 seconds'])
      expect(words(outcome)).toContain(part);
    expect(words(outcome)).not.toMatch(/…$/);
  });
});

describe('what is registered and not known here', () => {
  test('is answered with what to do', async () => {
    const { commands } = front.bot.client.application;
    await commands.create({ name: 'ping', description: 'Of an older adgen' });
    await commands.create({ name: 'Make a poster', type: ApplicationCommandType.Message });
    const { id } = person('ben').say(ADS, 'Boots');
    for (const outcome of [await person('ann').slash(ADS, 'ping'), await person('ann').menu(id, 'Make a poster')])
      expect(outcome.message()).toMatchObject({
        isEphemeral: true,
        text: expect.stringMatching(/^I do not know this/),
      });
  });
});
