/** What people press, choose and fill in inside Slack's blocks, with the published limits (August 2026). */
import { z } from 'zod';
import { AnyOption, Confirm, OptionGroup, PlainOption, picture, plain, Style, Url, words } from './block-texts.ts';
import { RichText } from './rich-text.ts';

const action = { action_id: words(255).optional() };
const confirm = { confirm: Confirm.optional() };
const focus = { focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plain(150).optional() };
const dispatch = {
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
    .optional(),
};
const many = { max_selected_items: z.number().int().min(1).optional() };
const label = { accessibility_label: words(75).optional() };
const responds = { response_url_enabled: z.boolean().optional() };

function one<Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.strictObject({ type: z.literal(type), ...action, ...shape });
}

export const Image = picture({ type: z.literal('image'), alt_text: words(2000) });

export const Button = one('button', {
  text: plain(75),
  value: words(2000).optional(),
  url: Url.optional(),
  style: Style.optional(),
  ...confirm,
  ...label,
});

const feedback = z.strictObject({ text: plain(75), value: words(2000), ...label });
export const FeedbackButtons = one('feedback_buttons', { positive_button: feedback, negative_button: feedback });
export const IconButton = one('icon_button', {
  icon: words(75),
  text: plain(75),
  value: words(2000).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
  ...confirm,
  ...label,
});

const filter = {
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
};

const options = z.array(PlainOption).min(1).max(100).optional();
const groups = z.array(OptionGroup).min(1).max(100).optional();
const usual = { ...confirm, ...focus, ...placeholder };
const ids = z.array(z.string()).optional();

export const choices = [
  one('static_select', { options, option_groups: groups, initial_option: PlainOption.optional(), ...usual }),
  one('multi_static_select', {
    options,
    option_groups: groups,
    initial_options: z.array(PlainOption).optional(),
    ...usual,
    ...many,
  }),
  one('users_select', { initial_user: z.string().optional(), ...usual }),
  one('multi_users_select', { initial_users: ids, ...usual, ...many }),
  one('conversations_select', {
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    ...filter,
    ...usual,
    ...responds,
  }),
  one('multi_conversations_select', {
    initial_conversations: ids,
    default_to_current_conversation: z.boolean().optional(),
    ...filter,
    ...usual,
    ...many,
  }),
  one('channels_select', { initial_channel: z.string().optional(), ...usual, ...responds }),
  one('multi_channels_select', { initial_channels: ids, ...usual, ...many }),
  one('radio_buttons', {
    options: z.array(AnyOption).min(1).max(10),
    initial_option: AnyOption.optional(),
    ...confirm,
    ...focus,
  }),
  one('checkboxes', {
    options: z.array(AnyOption).min(1).max(10),
    initial_options: z.array(AnyOption).min(1).optional(),
    ...confirm,
    ...focus,
  }),
  one('datepicker', { initial_date: z.iso.date().optional(), ...usual }),
  one('timepicker', { initial_time: z.string().optional(), timezone: z.string().optional(), ...usual }),
  one('datetimepicker', { initial_date_time: z.number().int().optional(), ...confirm, ...focus }),
] as const;

export const Overflow = one('overflow', { options: z.array(PlainOption).min(1).max(5), ...confirm });

const numeric = z.string().regex(/^-?\d+(\.\d+)?$/);

export const inputs = [
  one('plain_text_input', {
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
    ...dispatch,
    ...focus,
    ...placeholder,
  }),
  one('number_input', {
    is_decimal_allowed: z.boolean(),
    initial_value: numeric.optional(),
    min_value: numeric.optional(),
    max_value: numeric.optional(),
    ...dispatch,
    ...focus,
    ...placeholder,
  }),
  one('email_text_input', { initial_value: z.string().optional(), ...dispatch, ...focus, ...placeholder }),
  one('url_text_input', { initial_value: z.string().optional(), ...dispatch, ...focus, ...placeholder }),
  one('file_input', {
    filetypes: z
      .array(z.string().regex(/^[a-z0-9]+$/))
      .min(1)
      .optional(),
    max_files: z.number().int().min(1).max(10).optional(),
  }),
  one('rich_text_input', {
    initial_value: RichText.optional(),
    min_lines: z.number().int().min(1).max(100).optional(),
    max_lines: z.number().int().min(1).max(100).optional(),
    ...dispatch,
    ...focus,
    ...placeholder,
  }),
] as const;
