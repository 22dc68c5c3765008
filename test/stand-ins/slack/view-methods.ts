/** The methods `views.*`: modals that a trigger opens, and the home tab. */
import type { View } from '@slack/types';
import { z } from 'zod';
import type { Desk, Trigger } from './desk.ts';
import { json, type Method, method } from './method.ts';
import { pictureFaults, withIds } from './posting.ts';
import { refuse, refuseWith } from './refusal.ts';
import { viewFaults } from './view-checks.ts';
import type { StoredView, Team } from './world.ts';

const view = json(z.looseObject({ type: z.string() }));
const trigger = { trigger_id: z.string().optional(), interactivity_pointer: z.string().optional() };

export function checkedView(desk: Desk, team: Team, given: unknown, type: 'modal' | 'home'): View {
  const faults = [...viewFaults(given, type), ...pictureFaults(desk, team, given), ...fileInputFaults(team, given)];
  if (faults.length > 0) return refuseWith('invalid_arguments', faults);
  const checked = given as View; // viewFaults has looked at all of it
  return { ...checked, blocks: withIds(desk, checked.blocks as never) }; // of the known kinds
}

/** Forms with files need the permission to read them. */
function fileInputFaults(team: Team, given: unknown): string[] {
  const isMissing = JSON.stringify(given).includes('"type":"file_input"') && !team.bot.scopes.includes('files:read');
  return isMissing ? ['file_input needs the scope files:read [json-pointer:/view/blocks]'] : [];
}

/** Who pressed, as long as the trigger lives: three seconds, and for one view. */
function useTrigger(
  desk: Desk,
  team: Team,
  args: { trigger_id?: string | undefined; interactivity_pointer?: string | undefined },
): Trigger {
  const given = args.trigger_id ?? args.interactivity_pointer;
  if (given === undefined)
    return refuseWith('invalid_arguments', ['missing required field: trigger_id [json-pointer:/trigger_id]']);
  const found = desk.triggers.get(given);
  if (!found || found.team !== team.id) return refuse('invalid_trigger_id');
  if (desk.now() - found.bornMs > desk.settings.triggerMs) return refuse('expired_trigger_id');
  if (found.isUsed) return refuse('exchanged_trigger_id');
  found.isUsed = true;
  return found;
}

/** Open modals of a person, the lowest first. */
export function stackOf(team: Team, user: string): StoredView[] {
  return team.views.filter((one) => one.user === user && one.type === 'modal' && one.isOpen);
}

export function openView(
  desk: Desk,
  team: Team,
  opener: Pick<Trigger, 'user' | 'channel'>,
  checked: View,
  above: StoredView | undefined,
): StoredView {
  const id = desk.id('V');
  const external = checked.external_id;
  if (external && team.views.some((one) => one.isOpen && one.view.external_id === external))
    return refuse('duplicate_external_id');
  const stored: StoredView = {
    id,
    user: opener.user,
    from: opener.channel,
    rootId: above?.rootId ?? id,
    previousId: above?.id ?? null,
    type: 'modal',
    view: checked,
    hash: desk.id('h').toLowerCase(),
    isOpen: true,
  };
  team.views.push(stored);
  return stored;
}

export function changeView(desk: Desk, stored: StoredView, checked: View): void {
  stored.view = checked;
  stored.hash = desk.id('h').toLowerCase();
}

const open = method({
  tier: 4,
  args: { view, ...trigger },
  run: (args, { team }, desk) => {
    const checked = checkedView(desk, team, args.view, 'modal');
    const opener = useTrigger(desk, team, args);
    // A modal that is opened from outside replaces whatever is open.
    for (const one of stackOf(team, opener.user)) one.isOpen = false;
    return { view: asView(desk, team, openView(desk, team, opener, checked, undefined)) };
  },
});

const push = method({
  tier: 4,
  args: { view, ...trigger },
  run: (args, { team }, desk) => {
    const checked = checkedView(desk, team, args.view, 'modal');
    const opener = useTrigger(desk, team, args);
    const stack = stackOf(team, opener.user);
    if (stack.length === 0) return refuse('not_found');
    if (stack.length >= 3) return refuse('push_limit_reached');
    return { view: asView(desk, team, openView(desk, team, opener, checked, stack.at(-1))) };
  },
});

const update = method({
  tier: 4,
  args: { view, view_id: z.string().optional(), external_id: z.string().optional(), hash: z.string().optional() },
  run: (args, { team }, desk) => {
    const stored = team.views.find(
      (one) =>
        one.type === 'modal' &&
        one.isOpen &&
        (one.id === args.view_id || (args.external_id !== undefined && one.view.external_id === args.external_id)),
    );
    if (!stored) return refuse('not_found');
    if (args.hash !== undefined && args.hash !== stored.hash) return refuse('hash_conflict');
    changeView(desk, stored, checkedView(desk, team, args.view, 'modal'));
    return { view: asView(desk, team, stored) };
  },
});

const publish = method({
  tier: 4,
  args: { view, user_id: z.string(), hash: z.string().optional() },
  run: (args, { team }, desk) => {
    if (!team.users.has(args.user_id)) return refuse('user_not_found');
    const checked = checkedView(desk, team, args.view, 'home');
    const stored = team.views.find((one) => one.type === 'home' && one.user === args.user_id);
    if (args.hash !== undefined && stored && args.hash !== stored.hash) return refuse('hash_conflict');
    if (stored) {
      changeView(desk, stored, checked);
      return { view: asView(desk, team, stored) };
    }
    const id = desk.id('V');
    const first: StoredView = {
      id,
      user: args.user_id,
      from: null,
      rootId: id,
      previousId: null,
      type: 'home',
      view: checked,
      hash: desk.id('h').toLowerCase(),
      isOpen: true,
    };
    team.views.push(first);
    return { view: asView(desk, team, first) };
  },
});

/** As in answers and in what people's actions carry. */
export function asView(
  desk: Desk,
  team: Team,
  stored: StoredView,
  values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
) {
  const { view: shown } = stored;
  const buttons =
    shown.type === 'modal'
      ? { close: shown.close ?? null, submit: shown.submit ?? null }
      : { close: null, submit: null };
  return {
    id: stored.id,
    team_id: team.id,
    app_id: desk.app.id,
    app_installed_team_id: team.id,
    bot_id: team.bot.botId,
    type: stored.type,
    title:
      shown.type === 'modal'
        ? { emoji: true, ...shown.title }
        : { type: 'plain_text' as const, text: 'View Title', emoji: true },
    ...buttons,
    blocks: shown.blocks,
    private_metadata: shown.private_metadata ?? '',
    callback_id: shown.callback_id ?? '',
    external_id: shown.external_id ?? '',
    state: { values },
    hash: stored.hash,
    clear_on_close: shown.type === 'modal' ? (shown.clear_on_close ?? false) : false,
    notify_on_close: shown.type === 'modal' ? (shown.notify_on_close ?? false) : false,
    root_view_id: stored.rootId,
    previous_view_id: stored.previousId,
  };
}

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
