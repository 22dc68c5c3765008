/** The commands as a file, in every language, and registered with Discord through discord.js. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discordCommands } from '../../src/bots/discord/commands.ts';
import { isRegistered, registerCommands } from '../../src/bots/discord/register.ts';
import { wherever } from '../fixtures/discord-front.ts';
import { type Discord, startDiscord } from '../stand-ins/discord/discord-server.ts';
import { ACME, GLOBEX } from '../stand-ins/discord/seeds.ts';

const root = join(import.meta.dirname, '../..');
const made = () => JSON.parse(JSON.stringify(discordCommands()));

type Words = Readonly<Record<string, string>>;
type Named = {
  readonly name: string;
  readonly name_localizations?: Words;
  readonly description?: string;
  readonly description_localizations?: Words;
  readonly options?: readonly Named[];
  readonly choices?: readonly Named[];
};

const inside = ({ options = [], choices = [] }: Named): readonly Named[] => [...options, ...choices];

/** The commands, their parts, options and choices, whatever holds them. */
function everyNamed(given: readonly Named[]): readonly Named[] {
  return given.flatMap((one) => [one, ...everyNamed(inside(one))]);
}

const LANGUAGES = ['de', 'es-419', 'es-ES', 'fr', 'ja'];

describe('the commands', () => {
  test('the file is what the code makes', () => {
    expect(JSON.parse(readFileSync(join(root, 'manifests/discord-commands.json'), 'utf8'))).toEqual(made());
  });

  test('every command, option and choice has its words in German, Spanish, French and Japanese', () => {
    const all = everyNamed(made());
    expect(all.length).toBe(28);
    for (const { name, description, name_localizations: names, description_localizations: says } of all) {
      expect(Object.keys(names ?? {}).sort(), name).toEqual(LANGUAGES);
      if (description) expect(Object.keys(says ?? {}).sort(), name).toEqual(LANGUAGES);
    }
  });

  test('no two options beside each other have one name, in any language', () => {
    for (const one of everyNamed(made()))
      for (const language of LANGUAGES) {
        const names = inside(one).map(({ name_localizations: words }) => words?.[language]);
        expect(new Set(names).size, `${one.name} in ${language}`).toBe(names.length);
      }
  });

  test('they are for servers where adgen was invited, and for conversations with it alone', () => {
    for (const one of made()) expect(one).toMatchObject({ contexts: [0, 1], integration_types: [0] });
  });
});

let discord: Discord;
beforeEach(async () => {
  discord = await startDiscord({ guilds: [ACME, GLOBEX], limits: null });
});
afterEach(() => discord.close());

const puts = () => discord.calls.filter(({ route }) => route.startsWith('PUT')).length;
const register = (change: Partial<Parameters<typeof registerCommands>[0]> = {}) =>
  registerCommands({ ...wherever(discord), guildId: null, ...change });

describe('registering', () => {
  test.each([
    ['everywhere', null],
    ['in one server', ACME.id],
  ])('%s: once it changes something, then nothing is sent any more', async (_, guildId) => {
    await expect(isRegistered({ ...wherever(discord), guildId })).resolves.toBe(false);
    await expect(register({ guildId })).resolves.toBe('changed');
    await expect(register({ guildId })).resolves.toBe('same');
    await expect(isRegistered({ ...wherever(discord), guildId })).resolves.toBe(true);
    expect(puts()).toBe(1);
    expect(discord.commands(guildId ?? 'global').map(({ name }) => name)).toEqual(['ad', 'Make an ad from this']);
    expect(discord.commands(GLOBEX.id)).toEqual([]);
    expect(discord.faults).toEqual([]);
  });

  test('what somebody else registered, or an older adgen, is replaced', async () => {
    const [ad, menu] = made();
    const older = [
      [ad],
      [ad, menu, { ...menu, name: 'Another' }],
      [{ ...ad, description: 'Older' }, menu],
      [{ ...ad, name_localizations: { ...ad.name_localizations, de: 'anzeige' } }, menu],
      [{ ...ad, options: ad.options.slice(1) }, menu],
      [{ ...ad, contexts: [0] }, menu],
      [ad, { ...menu, default_member_permissions: '8' }],
    ];
    for (const body of older) {
      await fetch(`${discord.api}/v10/applications/${discord.app.id}/commands`, {
        method: 'PUT',
        headers: { authorization: `Bot ${discord.token()}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await expect(register()).resolves.toBe('changed');
      await expect(register()).resolves.toBe('same');
    }
    expect(discord.faults).toEqual([]);
  });

  test('people read them in their own language', async () => {
    await register();
    const shown = (who: string) =>
      discord.person(who).commands(who === 'gil' ? GLOBEX.channels[0].id : ACME.channels[0].id);
    expect(shown('cat').map((one) => one.shown)).toEqual(['werbespot', 'Werbespot daraus machen']);
    expect(shown('gil').map((one) => one.shown)).toEqual(['広告', 'これで広告を作る']);
  });

  test.each([
    ['a token that Discord refuses', { token: 'MTUw.wrong.token-nobody-has' }, /DISCORD_TOKEN.*Reset Token/],
    ['the number of another app', { applicationId: '150000000000000999' }, /DISCORD_APPLICATION_ID/],
    [
      'a server that is not there',
      { guildId: '110000000000000999' },
      /invites adgen with this link: https:\/\/discord/,
    ],
  ])('%s: says what to do', async (_, change, say) => {
    await expect(register(change)).rejects.toMatchObject({
      code: 'set-up',
      message: expect.stringMatching(say),
    });
  });

  test('a server that adgen was taken out of: says how it is invited', async () => {
    discord.owner.kick(ACME.id);
    await expect(register({ guildId: ACME.id })).rejects.toMatchObject({
      code: 'set-up',
      message: expect.stringMatching(/client_id=150000000000000001&scope=bot\+applications\.commands&permissions=\d+/),
    });
  });

  test('where nobody answers, another try can help', async () => {
    await expect(register({ apiUrl: 'http://127.0.0.1:9/api' })).rejects.toMatchObject({ code: 'step-failed' });
  });
});
