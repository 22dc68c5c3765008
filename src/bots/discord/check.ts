/** What `adgen doctor` asks Discord: whose token it is, whether the app may hear people, and whether its commands are there. */
import { ApplicationFlags, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { AdgenError } from '../../ad/errors.ts';
import { isRegistered } from './register.ts';
import { restOptions } from './rest.ts';
import { isTokenRefused } from './trouble.ts';

export type DiscordAccess = {
  readonly token: string;
  readonly applicationId: string;
  /** Null: Discord's own. */
  readonly apiUrl: string | null;
};

const App = z.looseObject({ id: z.string(), name: z.string(), flags: z.number().catch(0) });
/** Of an app that is in few servers, and of one that is in many. */
const HEARS = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;

/** Resolves with a line for people; throws `set-up` with what to do. */
export async function checkDiscord(access: DiscordAccess): Promise<string> {
  const { token, applicationId, apiUrl } = access;
  const rest = new REST({ ...restOptions(apiUrl), retries: 0 }).setToken(token);
  const { id, name, flags } = await asked(() => rest.get(Routes.currentApplication()), App);
  if (id !== applicationId)
    throw new AdgenError('set-up', `DISCORD_APPLICATION_ID is not the app of DISCORD_TOKEN: that is ${id} (${name}).`);
  if ((flags & HEARS) === 0)
    throw new AdgenError(
      'set-up',
      'Discord does not let adgen read what people write: switch on “Message Content Intent” (Developer Portal, your app, Bot).',
    );
  const servers = (await asked(() => rest.get(Routes.userGuilds()), z.array(z.unknown()))).length;
  const where = `${name}, in ${servers === 1 ? 'one server' : `${servers} servers`}`;
  const hasCommands = await isRegistered({ ...access, guildId: null });
  return hasCommands ? where : `${where}; its commands are not registered everywhere yet: adgen manifests --register`;
}

async function asked<T>(ask: () => Promise<unknown>, shape: z.ZodType<T>): Promise<T> {
  try {
    return shape.parse(await ask());
  } catch (cause) {
    const why = isTokenRefused(cause)
      ? 'Discord does not accept DISCORD_TOKEN. Take a new one: Developer Portal, your app, Bot, Reset Token.'
      : 'Discord could not be reached. Check the network, and DISCORD_API_URL if it is set.';
    throw new AdgenError('set-up', why, { cause });
  }
}
