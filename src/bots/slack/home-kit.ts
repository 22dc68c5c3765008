/** The form of the brand kit: a name and a colour that every new ad of the workspace begins with. */
import type { App, types, webApi } from '@slack/bolt';
import { z } from 'zod';
import { Brief } from '../../ad/brief.ts';
import { type Keeping, keepAndShow } from './home-keep.ts';
import type { ShowHome } from './home-show.ts';
import { HOME } from './home-view.ts';
import { behind } from './modal-behind.ts';
import { inTime, LATE } from './modal-in-time.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { plain } from './modal-view.ts';
import { idIn, workspaceOf } from './names.ts';

const KIT_FORM = 'brand_kit';
/** Of the three seconds that a trigger lives. */
const READ_MS = 1500;

type Kit = { readonly brandName: string; readonly brandColor: string };

export function addKit(app: App, needs: FrontNeeds, show: ShowHome): void {
  app.action({ type: 'block_actions', action_id: HOME.editKit }, async ({ ack, body, client, context }) => {
    const opened = open(client, body.trigger_id, context.teamId ?? '', needs);
    behind(opened, needs, 'the form of a brand kit could not be opened');
    await ack();
  });
  app.view({ callback_id: KIT_FORM, type: 'view_submission' }, async ({ ack, body, view, client, context }) => {
    const { teamId = '' } = context;
    const userId = body.user.id;
    const { kit, errors } = readKit(view.state.values);
    if (kit === null) return ack({ response_action: 'errors', errors });
    const keeping: Keeping = {
      keep: async () => {
        await needs.window.putKit(workspaceOf(teamId), kit, idIn(teamId, userId));
        return null;
      },
      done: 'The brand kit is kept. New ads begin with it.',
      close: () => ack(),
      refuse: (say) => ack({ response_action: 'errors', errors: { brandName: say } }),
    };
    await keepAndShow(client, { teamId, userId }, keeping, needs, show);
  });
}

async function open(
  client: webApi.WebClient,
  triggerId: string,
  teamId: string,
  { window }: FrontNeeds,
): Promise<void> {
  const kit = await inTime(window.kit(workspaceOf(teamId)), READ_MS);
  await client.views.open({ trigger_id: triggerId, view: kitForm(kit === LATE ? null : kit) });
}

const Field = z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() })));

function readKit(
  state: unknown,
): { readonly kit: Kit; readonly errors: null } | { readonly kit: null; readonly errors: Record<string, string> } {
  const values = Field.parse(state);
  const given = (name: 'brandName' | 'brandColor') => Brief.shape[name].safeParse(values[name]?.[name]?.value ?? '');
  const [brandName, brandColor] = [given('brandName'), given('brandColor')];
  if (brandName.success && brandColor.success)
    return { kit: { brandName: brandName.data, brandColor: brandColor.data }, errors: null };
  const errors = Object.entries({ brandName, brandColor }).flatMap(([name, { error }]) =>
    error === undefined ? [] : [[name, error.issues[0]?.message ?? 'This cannot be used.']],
  );
  return { kit: null, errors: Object.fromEntries(errors) };
}

function kitForm(kit: Kit | null): types.ModalView {
  return {
    type: 'modal',
    callback_id: KIT_FORM,
    title: plain('Brand kit'),
    submit: plain('Keep'),
    close: plain('Cancel'),
    blocks: [
      field('brandName', 'Brand name', 'As it is to stand in the ads.', kit?.brandName),
      field('brandColor', 'Brand colour', 'A name such as teal, or a hex value such as #4dbac7.', kit?.brandColor),
    ],
  };
}

function field(name: string, label: string, hint: string, initial: string | undefined): types.InputBlock {
  const element: types.PlainTextInput = {
    type: 'plain_text_input',
    action_id: name,
    max_length: 60,
    ...(initial ? { initial_value: initial.slice(0, 60) } : {}),
  };
  return { type: 'input', block_id: name, label: plain(label), hint: plain(hint), element };
}
