/** Tells Discord of the commands, for one server or for all; what is there already is left alone. */
import { isDeepStrictEqual } from 'node:util';
import { RESTJSONErrorCodes as Code, DiscordAPIError, OAuth2Routes, OAuth2Scopes, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { AdgenError } from '../../ad/errors.ts';
import { discordCommands } from './commands.ts';
import { INVITED_WITH } from './permissions.ts';
import { restOptions } from './rest.ts';
import { codeOf } from './trouble.ts';

export type Registering = {
  readonly token: string;
  readonly applicationId: string;
  /** Null: for every server, and for conversations with the bot alone. */
  readonly guildId: string | null;
  /** Null: Discord's own; as in `http://127.0.0.1:9000/api`. */
  readonly apiUrl: string | null;
};

/** Whether Discord has the commands as they are now. Throws as `registerCommands` does. */
export async function isRegistered(registering: Registering): Promise<boolean> {
  const { guildId } = registering;
  const query = new URLSearchParams({ with_localizations: 'true' });
  const known = await told(registering, (rest, route) => rest.get(route, { query }));
  return isDeepStrictEqual(
    comparable(z.array(z.unknown()).parse(known), guildId),
    comparable(discordCommands(), guildId),
  );
}

/** Throws `set-up` with what to do when Discord refuses, and `step-failed` when it cannot be reached. */
export async function registerCommands(registering: Registering): Promise<'same' | 'changed'> {
  if (await isRegistered(registering)) return 'same';
  await told(registering, (rest, route) => rest.put(route, { body: discordCommands() }));
  return 'changed';
}

/** Where somebody who manages a server adds adgen to it, with its commands and what it needs to be allowed. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: String(INVITED_WITH),
  });
  return `${OAuth2Routes.authorizationURL}?${query}`;
}

/** Whatever is asked can be asked again without harm. */
async function told<T>(registering: Registering, ask: (rest: REST, route: `/${string}`) => Promise<T>): Promise<T> {
  const { token, applicationId, guildId, apiUrl } = registering;
  const rest = new REST(restOptions(apiUrl)).setToken(token);
  const route =
    guildId === null
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  try {
    return await ask(rest, route);
  } catch (error) {
    throw refusalOf(error, registering);
  }
}

/** What a command is; the rest is Discord's own: ids, versions, the application. */
const PARTS = [
  ...['type', 'name', 'name_localizations', 'description', 'description_localizations', 'options', 'choices', 'value'],
  ...['required', 'autocomplete', 'min_value', 'max_value', 'min_length', 'max_length', 'file_types', 'channel_types'],
  ...['default_member_permissions', 'nsfw'],
];
/** Discord keeps these of commands for every server alone. */
const GLOBAL_PARTS = ['contexts', 'integration_types'];

/** The same for what was sent and for what Discord tells of it: without what is empty, in one order. */
function comparable(commands: readonly unknown[], guildId: string | null): unknown {
  const known = new Set([...PARTS, ...(guildId === null ? GLOBAL_PARTS : [])]);
  const essence = (value: unknown, isWords = false): unknown => {
    if (Array.isArray(value)) return inOrder(value).map((one) => essence(one));
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(([key, inner]) => (isWords || known.has(key)) && !isNothing(inner));
    const sorted = kept.toSorted(([one], [other]) => one.localeCompare(other));
    return Object.fromEntries(sorted.map(([key, inner]) => [key, essence(inner, key.endsWith('_localizations'))]));
  };
  return commands.map((one) => JSON.stringify(essence(one))).sort();
}

/** Kinds and places are sets; options and choices stand as people read them. */
function inOrder(list: readonly unknown[]): readonly unknown[] {
  return list.every((one) => typeof one !== 'object') ? list.toSorted() : list;
}

function isNothing(value: unknown): boolean {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return value === null || value === undefined || value === false || value === '' || isEmpty;
}

const TOKEN_REFUSED =
  'Discord does not accept DISCORD_TOKEN. Take a new one: Developer Portal, your app, Bot, Reset Token.';
const OTHER_APP =
  'DISCORD_APPLICATION_ID is not the app of DISCORD_TOKEN. Take it from the Developer Portal: your app, General Information.';

/** The token's own app is another one, and there is none with this id, or it is nobody's number. */
const NOT_OF_THIS_APP: ReadonlySet<number> = new Set([
  Code.UnknownApplication,
  Code.NotAuthorizedToPerformThisActionOnThisApplication,
]);

function notInvited({ applicationId, guildId }: Registering): string {
  const where = guildId === null ? 'your servers' : `the server ${guildId}`;
  return `adgen may not have commands in ${where}. Somebody who manages it invites adgen with this link: ${inviteLink(applicationId)}`;
}

function refusalOf(error: unknown, registering: Registering): AdgenError {
  const setUp = (say: string) => new AdgenError('set-up', say, { cause: error });
  if (!(error instanceof DiscordAPIError))
    return new AdgenError('step-failed', 'Discord could not be reached, so no command was registered. Try again.', {
      cause: error,
    });
  const code = codeOf(error) ?? 0;
  if (error.status === 401) return setUp(TOKEN_REFUSED);
  if (NOT_OF_THIS_APP.has(code)) return setUp(OTHER_APP);
  if (error.status === 403 || code === Code.UnknownGuild) return setUp(notInvited(registering));
  if (error.status >= 500 || error.status === 429)
    return new AdgenError('step-failed', 'Discord does not take commands just now. Try again in a minute.', {
      cause: error,
    });
  return setUp(`Discord does not take the commands: ${error.message}`);
}
