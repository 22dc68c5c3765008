/** `adgen manifests`: what Slack and Discord are told of the app: printed to paste, or registered. */
import { AdgenError } from '../ad/errors.ts';
import { slackManifest } from '../bots/slack/manifest.ts';
import type { Config } from '../config.ts';
import type { Context, Terminal } from './context.ts';

export async function manifests(words: readonly string[], { config, terminal }: Context): Promise<number> {
  const [way = '--socket', given, ...more] = words;
  const stranger = more[0] ?? (way === '--discord' ? given : undefined);
  if (!WAYS.includes(way) || stranger !== undefined)
    throw new AdgenError('bad-input', `adgen manifests takes no ${stranger ?? way}. Try: adgen manifests --help`);
  if (way === '--register') return register(given ?? null, config, terminal);
  const manifest = way === '--discord' ? await ofDiscord() : ofSlack(way, given ?? config.publicUrl);
  terminal.out.write(`${JSON.stringify(manifest, null, 2)}\n`);
  return 0;
}

const WAYS = ['--socket', '--http', '--discord', '--register'];

function ofSlack(way: string, address: string | null) {
  return way === '--http'
    ? slackManifest({ mode: 'http', publicUrl: publicAddress(address) })
    : slackManifest({ mode: 'socket', publicUrl: address === null ? null : publicAddress(address) });
}

/** Slack sends people and requests nowhere else. */
function publicAddress(address: string | null): string {
  const url = URL.parse(address ?? '');
  if (url?.protocol === 'https:') return url.href;
  throw new AdgenError(
    'bad-input',
    'Slack needs an address that begins with https. Give it: adgen manifests --http https://ads.example.com',
  );
}

async function ofDiscord() {
  return (await import('../bots/discord/commands.ts')).discordCommands();
}

/** For one server at once, or for all of them. */
async function register(guildId: string | null, { discord }: Config, { out }: Terminal): Promise<number> {
  if (discord === null)
    throw new AdgenError('set-up', 'DISCORD_TOKEN and DISCORD_APPLICATION_ID are not set: whose commands would it be?');
  if (guildId !== null && !/^\d{15,25}$/u.test(guildId))
    throw new AdgenError(
      'bad-input',
      `${guildId} is not the number of a server. Discord copies it from the menu of the server's name, in developer mode.`,
    );
  const { inviteLink, registerCommands } = await import('../bots/discord/register.ts');
  const done = await registerCommands({ ...discord, guildId });
  const where = guildId === null ? 'every server' : `the server ${guildId}`;
  const what = done === 'same' ? 'were there already, the same' : 'are registered';
  out.write(`The commands for ${where} ${what}.\nInvite adgen with: ${inviteLink(discord.applicationId)}\n`);
  return 0;
}
