/** Which blocks Slack takes where, and what it says about those it refuses (limits of August 2026). */
import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { Button, choices, FeedbackButtons, IconButton, Image, inputs, Overflow } from './block-elements.ts';
import { anyText, mrkdwn, picture, plain, Url, words } from './block-texts.ts';
import { RichText } from './rich-text.ts';

export type Surface = 'message' | 'modal' | 'home';

const block_id = words(255).optional();

function block<Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.strictObject({ type: z.literal(type), block_id, ...shape });
}

const pressed = z.discriminatedUnion('type', [Button, Overflow, ...choices]);

/** Files and free text need a block of their own, of the kind `input`. */
const filledIn = z.discriminatedUnion('type', [...inputs, ...choices]);

const TaskCard = block('task_card', {
  task_id: words(255),
  title: words(255),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: RichText.optional(),
  output: RichText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url: Url, text: words(255) })).optional(),
});

const Card = block('card', {
  hero_image: Image.optional(),
  icon: Image.optional(),
  title: mrkdwn(150).optional(),
  subtitle: mrkdwn(150).optional(),
  body: mrkdwn(200).optional(),
  actions: z.array(Button).min(1).max(5).optional(),
}).refine(({ hero_image, title, body, actions }) => hero_image ?? title ?? body ?? actions, {
  message: 'needs a hero_image, title, body or actions',
});

/** Loose where zod cannot tell two kinds apart by their type: images are a transformation. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  actions: block('actions', { elements: z.array(pressed).min(1).max(25) }),
  alert: block('alert', {
    text: anyText(3000),
    level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  }),
  card: Card,
  carousel: block('carousel', { elements: z.array(Card).min(1).max(10) }),
  context: block('context', {
    elements: z
      .array(ofType({ image: Image, plain_text: plain(3000), mrkdwn: mrkdwn(3000) }))
      .min(1)
      .max(10),
  }),
  context_actions: block('context_actions', {
    elements: z
      .array(z.discriminatedUnion('type', [FeedbackButtons, IconButton]))
      .min(1)
      .max(5),
  }),
  divider: block('divider', {}),
  header: block('header', { text: plain(150) }),
  image: picture({ type: z.literal('image'), block_id, alt_text: words(2000), title: plain(2000).optional() }),
  input: block('input', {
    label: plain(2000),
    hint: plain(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: filledIn,
  }),
  markdown: block('markdown', { text: words(12_000) }),
  plan: block('plan', { title: words(255), tasks: z.array(TaskCard).max(50).optional() }),
  rich_text: RichText,
  section: block('section', {
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.union([pressed, Image]).optional(),
    expand: z.boolean().optional(),
  }).refine(({ text, fields }) => text ?? fields, { message: 'needs text or fields' }),
  task_card: TaskCard,
};

const ONLY_IN: Readonly<Record<string, readonly Surface[]>> = {
  context_actions: ['message'],
  markdown: ['message'],
  plan: ['message'],
  task_card: ['message'],
  card: ['message'],
  carousel: ['message'],
};

const MOST: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/** In Slack's words, what is wrong with these blocks; none: all is well. */
export function blockFaults(given: unknown, surface: Surface, pointer = '/blocks'): string[] {
  if (!Array.isArray(given)) return [`must be an array [json-pointer:${pointer}]`];
  const most = MOST[surface];
  const count = given.length > most ? [`no more than ${most} items allowed [json-pointer:${pointer}]`] : [];
  const each = given.flatMap((one, index) => faultsOfOne(one, surface, `${pointer}/${index}`));
  return [...count, ...each, ...(each.length === 0 ? faultsTogether(given as KnownBlock[], pointer) : [])]; // each was checked
}

function faultsOfOne(given: unknown, surface: Surface, pointer: string): string[] {
  const type = z.looseObject({ type: z.string() }).safeParse(given);
  if (!type.success) return [`missing required field: type [json-pointer:${pointer}]`];
  const schema = SCHEMAS[type.data.type];
  if (!schema) return [`unsupported type: ${type.data.type} [json-pointer:${pointer}/type]`];
  const places = ONLY_IN[type.data.type];
  if (places && !places.includes(surface))
    return [`unsupported type: ${type.data.type} [json-pointer:${pointer}/type]`];
  if (surface === 'message' && isFileInput(given))
    return [`unsupported type: file_input [json-pointer:${pointer}/element]`];
  const parsed = schema.safeParse(given);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.message} [json-pointer:${[pointer, ...issue.path].join('/')}]`);
}

function isFileInput(given: unknown): boolean {
  const input = z.looseObject({ type: z.literal('input'), element: z.looseObject({ type: z.literal('file_input') }) });
  return input.safeParse(given).success;
}

function faultsTogether(blocks: readonly KnownBlock[], pointer: string): string[] {
  const ids = blocks.flatMap(({ block_id: id }) => id ?? []);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  const has = (type: string) => blocks.some((one) => one.type === type);
  return [
    ...twice.map((id) => `block_id \`${id}\` already exists [json-pointer:${pointer}]`),
    ...blocks.flatMap((one, index) => actionFaults(one, `${pointer}/${index}`)),
    ...(has('plan') && has('task_card') ? [`plan and task_card exclude each other [json-pointer:${pointer}]`] : []),
    ...(blocks.filter(({ type }) => type === 'plan').length > 1
      ? [`more than one plan [json-pointer:${pointer}]`]
      : []),
  ];
}

function actionFaults(one: KnownBlock, pointer: string): string[] {
  const elements = one.type === 'actions' || one.type === 'context_actions' ? one.elements : [];
  const ids = elements.flatMap((element) => ('action_id' in element && element.action_id ? [element.action_id] : []));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return twice.map((id) => `action_id \`${id}\` already exists for block [json-pointer:${pointer}]`);
}

/** Chooses the schema by the field `type`. */
function ofType(schemas: Readonly<Record<string, z.ZodType>>) {
  return z.unknown().superRefine((given, context) => {
    const type = z.looseObject({ type: z.string() }).safeParse(given);
    const schema = type.success ? schemas[type.data.type] : undefined;
    if (!schema) return context.addIssue({ code: 'custom', message: 'unsupported type', path: ['type'] });
    const parsed = schema.safeParse(given);
    if (!parsed.success)
      for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  });
}
