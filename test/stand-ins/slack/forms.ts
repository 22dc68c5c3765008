/** A person with a modal before them: fills it in, sends it, or closes it. */
import type { ViewClosedAction, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import type { Delivery, Parcel } from './delivery.ts';
import { type Desk, pressTrigger, responseUrl } from './desk.ts';
import { type Filled, formValues, type Values } from './form-values.ts';
import { Refusal } from './refusal.ts';
import { showBlocks } from './seen.ts';
import { uploadedFor } from './uploads.ts';
import { asView, changeView, checkedView, openView, stackOf } from './view-methods.ts';
import type { StoredView, Team } from './world.ts';

/** What became of a form. `late`: no answer in three seconds, and Slack says "we had some trouble connecting". */
export type Submitted =
  | { readonly result: 'closed' | 'cleared' | 'updated' | 'pushed' | 'late' }
  /** By label, as people read them below the fields. */
  | { readonly result: 'errors'; readonly errors: Readonly<Record<string, string>> };

export type Forms = {
  /**
   * Fills in the open modal, by label or action id, and sends it. Files are given as uploads. Throws, as Slack's client
   * does not let a form go that is not complete.
   */
  readonly submit: (filled?: Filled) => Promise<Submitted>;
  readonly closeModal: () => Promise<void>;
};

const Answer = z.union([
  z.null(),
  z.strictObject({}),
  z.strictObject({ response_action: z.literal('clear') }),
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.strictObject({ response_action: z.enum(['update', 'push']), view: z.unknown() }),
]);

type About = Pick<ViewSubmitAction, 'team' | 'user' | 'api_app_id' | 'token'>;

export function createForms(
  desk: Desk,
  team: Team,
  user: string,
  delivery: Pick<Delivery, 'hand'>,
  about: About,
): Forms {
  const top = (): StoredView => {
    const found = stackOf(team, user).at(-1);
    if (!found) throw new Error(`${user} has no modal open.`);
    return found;
  };
  return {
    submit: async (filled = {}) => {
      const stored = top();
      const { values, problems } = formValues(stored.view.blocks, team, filled, {
        upload: uploadedFor(desk, team, user),
        from: stored.from,
      });
      if (problems.length > 0) throw new Error(`Slack does not send this form: ${problems.join('; ')}`);
      const payload: ViewSubmitAction = {
        type: 'view_submission',
        ...about,
        trigger_id: pressTrigger(desk, team.id, user, stored.from),
        view: asView(desk, team, stored, values) as unknown as ViewSubmitAction['view'], // what Slack calls a view's output
        response_urls: responseUrls(desk, team, user, stored, values),
        is_enterprise_install: false,
      };
      const parcel = await delivery.hand('interactive', payload as unknown as Parcel['payload']); // an object
      return parcel.state === 'done' ? takeAnswer(desk, team, user, stored, parcel.answer) : { result: 'late' };
    },
    closeModal: async () => {
      const stored = top();
      stored.isOpen = false;
      if (stored.view.type !== 'modal' || !stored.view.notify_on_close) return;
      const payload: ViewClosedAction = {
        type: 'view_closed',
        ...about,
        view: asView(desk, team, stored) as unknown as ViewClosedAction['view'], // what Slack calls a view's output
        is_cleared: false,
        is_enterprise_install: false,
      };
      await delivery.hand('interactive', payload as unknown as Parcel['payload']); // an object
    },
  };
}

/** A menu of conversations may ask for an address to answer into the one that was chosen. */
function responseUrls(desk: Desk, team: Team, user: string, stored: StoredView, values: Values) {
  return showBlocks(stored.view.blocks, team).controls.flatMap(({ element, blockId, actionId }) => {
    const { selected_conversation: chosen, selected_channel: channel = chosen } = values[blockId]?.[actionId] ?? {};
    if (element.response_url_enabled !== true || typeof channel !== 'string') return [];
    const url = responseUrl(desk, { team: team.id, channel, user, thread: null, ts: null });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }];
  });
}

/** Bolt answers with nothing, an empty text or an action; anything else is a mistake of the app. */
function takeAnswer(desk: Desk, team: Team, user: string, stored: StoredView, given: unknown): Submitted {
  const parsed = Answer.safeParse(given === '' ? null : given);
  if (!parsed.success) {
    desk.faults.push(`view_submission: an answer that Slack does not know: ${JSON.stringify(given)}`);
    return { result: 'late' };
  }
  const answer = parsed.data;
  if (answer === null || !('response_action' in answer)) {
    stored.isOpen = false;
    return { result: 'closed' };
  }
  switch (answer.response_action) {
    case 'clear':
      for (const one of stackOf(team, user)) one.isOpen = false;
      return { result: 'cleared' };
    case 'errors':
      return { result: 'errors', errors: labelled(desk, stored, answer.errors) };
    default:
      return showNext(desk, team, user, stored, answer);
  }
}

function showNext(
  desk: Desk,
  team: Team,
  user: string,
  stored: StoredView,
  answer: { response_action: 'update' | 'push'; view: unknown },
): Submitted {
  try {
    const next = checkedView(desk, team, answer.view, 'modal');
    if (answer.response_action === 'update') changeView(desk, stored, next);
    else openView(desk, team, { user, channel: stored.from }, next, stored);
    return { result: answer.response_action === 'update' ? 'updated' : 'pushed' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    desk.faults.push(`view_submission: ${error.code} ${JSON.stringify(error.details)}`);
    return { result: 'late' };
  }
}

/** Errors are for input blocks that are in the form, by their block ids. */
function labelled(desk: Desk, stored: StoredView, errors: Readonly<Record<string, string>>): Record<string, string> {
  const labels = new Map(
    stored.view.blocks.flatMap((block) =>
      'label' in block && block.type === 'input' ? [[block.block_id ?? '', block.label.text] as const] : [],
    ),
  );
  const entries = Object.entries(errors).map(([id, text]) => {
    if (!labels.has(id)) desk.faults.push(`view_submission: an error for ${id}, which is no input block of the form`);
    return [labels.get(id) ?? id, text] as const;
  });
  return Object.fromEntries(entries);
}
