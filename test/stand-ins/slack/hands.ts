/** What a person does with what an app shows: press, choose, command, shortcut, and fill in forms. */
import type { BlockAction, GlobalShortcut, MessageShortcut, SlashCommand } from '@slack/bolt';
import type { AnyBlock } from '@slack/types';
import type { Delivery, Parcel } from './delivery.ts';
import { type Desk, pressTrigger, responseUrl } from './desk.ts';
import { type Filled, type FilledValue, formValues, stateOf } from './form-values.ts';
import { createForms, type Forms } from './forms.ts';
import { asMessage } from './message-shape.ts';
import { type Control, showBlocks } from './seen.ts';
import { uploadedFor } from './uploads.ts';
import { asView, stackOf } from './view-methods.ts';
import { type Channel, type Ephemeral, findMessage, type Message, type StoredView, type Team } from './world.ts';

/** What the app said to a press: nothing within three seconds is `isAcked` false, and people see a warning sign. */
export type Pressed = { readonly isAcked: boolean; readonly ackMs: number | null; readonly answer: unknown };

/** A message, a thread (any message of it is looked at, the newest first), the home tab or the open modal. */
export type Where =
  | { readonly channel: string; readonly ts: string; readonly thread?: string | null }
  | 'home'
  | 'modal';

export type Hands = Forms & {
  /** By what the button says, or by its action id. Without a place: the newest message that has such a button. */
  readonly press: (label: string, where?: Where, filled?: Filled) => Promise<Pressed>;
  /** In a menu outside of forms: an option's words, or ids of people and channels. */
  readonly choose: (label: string, chosen: FilledValue, where?: Where) => Promise<Pressed>;
  readonly command: (command: string, text?: string, channel?: string) => Promise<Pressed>;
  /** A global one, while looking at a channel or at nothing; or one of a message's own menu. */
  readonly shortcut: (
    callbackId: string,
    at?: string | { readonly channel: string; readonly ts: string },
  ) => Promise<Pressed>;
};

function pressedOf(parcel: Parcel): Pressed {
  return { isAcked: parcel.state === 'done', ackMs: parcel.tries.at(-1)?.ackMs ?? null, answer: parcel.answer };
}

type Place = {
  readonly channel: string | null;
  readonly controls: readonly Control[];
  readonly blocks: readonly AnyBlock[];
  readonly facts: (control: Control) => Partial<BlockAction>;
};

export function createHands(desk: Desk, team: Team, user: string, delivery: Pick<Delivery, 'hand'>): Hands {
  const about = {
    user: {
      id: user,
      username: team.users.get(user)?.name ?? '',
      name: team.users.get(user)?.name ?? '',
      team_id: team.id,
    },
    team: { id: team.id, domain: team.domain },
    api_app_id: desk.app.id,
    token: desk.app.verificationToken,
    is_enterprise_install: false,
  };
  const places = createPlaces(desk, team, user);
  const act = async (
    label: string,
    where: Where | undefined,
    filled: Filled,
    action: (control: Control) => object,
  ): Promise<Pressed> => {
    const isIt = (control: Control) => control.label === label || control.actionId === label;
    const place = places(where).find(({ controls }) => controls.some(isIt));
    const control = place?.controls.find(isIt);
    if (!place || !control)
      throw new Error(`${user} sees nothing called ${label}${where ? ` at ${JSON.stringify(where)}` : ''}.`);
    const upload = uploadedFor(desk, team, user);
    const { values, problems } = formValues(place.blocks, team, filled, { upload, from: null });
    const named = problems.filter((problem) => problem.startsWith('there is no field'));
    if (named.length > 0) throw new Error(named.join('; '));
    const payload: BlockAction = {
      type: 'block_actions',
      ...about,
      container: {},
      trigger_id: pressTrigger(desk, team.id, user, place.channel),
      response_url: '',
      state: { values: values as unknown as NonNullable<BlockAction['state']>['values'] }, // form-values makes them in Slack's shape
      ...place.facts(control),
      actions: [
        {
          action_id: control.actionId,
          block_id: control.blockId,
          type: control.type,
          action_ts: desk.ts(),
          ...action(control),
        } as never,
      ], // each kind has its own facts
    };
    return pressedOf(await delivery.hand('interactive', payload as unknown as Parcel['payload'])); // an object, as every payload
  };
  const needs = (scope: string) => {
    if (!team.bot.scopes.includes(scope))
      throw new Error(`The app may not have that in ${team.id}: ${scope} is missing.`);
  };
  return {
    ...createForms(desk, team, user, delivery, about),
    press: (label, where, filled = {}) =>
      act(label, where, filled, ({ element, value }) => ({ text: element.text, ...(value === null ? {} : { value }) })),
    choose: (label, chosen, where) =>
      act(label, where, {}, (control) => {
        const problems: string[] = [];
        const state = stateOf(control, chosen, (given) => given, problems);
        if (problems.length > 0) throw new Error(problems.join('; '));
        return state;
      }),
    command: async (
      command,
      text = '',
      channelId = [...team.channels.values()].find(({ members }) => members.has(user))?.id ?? '',
    ) => {
      needs('commands');
      const channel = team.channels.get(channelId);
      const payload: SlashCommand = {
        token: about.token,
        team_id: team.id,
        team_domain: team.domain,
        channel_id: channelId,
        channel_name:
          channel?.kind === 'im'
            ? 'directmessage'
            : channel?.kind === 'private'
              ? 'privategroup'
              : (channel?.name ?? ''),
        user_id: user,
        user_name: about.user.name,
        command,
        text,
        api_app_id: desk.app.id,
        is_enterprise_install: 'false',
        response_url: responseUrl(desk, { team: team.id, channel: channelId, user, thread: null, ts: null }),
        trigger_id: pressTrigger(desk, team.id, user, channelId),
      };
      const parcel = await delivery.hand('slash_commands', payload);
      whisper(desk, team, user, channelId, parcel.answer);
      return pressedOf(parcel);
    },
    shortcut: async (callbackId, at) => {
      const of = typeof at === 'object' ? at : undefined;
      needs('commands');
      const common = {
        ...about,
        callback_id: callbackId,
        trigger_id: pressTrigger(desk, team.id, user, typeof at === 'string' ? at : (of?.channel ?? null)),
        action_ts: desk.ts(),
      };
      if (!of) {
        const payload: GlobalShortcut = { type: 'shortcut', ...common };
        return pressedOf(await delivery.hand('interactive', payload as unknown as Parcel['payload'])); // an object
      }
      const channel = team.channels.get(of.channel);
      const message = channel && findMessage(channel, of.ts);
      if (!channel || !message) throw new Error(`Nothing was said in ${of.channel} at ${of.ts}.`);
      const payload: MessageShortcut = {
        type: 'message_action',
        ...common,
        message_ts: message.ts,
        response_url: responseUrl(desk, { team: team.id, channel: channel.id, user, thread: message.thread, ts: null }),
        channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
        message: asMessage(desk, team, message, false) as MessageShortcut['message'], // type, user, ts and text among others
      };
      return pressedOf(await delivery.hand('interactive', payload as unknown as Parcel['payload'])); // an object
    },
  };
}

/** A command that is answered with words at once: only who wrote it reads them. */
function whisper(desk: Desk, team: Team, user: string, channel: string, answer: unknown): void {
  const text = typeof answer === 'object' && answer !== null && 'text' in answer ? String(answer.text) : '';
  if (text !== '') team.ephemerals.push({ ts: desk.ts(), channel, thread: null, user, text, blocks: [] });
}

/** Where somebody could press, what is meant first. */
function createPlaces(desk: Desk, team: Team, user: string): (where: Where | undefined) => readonly Place[] {
  const ofView = (stored: StoredView): Place => ({
    channel: stored.from,
    controls: showBlocks(stored.view.blocks, team).controls,
    blocks: stored.view.blocks,
    facts: () => ({
      container: { type: 'view', view_id: stored.id },
      view: asView(desk, team, stored) as unknown as NonNullable<BlockAction['view']>, // what Slack calls a view's output
    }),
  });
  const ofMessage = (channel: Channel, message: Message | Ephemeral): Place => {
    const isEphemeral = !('isBot' in message);
    const { ts, thread } = message;
    return {
      channel: channel.id,
      controls: showBlocks(message.blocks, team).controls,
      blocks: message.blocks,
      facts: () => ({
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: channel.id,
          is_ephemeral: isEphemeral,
          ...(thread ? { thread_ts: thread } : {}),
        },
        channel: {
          id: channel.id,
          name: channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name,
        },
        ...(isEphemeral
          ? {}
          : { message: asMessage(desk, team, message, false) as NonNullable<BlockAction['message']> }), // type, user, ts and text among others
        response_url: responseUrl(desk, { team: team.id, channel: channel.id, user, thread, ts }),
      }),
    };
  };
  return (where) => {
    const modals = stackOf(team, user).toReversed().slice(0, 1).map(ofView);
    if (where === 'modal') return modals;
    if (where === 'home') return team.views.filter((one) => one.type === 'home' && one.user === user).map(ofView);
    const isThere = (message: Message | Ephemeral) =>
      where === undefined ||
      (message.channel === where.channel && (message.ts === where.ts || message.thread === (where.thread ?? where.ts)));
    const seen = [...team.channels.values()]
      .filter(({ members, kind }) => members.has(user) || kind === 'public')
      .flatMap((channel) =>
        channel.messages
          .filter((message) => !message.isDeleted && isThere(message))
          .map((message) => ({ channel, message: message as Message | Ephemeral })),
      );
    const whispered = team.ephemerals
      .filter((one) => one.user === user && isThere(one))
      .flatMap((message) => {
        const channel = team.channels.get(message.channel);
        return channel ? [{ channel, message: message as Message | Ephemeral }] : [];
      });
    const newest = [...seen, ...whispered].sort((one, other) => (one.message.ts < other.message.ts ? 1 : -1));
    const exact = newest.filter(({ message }) => where !== undefined && message.ts === where.ts);
    return [
      ...(where === undefined ? modals : []),
      ...[...exact, ...newest].map(({ channel, message }) => ofMessage(channel, message)),
    ];
  };
}
