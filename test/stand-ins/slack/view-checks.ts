/** What Slack asks of a modal or a home tab before it shows it (limits of August 2026). */
import { z } from 'zod';
import { plain } from './block-texts.ts';
import { blockFaults } from './blocks.ts';

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000, { message: 'must be less than 3001 characters' }).optional(),
  callback_id: z.string().max(255, { message: 'must be less than 256 characters' }).optional(),
  external_id: z.string().max(255, { message: 'must be less than 256 characters' }).optional(),
};

const Modal = z.strictObject({
  type: z.literal('modal'),
  ...common,
  title: plain(24),
  close: plain(24).optional(),
  submit: plain(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

const Home = z.strictObject({ type: z.literal('home'), ...common });

/** In Slack's words; none: it can be shown. */
export function viewFaults(given: unknown, type: 'modal' | 'home'): string[] {
  const parsed = (type === 'modal' ? Modal : Home).safeParse(given);
  if (!parsed.success) {
    return parsed.error.issues.map(({ message, path }) => `${message} [json-pointer:/view/${path.join('/')}]`);
  }
  const { blocks } = parsed.data;
  const faults = blockFaults(blocks, type, '/view/blocks');
  const hasInput = z
    .array(z.looseObject({ type: z.string() }))
    .parse(blocks)
    .some((block) => block.type === 'input');
  const submit = 'submit' in parsed.data ? parsed.data.submit : undefined;
  return type === 'modal' && hasInput && !submit
    ? [...faults, 'missing required field: submit [json-pointer:/view]']
    : faults;
}
