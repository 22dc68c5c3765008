/** What the commands say about Discord. */
import { expect, onTestFinished, test } from 'vitest';
import { startDiscord } from '../stand-ins/discord/discord-server.ts';
import { ACME } from '../stand-ins/discord/seeds.ts';
import { runCli } from './run-cli.ts';

async function opened(options: Parameters<typeof startDiscord>[0] = {}) {
  const discord = await startDiscord(options);
  onTestFinished(discord.close);
  const given = {
    DISCORD_API_URL: discord.api,
    DISCORD_TOKEN: discord.token(),
    DISCORD_APPLICATION_ID: discord.app.id,
  };
  return { discord, given };
}

test('manifests prints the commands, and registers them where it is told to, once', async () => {
  const { discord, given } = await opened();
  const printed = JSON.parse((await runCli(['manifests', '--discord'])).stdout);
  expect(printed.map(({ name }: { name: string }) => name)).toEqual(['ad', 'Make an ad from this']);
  for (const say of [/are registered/, /were there already/]) {
    const { code, stdout } = await runCli(['manifests', '--register', ACME.id], given);
    expect(code).toBe(0);
    expect(stdout).toMatch(say);
    expect(stdout).toContain(`client_id=${discord.app.id}`);
  }
  expect((await runCli(['manifests', '--register'], given)).stdout).toContain('every server');
  expect(discord.commands(ACME.id)).toHaveLength(2);
  expect(discord.commands('global')).toHaveLength(2);
  expect(discord.faults).toEqual([]);
});

test.each([
  ['a stranger’s word', ['manifests', '--discord', 'x'], /takes no x/],
  ['no number of a server', ['manifests', '--register', 'acme'], /is not the number of a server/],
])('%s is refused with one sentence', async (_, words, say) => {
  const { given } = await opened();
  const refused = await runCli(words, given);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(say);
});

test('without a token there is nothing to register', async () => {
  expect((await runCli(['manifests', '--register'])).stderr).toMatch(/DISCORD_TOKEN and DISCORD_APPLICATION_ID/);
});

test('doctor asks Discord, and says what is wrong and what to do', async () => {
  const { discord, given } = await opened();
  const line = async (change: Readonly<Record<string, string>> = {}) => {
    const { stdout } = await runCli(['doctor'], { ...given, ...change });
    return stdout.split('\n').find((one) => one.includes('Discord')) ?? stdout;
  };
  expect(await line()).toMatch(/✓ Discord +adgen, in one server; its commands are not registered/);
  await runCli(['manifests', '--register'], given);
  expect(await line()).toMatch(/✓ Discord +adgen, in one server$/);
  expect(await line({ DISCORD_APPLICATION_ID: '150000000000000009' })).toMatch(/✗ Discord +DISCORD_APPLICATION_ID/);
  discord.resetToken();
  expect(await line()).toMatch(/✗ Discord +Discord does not accept DISCORD_TOKEN/);
});

test('doctor says which switch lets it hear people', async () => {
  const { given } = await opened({ privileged: [] });
  const { stdout } = await runCli(['doctor'], given);
  expect(stdout).toMatch(/✗ Discord +.*Message Content Intent/);
});
