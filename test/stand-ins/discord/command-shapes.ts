/** Commands as an app registers them, with Discord's limits (docs.discord.com, application commands, 2026). */
import { ApplicationCommandType, ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import { z } from 'zod';
import { fileTypes, localised } from './shapes.ts';

/** Small letters where a script has them; digits, dashes, underscores. */
const chatName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, { message: 'String value did not match validation regex.' })
  .refine((name) => name === name.toLowerCase(), {
    message: 'Command name is invalid: it has capitals.',
    params: { code: 'APPLICATION_COMMAND_INVALID_NAME' },
  });
const menuName = z.string().trim().min(1).max(32);
const description = z.string().min(1).max(100);

const named = {
  name: chatName,
  name_localizations: localised(chatName),
  description,
  description_localizations: localised(description),
};

const text = z.string().min(1).max(100);

function choices<Value extends z.ZodType>(value: Value) {
  return z
    .array(z.strictObject({ name: text, name_localizations: localised(text), value }))
    .max(25)
    .optional();
}

const single = { ...named, required: z.boolean().optional() };
const flag = z.boolean().optional();
const bound = z.number().optional();

const values = [
  z.strictObject({
    ...single,
    type: z.literal(Option.String),
    choices: choices(text),
    autocomplete: flag,
    min_length: z.number().int().min(0).max(6000).optional(),
    max_length: z.number().int().min(1).max(6000).optional(),
  }),
  z.strictObject({
    ...single,
    type: z.literal(Option.Integer),
    choices: choices(z.number().int()),
    autocomplete: flag,
    min_value: bound,
    max_value: bound,
  }),
  z.strictObject({
    ...single,
    type: z.literal(Option.Number),
    choices: choices(z.number()),
    autocomplete: flag,
    min_value: bound,
    max_value: bound,
  }),
  z.strictObject({ ...single, type: z.literal(Option.Boolean) }),
  z.strictObject({ ...single, type: z.literal(Option.User) }),
  z.strictObject({ ...single, type: z.literal(Option.Channel), channel_types: z.array(z.number().int()).optional() }),
  z.strictObject({ ...single, type: z.literal(Option.Role) }),
  z.strictObject({ ...single, type: z.literal(Option.Mentionable) }),
  z.strictObject({ ...single, type: z.literal(Option.Attachment), file_types: fileTypes }),
] as const;

type Named = { readonly name: string; readonly type: number; readonly required?: boolean | undefined };

/** What holds for the options of one command, or of one part of it, together. */
function together(given: readonly Named[], context: z.core.$RefinementCtx): void {
  const say = (path: PropertyKey[], code: string, message: string) =>
    context.addIssue({ code: 'custom', path, message, params: { code } });
  const names = given.map(({ name }) => name);
  const firstOptional = given.findIndex(({ required }) => required !== true);
  const late = given.findIndex(
    ({ required }, index) => required === true && firstOptional >= 0 && index > firstOptional,
  );
  const parts = given.filter(({ type }) => type === Option.Subcommand || type === Option.SubcommandGroup);
  if (new Set(names).size < names.length)
    say([], 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option names must be unique');
  if (parts.length > 0 && parts.length < given.length)
    say([], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands and other options cannot be mixed');
  if (late >= 0)
    say(
      [late],
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      'Required options must be placed before non-required options',
    );
  for (const [index, one] of given.entries())
    if (
      'autocomplete' in one &&
      one.autocomplete === true &&
      'choices' in one &&
      Array.isArray(one.choices) &&
      one.choices.length > 0
    )
      say(
        [index],
        'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_EXCLUSIVE',
        'Options with choices cannot have autocomplete',
      );
}

const options = z
  .array(z.discriminatedUnion('type', [...values]))
  .max(25)
  .superRefine(together)
  .optional();

const sub = z.strictObject({ ...named, type: z.literal(Option.Subcommand), options });
const group = z.strictObject({
  ...named,
  type: z.literal(Option.SubcommandGroup),
  options: z.array(sub).min(1).max(25).superRefine(together),
});

const common = {
  id: z.string().optional(),
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z.array(z.number().int().min(0).max(2)).nullish(),
  integration_types: z.array(z.number().int().min(0).max(1)).nullish(),
  nsfw: z.boolean().nullish(),
};

const chat = z.strictObject({
  ...named,
  ...common,
  type: z.literal(ApplicationCommandType.ChatInput),
  options: z
    .array(z.discriminatedUnion('type', [sub, group, ...values]))
    .max(25)
    .superRefine(together)
    .optional(),
});

const menu = {
  name: menuName,
  name_localizations: localised(menuName),
  ...common,
  // discord.js sends them empty where there can be none.
  description: z.literal('').optional(),
  description_localizations: z.null().optional(),
  options: z.array(z.never()).optional(),
};

/** Without a type it is a chat command. */
export const command = z.preprocess(
  (given) => (typeof given === 'object' && given !== null && !('type' in given) ? { ...given, type: 1 } : given),
  z.discriminatedUnion('type', [
    chat,
    z.strictObject({ ...menu, type: z.literal(ApplicationCommandType.User) }),
    z.strictObject({ ...menu, type: z.literal(ApplicationCommandType.Message) }),
  ]),
);
export type CommandBody = z.output<typeof command>;

/** Names, descriptions and values of a command together: at most 8000 letters, the longest of each translation counted. */
export function lettersIn(given: unknown): number {
  if (Array.isArray(given)) return given.reduce((sum: number, one) => sum + lettersIn(one), 0);
  if (typeof given !== 'object' || given === null) return 0;
  const fields = Object.entries(given);
  return fields.reduce((sum, [key, inner]) => {
    if (key === 'name' || key === 'description' || key === 'value') {
      const other = Object.entries((given as Record<string, unknown>)[`${key}_localizations`] ?? {}); // an object of words, as the schema has it
      return sum + Math.max(String(inner).length, ...other.map(([, words]) => String(words).length));
    }
    return key === 'options' || key === 'choices' ? sum + lettersIn(inner) : sum;
  }, 0);
}
