/** Commands as a person finds and fills them in: which are there, with which options, and what is sent to the app. */
import type { APIApplicationCommandBasicOption, APIApplicationCommandOption, Locale } from 'discord-api-types/v10';
import {
  ApplicationCommandType,
  InteractionContextType,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import type { Desk } from './desk.ts';
import type { Upload } from './files.ts';
import { attachmentsOf, giveFile } from './given-file.ts';
import { asUser } from './guild-shapes.ts';
import { permissionsIn } from './permissions.ts';
import { maxFileBytesIn } from './posting.ts';
import type { Channel, Command, StoredFile, User } from './world.ts';

export type OptionValue = string | number | boolean | Upload;

/** Those of the server and those of everywhere that fit here; a server's own hides one of everywhere by the same name. */
export function commandsFor(desk: Desk, person: User, channel: Channel): Command[] {
  const permissions = permissionsIn(desk, channel, person.id);
  const own = channel.guild === null ? [] : (desk.commands.get(channel.guild) ?? []);
  const global = (desk.commands.get('global') ?? []).filter((one) => fitsContext(one, channel));
  const isNew = (one: Command) => !own.some(({ name, type }) => name === one.name && type === one.type);
  const hasBot = channel.guild === null || desk.guilds.get(channel.guild)?.members.has(desk.app.botId) === true;
  return [...own, ...global.filter(isNew)].filter(({ default_member_permissions: needed }) => {
    return hasBot && (needed === null || needed === undefined || (permissions & BigInt(needed)) === BigInt(needed));
  });
}

function fitsContext({ contexts }: Command, channel: Channel): boolean {
  const here = channel.guild === null ? InteractionContextType.BotDM : InteractionContextType.Guild;
  return contexts === null || contexts === undefined || contexts.includes(here);
}

/** As somebody with this language reads it. */
export function localName(one: Pick<Command, 'name' | 'name_localizations'>, locale: Locale): string {
  return one.name_localizations?.[locale] ?? one.name;
}

type Filled = { readonly data: Readonly<Record<string, unknown>>; readonly words: string };

/** `words`: `ad create`. `focused`: the option being typed, for completion; nothing is demanded then. */
export function fillCommand(
  desk: Desk,
  person: User,
  channel: Channel,
  words: string,
  values: Readonly<Record<string, OptionValue>>,
  focused: string | null = null,
): Filled {
  const [name = '', ...parts] = words.split(' ');
  const found = commandsFor(desk, person, channel).find(
    (one) => one.type === ApplicationCommandType.ChatInput && one.name === name,
  );
  if (!found) throw new Error(`${person.name} finds no command /${name} here.`);
  const files: StoredFile[] = [];
  const maxFileBytes = Math.max(person.maxFileBytes, maxFileBytesIn(desk, channel));
  const fill = (options: readonly APIApplicationCommandOption[], left: readonly string[]): unknown[] => {
    const [part, ...rest] = left;
    if (part !== undefined) {
      const inner = options.find((one) => one.name === part);
      if (inner?.type !== Option.Subcommand && inner?.type !== Option.SubcommandGroup)
        throw new Error(`/${words}: there is no "${part}".`);
      return [{ type: inner.type, name: inner.name, options: fill(inner.options ?? [], rest) }];
    }
    const first = options[0]?.type;
    if (first === Option.Subcommand || first === Option.SubcommandGroup)
      throw new Error(`/${words} needs one of its parts.`);
    const basic = options as readonly APIApplicationCommandBasicOption[]; // parts and values are never mixed
    const unknown = Object.keys(values).find((given) => !basic.some((one) => one.name === given));
    if (unknown !== undefined) throw new Error(`/${words} has no option "${unknown}".`);
    const missing = basic.find((one) => one.required === true && !(one.name in values));
    if (missing && focused === null) throw new Error(`/${words} needs "${missing.name}".`);
    return basic.flatMap((one) => {
      const value = values[one.name];
      if (value === undefined) return [];
      const isFocused = one.name === focused;
      const sent = isFocused ? value : sendable(desk, channel, one, value, maxFileBytes, files);
      return [{ type: one.type, name: one.name, value: sent, ...(isFocused ? { focused: true } : {}) }];
    });
  };
  const options = fill(found.options ?? [], parts);
  return {
    words: `/${words}`,
    data: {
      id: found.id,
      name: found.name,
      type: found.type,
      ...(found.guild_id === undefined ? {} : { guild_id: found.guild_id }),
      ...(options.length > 0 ? { options } : {}),
      ...resolvedOf(desk, files, options),
    },
  };
}

function resolvedOf(desk: Desk, files: readonly StoredFile[], options: readonly unknown[]) {
  const users = [...JSON.stringify(options).matchAll(/"type":6,"name":"[^"]*","value":"(\d+)"/g)].flatMap(([, id]) =>
    id !== undefined && desk.users.has(id) ? [[id, asUser(desk, id)] as const] : [],
  );
  const resolved = {
    ...(files.length > 0 ? { attachments: attachmentsOf(desk, files) } : {}),
    ...(users.length > 0 ? { users: Object.fromEntries(users) } : {}),
  };
  return Object.keys(resolved).length > 0 ? { resolved } : {};
}

/** What Discord's window would send for it; what it would refuse is the test's mistake. */
function sendable(
  desk: Desk,
  channel: Channel,
  option: APIApplicationCommandBasicOption,
  value: OptionValue,
  maxFileBytes: number,
  files: StoredFile[],
): string | number | boolean {
  const fail = (words: string): never => {
    throw new Error(`Option "${option.name}" ${words}.`);
  };
  if (typeof value === 'object') {
    if (option.type !== Option.Attachment) return fail('takes no file');
    const types = 'file_types' in option ? option.file_types : undefined;
    const file = giveFile(desk, channel.id, value, { types, maxFileBytes });
    files.push(file);
    return file.id;
  }
  if (option.type === Option.Attachment) return fail('takes a file');
  if ('choices' in option && option.choices && !option.choices.some((one) => one.value === value))
    return fail(`has no choice ${value}`);
  if (option.type === Option.String) {
    if (
      typeof value !== 'string' ||
      value.length < (option.min_length ?? 0) ||
      value.length > (option.max_length ?? 6000)
    )
      return fail('has a length that is not allowed');
  }
  if (option.type === Option.Integer || option.type === Option.Number) {
    const { min_value = -Infinity, max_value = Infinity } =
      'min_value' in option || 'max_value' in option ? option : {};
    if (typeof value !== 'number' || value < min_value || value > max_value) return fail('is out of its bounds');
    if (option.type === Option.Integer && !Number.isInteger(value)) return fail('takes whole numbers');
  }
  return value;
}
