/** The form of the approvers: people and user groups who may say yes to what an ad costs. */
import type { App, types, webApi } from '@slack/bolt';
import { z } from 'zod';
import { type Group, groupsIn } from './home-groups.ts';
import { type Keeping, keepAndShow } from './home-keep.ts';
import { mayNameApprovers, type Who } from './home-rights.ts';
import type { ShowHome } from './home-show.ts';
import { HOME } from './home-view.ts';
import { isGroup, slackIdOf } from './home-words.ts';
import { behind } from './modal-behind.ts';
import { inTime, LATE } from './modal-in-time.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { plain } from './modal-view.ts';
import { idIn, workspaceOf } from './names.ts';

const APPROVERS_FORM = 'approvers';
/** Of the three seconds that a trigger lives. */
const READ_MS = 1800;
const MOST_PEOPLE = 50;
const NOT_YOURS = 'Only admins of this workspace, and the people who may approve already, can change this.';

export function addApprovers(app: App, needs: FrontNeeds, show: ShowHome): void {
  app.action({ type: 'block_actions', action_id: HOME.editApprovers }, async ({ ack, body, client, context }) => {
    const opened = open(client, body.trigger_id, context.teamId ?? '', needs);
    behind(opened, needs, 'the form of the approvers could not be opened');
    await ack();
  });
  app.view({ callback_id: APPROVERS_FORM, type: 'view_submission' }, async ({ ack, body, view, client, context }) => {
    const who = { teamId: context.teamId ?? '', userId: body.user.id };
    const unseen = z.array(z.string()).parse(JSON.parse(view.private_metadata));
    const chosen = [...chosenIn(view.state.values), ...unseen];
    const keeping: Keeping = {
      keep: () => keep(client, chosen, who, needs),
      done: 'It is kept who may approve.',
      close: () => ack(),
      refuse: (say) => ack({ response_action: 'errors', errors: { people: say } }),
    };
    await keepAndShow(client, who, keeping, needs, show);
  });
}

async function open(
  client: webApi.WebClient,
  triggerId: string,
  teamId: string,
  { window }: FrontNeeds,
): Promise<void> {
  const [settings, groups] = await Promise.all([
    window.settings(workspaceOf(teamId)),
    inTime(groupsIn(client), READ_MS),
  ]);
  const chosen = settings.approvers.map(slackIdOf);
  await client.views.open({ trigger_id: triggerId, view: approversForm(chosen, groups === LATE ? [] : groups) });
}

/** The form may have been opened before somebody took the right away. */
async function keep(
  client: webApi.WebClient,
  chosen: readonly string[],
  who: Who,
  needs: FrontNeeds,
): Promise<string | null> {
  const workspace = workspaceOf(who.teamId);
  const before = await needs.window.settings(workspace);
  if (!(await mayNameApprovers(client, who, before, needs))) return NOT_YOURS;
  const approvers = [...new Set(chosen)].map((id) => idIn(who.teamId, id));
  await needs.window.putSettings(workspace, { approvers }, idIn(who.teamId, who.userId));
  return null;
}

const Values = z.record(
  z.string(),
  z.record(
    z.string(),
    z.looseObject({
      selected_users: z.array(z.string()).nullish(),
      selected_options: z.array(z.looseObject({ value: z.string() })).nullish(),
    }),
  ),
);

function chosenIn(state: unknown): readonly string[] {
  const values = Values.parse(state);
  const people = values.people?.people?.selected_users ?? [];
  const groups = values.groups?.groups?.selected_options ?? [];
  return [...people, ...groups.map(({ value }) => value)];
}

/** Groups that the form cannot show (the workspace hides them, or there are too many) stay chosen. */
function approversForm(chosen: readonly string[], groups: readonly Group[]): types.ModalView {
  const unseen = chosen.filter((id) => isGroup(id) && !groups.some((group) => group.id === id));
  return {
    type: 'modal',
    callback_id: APPROVERS_FORM,
    private_metadata: JSON.stringify(unseen),
    title: plain('Who may approve'),
    submit: plain('Keep'),
    close: plain('Cancel'),
    blocks: [
      { type: 'section', text: plain('Whoever begins an ad may always say yes to its price. Who else may?') },
      peopleField(chosen.filter((id) => !isGroup(id))),
      ...(groups.length === 0 ? [] : [groupsField(groups, chosen)]),
    ],
  };
}

function peopleField(chosen: readonly string[]): types.InputBlock {
  const element: types.MultiUsersSelect = {
    type: 'multi_users_select',
    action_id: 'people',
    max_selected_items: MOST_PEOPLE,
    placeholder: plain('Choose people'),
    ...(chosen.length === 0 ? {} : { initial_users: [...chosen] }),
  };
  return { type: 'input', block_id: 'people', label: plain('People'), optional: true, element };
}

function groupsField(groups: readonly Group[], chosen: readonly string[]): types.InputBlock {
  const options = groups.map(({ id, name }) => ({ text: plain(name.slice(0, 75)), value: id }));
  const initial = options.filter(({ value }) => chosen.includes(value));
  const element: types.MultiStaticSelect = {
    type: 'multi_static_select',
    action_id: 'groups',
    options,
    placeholder: plain('Choose user groups'),
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
  return { type: 'input', block_id: 'groups', label: plain('User groups'), optional: true, element };
}
