/** The form for a new ad: every part of a brief, each with an example, only the brief itself required. Pure. */
import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { BriefForm } from '../../ad/brief-form.ts';
import { Mood } from '../../ad/plan.ts';
import { FIELDS } from './modal-fields.ts';

export const AD_FORM = 'ad_form';

/** What a form remembers from its opening until it is sent; Slack keeps it, at most 3000 characters. */
export const FormMemory = z.strictObject({
  /** The conversation where it was opened; null: it asks. */
  channelId: z.string().nullable(),
  /** Slack's seconds, as in message ids: no message of this form is older. */
  openedTs: z.string(),
});
export type FormMemory = z.infer<typeof FormMemory>;

export type Prefill = Partial<Pick<BriefForm, 'text' | 'brandName' | 'brandColor'>>;

/** Slack's limit of a field (docs.slack.dev, plain_text_input, August 2026). */
const MOST_CHARACTERS = 3000;

const SECONDS = [6, 10, 15, 20, 30, 45, 60] as const;
const USUAL_SECONDS = 15;

export function adForm(memory: FormMemory, prefill: Prefill, note: string | null = null): types.ModalView {
  const long = (prefill.text ?? '').length > MOST_CHARACTERS;
  const notes = [...(note === null ? [] : [note]), ...(long ? [TOO_LONG] : [])];
  return {
    type: 'modal',
    callback_id: AD_FORM,
    private_metadata: JSON.stringify(FormMemory.parse(memory)),
    title: plain('New product ad'),
    submit: plain('Show me a storyboard'),
    close: plain('Cancel'),
    blocks: [...notes.map(context), ...fieldsOf(prefill), ...(memory.channelId === null ? [placeField()] : [])],
  };
}

const TOO_LONG = 'Your text is longer than a form holds, so its end is left out here. You can add it in the thread.';

function fieldsOf({ text, brandName, brandColor }: Prefill): types.InputBlock[] {
  return [
    words(FIELDS.text, 'What is the ad about?', {
      example: 'Our cold-brew coffee in a can: smooth, no sugar, ready for summer. For people on the go.',
      hint: 'A sentence or two: the product, what is good about it, and who it is for.',
      initial: text,
      max: MOST_CHARACTERS,
      isMultiline: true,
      isRequired: true,
    }),
    photoField(),
    words(FIELDS.brandName, 'Brand name', { example: 'Northbrew', initial: brandName, max: 60 }),
    words(FIELDS.brandColor, 'Brand colour', {
      example: 'teal or #4dbac7',
      hint: 'A name such as teal, or a hex value such as #4dbac7.',
      initial: brandColor,
      max: 60,
    }),
    durationField(),
    words(FIELDS.callToAction, 'Call to action', { example: 'Try it today', max: 60 }),
    words(FIELDS.tone, 'Tone', { example: 'fresh and confident', max: 120 }),
    words(FIELDS.language, 'Language on screen', {
      example: 'English',
      hint: 'Left empty, it is the language of your brief.',
      max: 20,
    }),
    moodField(),
  ];
}

type Words = {
  readonly example: string;
  readonly max: number;
  readonly hint?: string;
  readonly initial?: string | null | undefined;
  readonly isMultiline?: boolean;
  readonly isRequired?: boolean;
};

function words(name: string, label: string, { example, hint, initial, max, isMultiline, isRequired }: Words) {
  const element: types.PlainTextInput = {
    type: 'plain_text_input',
    action_id: name,
    placeholder: plain(`For example: ${example}`),
    max_length: max,
    ...(initial ? { initial_value: initial.slice(0, max) } : {}),
    ...(isMultiline ? { multiline: true } : {}),
  };
  return input(name, label, element, { hint, isRequired });
}

function photoField(): types.InputBlock {
  const element: types.FileInput = {
    type: 'file_input',
    action_id: FIELDS.photo,
    filetypes: ['png', 'jpg', 'jpeg', 'webp'],
    max_files: 1,
  };
  const hint = 'PNG, JPG or WebP, the whole product in the picture. You can also drop it into the thread later.';
  return input(FIELDS.photo, 'Product photo', element, { hint });
}

function durationField(): types.InputBlock {
  const options = SECONDS.map((seconds) => option(`${seconds} seconds`, String(seconds)));
  const initial = options[SECONDS.indexOf(USUAL_SECONDS)];
  const element: types.StaticSelect = {
    type: 'static_select',
    action_id: FIELDS.duration,
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  return input(FIELDS.duration, 'Length', element);
}

function moodField(): types.InputBlock {
  const options = Mood.options.map((mood) => option(`${mood.charAt(0).toUpperCase()}${mood.slice(1)}`, mood));
  const element: types.StaticSelect = {
    type: 'static_select',
    action_id: FIELDS.mood,
    options,
    placeholder: plain('Chosen to fit the brief'),
  };
  return input(FIELDS.mood, 'Music', element);
}

function placeField(): types.InputBlock {
  const element: types.ConversationsSelect = {
    type: 'conversations_select',
    action_id: FIELDS.place,
    default_to_current_conversation: true,
    filter: { include: ['public', 'private', 'im', 'mpim'] },
  };
  const hint =
    'The ad gets a thread of its own there. If I am not in that conversation, I make it in a message to you.';
  return input(FIELDS.place, 'Where', element, { hint, isRequired: true });
}

type Extras = { readonly hint?: string | undefined; readonly isRequired?: boolean | undefined };

function input(name: string, label: string, element: types.InputBlock['element'], extras: Extras = {}) {
  const { hint, isRequired = false } = extras;
  const block: types.InputBlock = {
    type: 'input',
    block_id: name,
    label: plain(label),
    element,
    optional: !isRequired,
  };
  return hint === undefined ? block : { ...block, hint: plain(hint) };
}

function option(text: string, value: string): types.PlainTextOption {
  return { text: plain(text), value };
}

function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [plain(text)] };
}

export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text };
}
