/** The components of messages and forms, one schema each, with Discord's limits (docs.discord.com, component reference, 2026). */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { emoji, fileTypes, snowflake } from './shapes.ts';

const id = z.number().int().min(0).max(2_147_483_647).optional();
const customId = z.string().min(1).max(100);
const media = z.looseObject({ url: z.string().min(1).max(2048) });
const description = z.string().min(1).max(1024).nullish();

const button = z
  .strictObject({
    type: z.literal(ComponentType.Button),
    id,
    style: z.number().int().min(1).max(6),
    label: z.string().max(80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    url: z.string().max(512).optional(),
    sku_id: snowflake.optional(),
    disabled: z.boolean().optional(),
  })
  .superRefine((given, context) => {
    const say = (field: string, code: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code } });
    const isLink = given.style === ButtonStyle.Link;
    const isPremium = given.style === ButtonStyle.Premium;
    if (isLink && given.url === undefined) say('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
    if (isLink && given.url !== undefined && !/^(https?|discord):\/\/\S+$/.test(given.url))
      say('url', 'URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https, discord).');
    if ((isLink || isPremium) && given.custom_id !== undefined)
      say(
        'custom_id',
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
    if (!isLink && given.url !== undefined) say('url', 'BUTTON_COMPONENT_URL_FORBIDDEN', 'Only links have a url');
    if (!isLink && !isPremium && given.custom_id === undefined)
      say('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
    if (isPremium && given.sku_id === undefined) say('sku_id', 'BASE_TYPE_REQUIRED', 'This field is required');
    if (!isPremium && !given.label && !given.emoji)
      say('label', 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required');
  });

const choice = {
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().min(1).max(100).optional(),
  default: z.boolean().optional(),
};

const select = {
  id,
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  min_values: z.number().int().min(0).max(25).optional(),
  max_values: z.number().int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
};

const defaults = z
  .array(z.strictObject({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }))
  .max(25)
  .optional();

const stringSelect = z
  .strictObject({
    type: z.literal(ComponentType.StringSelect),
    ...select,
    options: z
      .array(z.strictObject({ ...choice, emoji: emoji.optional() }))
      .min(1)
      .max(25),
  })
  .superRefine(({ options, min_values = 1, max_values = 1 }, context) => {
    const values = options.map(({ value }) => value);
    const say = (path: string, code: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code } });
    if (new Set(values).size < values.length)
      say('options', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used');
    if (max_values > options.length || min_values > max_values)
      say('max_values', 'SELECT_COMPONENT_MAX_VALUES_INVALID', 'More values than options, or fewer than at least');
    if (options.filter((one) => one.default === true).length > max_values)
      say('options', 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'More defaults than values');
  });

const selects = [
  stringSelect,
  z.strictObject({ type: z.literal(ComponentType.UserSelect), ...select, default_values: defaults }),
  z.strictObject({ type: z.literal(ComponentType.RoleSelect), ...select, default_values: defaults }),
  z.strictObject({ type: z.literal(ComponentType.MentionableSelect), ...select, default_values: defaults }),
  z.strictObject({
    type: z.literal(ComponentType.ChannelSelect),
    ...select,
    default_values: defaults,
    channel_types: z.array(z.number().int()).optional(),
  }),
] as const;

const actionRow = z.strictObject({
  type: z.literal(ComponentType.ActionRow),
  id,
  components: z
    .array(z.discriminatedUnion('type', [button, ...selects]))
    .min(1)
    .max(5)
    .superRefine((given, context) => {
      if (given.length > 1 && given.some(({ type }) => type !== ComponentType.Button))
        context.addIssue({
          code: 'custom',
          message: 'A row holds either buttons or one select menu.',
          params: { code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' },
        });
    }),
});

const textDisplay = z.strictObject({
  type: z.literal(ComponentType.TextDisplay),
  id,
  content: z.string().min(1).max(4000),
});
const spoiler = z.boolean().optional();
const thumbnail = z.strictObject({ type: z.literal(ComponentType.Thumbnail), id, media, description, spoiler });
const section = z.strictObject({
  type: z.literal(ComponentType.Section),
  id,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [thumbnail, button]),
});
const gallery = z.strictObject({
  type: z.literal(ComponentType.MediaGallery),
  id,
  items: z.array(z.strictObject({ media, description, spoiler })).min(1).max(10),
});
const file = z.strictObject({
  type: z.literal(ComponentType.File),
  id,
  file: media,
  spoiler,
  name: z.string().optional(),
  size: z.number().optional(),
});
const separator = z.strictObject({
  type: z.literal(ComponentType.Separator),
  id,
  divider: z.boolean().optional(),
  spacing: z.number().int().min(1).max(2).optional(),
});
const container = z.strictObject({
  type: z.literal(ComponentType.Container),
  id,
  accent_color: z.number().int().min(0).max(0xff_ff_ff).nullish(),
  spoiler,
  components: z.array(z.discriminatedUnion('type', [actionRow, textDisplay, section, gallery, separator, file])).min(1),
});

/** Without the flag for Components V2: rows of buttons and menus, no more than five. */
export const plainComponents = z.array(z.discriminatedUnion('type', [actionRow])).max(5);

export const modernComponents = z.array(
  z.discriminatedUnion('type', [actionRow, textDisplay, section, gallery, separator, file, container]),
);

const textInput = z.strictObject({
  type: z.literal(ComponentType.TextInput),
  id,
  custom_id: customId,
  style: z.number().int().min(1).max(2),
  label: z.string().min(1).max(45).optional(),
  min_length: z.number().int().min(0).max(4000).optional(),
  max_length: z.number().int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4000).optional(),
  placeholder: z.string().max(100).optional(),
});

const fileUpload = z.strictObject({
  type: z.literal(ComponentType.FileUpload),
  id,
  custom_id: customId,
  min_values: z.number().int().min(0).max(10).optional(),
  max_values: z.number().int().min(1).max(10).optional(),
  file_types: fileTypes,
  required: z.boolean().optional(),
});

const required = z.boolean().optional();
const radioGroup = z.strictObject({
  type: z.literal(ComponentType.RadioGroup),
  id,
  custom_id: customId,
  options: z.array(z.strictObject(choice)).min(2).max(10),
  required,
});
const checkboxGroup = z.strictObject({
  type: z.literal(ComponentType.CheckboxGroup),
  id,
  custom_id: customId,
  options: z.array(z.strictObject(choice)).min(1).max(10),
  min_values: z.number().int().min(0).max(10).optional(),
  max_values: z.number().int().min(1).max(10).optional(),
  required,
});
const checkbox = z.strictObject({
  type: z.literal(ComponentType.Checkbox),
  id,
  custom_id: customId,
  default: z.boolean().optional(),
});

const label = z.strictObject({
  type: z.literal(ComponentType.Label),
  id,
  label: z.string().min(1).max(45),
  description: z.string().max(100).optional(),
  component: z.discriminatedUnion('type', [textInput, fileUpload, radioGroup, checkboxGroup, checkbox, ...selects]),
});

const oldRow = z.strictObject({
  type: z.literal(ComponentType.ActionRow),
  id,
  components: z.array(textInput).length(1),
});

/** A form: at most five parts (2026). */
export const modal = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [label, textDisplay, oldRow]))
    .min(1)
    .max(5),
});
