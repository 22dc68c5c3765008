/** Looking over people's shoulders: what each of them sees in a workspace, now. */
import type { Desk } from './desk.ts';
import { readMrkdwn } from './mrkdwn.ts';
import { type SeenMessage, type Shown, showBlocks, showMessage } from './seen.ts';
import { stackOf } from './view-methods.ts';
import { type Ephemeral, repliesTo, type Status, type StoredView, type Team } from './world.ts';

export type SeenView = Shown & {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly title: string;
  readonly submit: string | null;
  readonly callbackId: string;
  readonly privateMetadata: string;
};

export type SeenEphemeral = Shown & Pick<Ephemeral, 'ts' | 'channel' | 'thread' | 'user'>;

export type Readers = {
  /** The root and its replies, oldest first; a root that was deleted is left out. */
  readonly thread: (team: string, channel: string, ts: string) => readonly SeenMessage[];
  /** What stands in the channel itself, oldest first. */
  readonly channel: (team: string, channel: string) => readonly SeenMessage[];
  readonly ephemerals: (team: string, user: string) => readonly SeenEphemeral[];
  /** Modals that are open, the lowest first. */
  readonly views: (team: string, user: string) => readonly SeenView[];
  readonly home: (team: string, user: string) => SeenView | null;
  /** What the app says of itself in a thread; null when it says nothing, or said it too long ago. */
  readonly status: (team: string, channel: string, thread: string) => Status | null;
  /** What people are offered to ask, in their conversation with the app. */
  readonly prompts: (team: string, channel: string) => readonly { readonly title: string; readonly message: string }[];
  /** `active`, `processing`, …: of agents.sessions. */
  readonly session: (team: string, channel: string, thread: string) => string | null;
};

export function createReaders(desk: Desk, teamOf: (id: string) => Team): Readers {
  const channelOf = (team: Team, id: string) => {
    const channel = team.channels.get(id);
    if (!channel) throw new Error(`No channel ${id} in ${team.id}.`);
    return channel;
  };
  return {
    thread: (teamId, id, ts) => {
      const team = teamOf(teamId);
      const channel = channelOf(team, id);
      const root = channel.messages.filter((message) => message.ts === ts && !message.isDeleted);
      return [...root, ...repliesTo(channel, ts)].map((message) => showMessage(team, message));
    },
    channel: (teamId, id) => {
      const team = teamOf(teamId);
      const shown = channelOf(team, id).messages.filter(
        ({ thread, isDeleted, broadcast }) => !isDeleted && (thread === null || broadcast),
      );
      return shown.map((message) => showMessage(team, message));
    },
    ephemerals: (teamId, user) => {
      const team = teamOf(teamId);
      return team.ephemerals.filter((one) => one.user === user).map((one) => showEphemeral(one, team));
    },
    views: (teamId, user) => stackOf(teamOf(teamId), user).map((stored) => showView(stored, teamOf(teamId))),
    home: (teamId, user) => {
      const team = teamOf(teamId);
      const stored = team.views.find((one) => one.type === 'home' && one.user === user);
      return stored ? showView(stored, team) : null;
    },
    status: (teamId, channel, thread) => {
      const found = teamOf(teamId).statuses.find((one) => one.channel === channel && one.thread === thread);
      return found && desk.now() - found.atMs < desk.settings.statusMs ? found : null;
    },
    prompts: (teamId, channel) => teamOf(teamId).prompts.find((one) => one.channel === channel)?.prompts ?? [],
    session: (teamId, channel, thread) => teamOf(teamId).sessions.get(`${channel} ${thread}`) ?? null,
  };
}

function showEphemeral(one: Ephemeral, team: Team): SeenEphemeral {
  const { ts, channel, thread, user } = one;
  const blocks = showBlocks(one.blocks, team);
  return { ...blocks, ...(one.blocks.length === 0 ? readMrkdwn(one.text, team) : {}), ts, channel, thread, user };
}

function showView(stored: StoredView, team: Team): SeenView {
  const { view } = stored;
  return {
    ...showBlocks(view.blocks, team),
    id: stored.id,
    type: stored.type,
    title: view.type === 'modal' ? view.title.text : '',
    submit: view.type === 'modal' ? (view.submit?.text ?? null) : null,
    callbackId: view.callback_id ?? '',
    privateMetadata: view.private_metadata ?? '',
  };
}
