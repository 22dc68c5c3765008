/** What a request says about a message: read strictly, with the limits of Discord (docs.discord.com, messages, 2026). */
import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { modernComponents, plainComponents } from './component-shapes.ts';
import type { Upload } from './files.ts';
import { readForm } from './form.ts';
import { type Issue, refuseForm } from './refusal.ts';
import { httpUrl, snowflake } from './shapes.ts';

const media = z.looseObject({ url: httpUrl });

const embed = z
  .strictObject({
    title: z.string().max(256).optional(),
    type: z.string().optional(),
    description: z.string().max(4096).optional(),
    url: httpUrl.optional(),
    timestamp: z.string().optional(),
    color: z.number().int().min(0).max(0xff_ff_ff).nullish(),
    footer: z.looseObject({ text: z.string().max(2048), icon_url: httpUrl.optional() }).optional(),
    image: media.optional(),
    thumbnail: media.optional(),
    video: z.looseObject({}).optional(),
    provider: z.looseObject({}).optional(),
    author: z
      .looseObject({ name: z.string().max(256), url: httpUrl.optional(), icon_url: httpUrl.optional() })
      .optional(),
    fields: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(256),
          value: z.string().min(1).max(1024),
          inline: z.boolean().optional(),
        }),
      )
      .max(25)
      .optional(),
  })
  .transform((given) => ({ ...given, type: 'rich' as const }));

const allowedMentions = z
  .strictObject({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
    roles: z.array(snowflake).max(100).optional(),
    users: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .superRefine(({ parse = [], roles = [], users = [] }, context) => {
    const clash = (['users', 'roles'] as const).find(
      (kind) => parse.includes(kind) && (kind === 'users' ? users : roles).length > 0,
    );
    if (clash)
      context.addIssue({
        code: 'custom',
        path: ['parse'],
        message: `parse:["${clash}"] and ${clash}: [ids...] are mutually exclusive.`,
        params: { code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
      });
  });

const attachment = z.strictObject({
  id: z.union([z.string().regex(/^\d{1,20}$/), z.number().int()]).transform(String),
  filename: z.string().max(1024).optional(),
  title: z.string().max(1024).nullish(),
  description: z.string().max(1024).nullish(),
  is_spoiler: z.boolean().optional(),
  duration_secs: z.number().optional(),
  waveform: z.string().optional(),
  // Sent back as they came by programs that pass on what Discord told them:
  content_type: z.string().nullish(),
  size: z.number().nullish(),
  url: z.string().nullish(),
  proxy_url: z.string().nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  ephemeral: z.boolean().nullish(),
  flags: z.number().nullish(),
  placeholder: z.string().nullish(),
  placeholder_version: z.number().nullish(),
});

const body = z.strictObject({
  content: z.string().max(2000).nullish(),
  nonce: z.union([z.string().max(25), z.number().int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  tts: z.boolean().nullish(),
  embeds: z.array(embed).max(10).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  message_reference: z
    .strictObject({
      type: z.number().int().optional(),
      message_id: snowflake,
      channel_id: snowflake.optional(),
      guild_id: snowflake.optional(),
      fail_if_not_exists: z.boolean().optional(),
    })
    .nullish(),
  components: z.array(z.looseObject({ type: z.number() })).nullish(),
  sticker_ids: z.array(snowflake).max(3).nullish(),
  attachments: z.array(attachment).max(10).nullish(),
  flags: z.number().int().nullish(),
  poll: z.looseObject({}).nullish(),
});

export type MessageBody = z.output<typeof body>;

/** A message as somebody wants it: null takes a part away, undefined leaves it (in a new message: there is none). */
export type Draft = Omit<MessageBody, 'components'> & {
  readonly components?: z.output<typeof modernComponents> | null | undefined;
  /** By their number in `files[n]`. */
  readonly uploads: ReadonlyMap<string, Upload>;
};

/** `isModern`: it is, or becomes, a message of Components V2. */
export function readMessage(raw: unknown, uploads: ReadonlyMap<string, Upload>, isModernAlready = false): Draft {
  const given = readForm(body, raw);
  const isModern = isModernAlready || ((given.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const { components, ...rest } = given;
  const letters = (given.embeds ?? []).reduce((sum, one) => sum + lettersOf(one), 0);
  if (letters > 6000)
    refuseForm([
      { path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' },
    ]);
  if (isModern) refuseLegacy(given);
  if (!components) return { ...rest, components, uploads };
  const schema = z.object({ components: isModern ? modernComponents : plainComponents });
  return { ...rest, uploads, components: readForm(schema, { components }).components };
}

const LEGACY = ['content', 'embeds', 'poll', 'sticker_ids'] as const;

function refuseLegacy(given: MessageBody): void {
  const issues = LEGACY.filter((field) => !isEmpty(given[field])).map(
    (field): Issue => ({
      path: [field],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    }),
  );
  if (issues.length > 0) refuseForm(issues);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function lettersOf(given: z.output<typeof embed>): number {
  const fields = (given.fields ?? []).flatMap(({ name, value }) => [name, value]);
  const words = [given.title, given.description, given.footer?.text, given.author?.name, ...fields];
  return words.reduce((sum, one) => sum + (one?.length ?? 0), 0);
}
