/** A person in a workspace: says things, shares files, changes their mind, and uses what the app shows them. */

import { randomUUID } from 'node:crypto';
import type { AgentSessionStoppedEvent, AppHomeOpenedEvent } from '@slack/types';
import { richText, typed } from './compose.ts';
import type { Delivery } from './delivery.ts';
import type { Desk } from './desk.ts';
import { createHands, type Hands } from './hands.ts';
import { change, post, remove } from './posting.ts';
import { shared, type Upload } from './uploads.ts';
import { asView } from './view-methods.ts';
import { dmOf, findMessage, type Message, type Team } from './world.ts';

/** Where something was said: enough to answer it, change it or press in it. */
export type Said = {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  /** The thread's root: for a message that begins one, its own ts. */
  readonly thread: string;
};

export type How = {
  /** The root's ts, or anything that was said in the thread. */
  readonly thread?: string | Said;
  readonly files?: readonly Upload[];
  /** Shown in the channel, too. */
  readonly broadcast?: boolean;
};

export type Person = Hands & {
  readonly id: string;
  /** The channel of their conversation with the app. */
  readonly dmChannel: string;
  /** As typed: `&` and addresses become what Slack makes of them; `<@U…>` and `<!channel>` are mentions. */
  readonly say: (channel: string, text: string, how?: How) => Said;
  /** With `@ad` before it. */
  readonly mention: (channel: string, text: string, how?: How) => Said;
  /** To the app alone. */
  readonly dm: (text: string, how?: How) => Said;
  readonly edit: (said: Said, text: string) => void;
  readonly delete: (said: Said) => void;
  /** Slack unfurls a link in it some time later: a change that nobody made. */
  readonly unfurl: (said: Said) => void;
  /** Clicks on the app: its home or its messages. */
  readonly openHome: (tab?: 'home' | 'messages') => void;
  /** Presses Slack's own stop button of an agent's thread. */
  readonly stopAgent: (said: Said) => void;
};

export function createPerson(desk: Desk, team: Team, user: string, delivery: Pick<Delivery, 'hand'>): Person {
  const known = team.users.get(user);
  if (!known) throw new Error(`No ${user} in ${team.id}.`);
  const dmChannel = dmOf(user);
  const find = (said: Said): Message => {
    const channel = team.channels.get(said.channel);
    const message = channel && findMessage(channel, said.ts);
    if (!message) throw new Error(`Nothing was said in ${said.channel} at ${said.ts}.`);
    return message;
  };
  const say = (channelId: string, text: string, how: How = {}): Said => {
    const channel = team.channels.get(channelId);
    if (!channel?.members.has(user)) throw new Error(`${user} is not in ${channelId}.`);
    if (channel.isArchived) throw new Error(`${channelId} is archived: nobody can write there.`);
    const files = (how.files ?? []).map((upload) => shared(desk, team, user, upload).id);
    const thread = typeof how.thread === 'string' ? how.thread : (how.thread?.thread ?? null);
    const message = post(desk, team, channel, {
      user,
      isBot: false,
      thread,
      text: typed(text),
      blocks: text === '' ? [] : [richText(text, desk.id('b').toLowerCase())],
      files,
      clientId: randomUUID(),
      broadcast: how.broadcast ?? false,
    });
    return { team: team.id, channel: channel.id, ts: message.ts, thread: thread ?? message.ts };
  };
  return {
    ...createHands(desk, team, user, delivery),
    id: user,
    dmChannel,
    say,
    mention: (channel, text, how) => say(channel, `<@${team.bot.userId}> ${text}`, how),
    dm: (text, how) => say(dmChannel, text, how),
    edit: (said, text) =>
      change(desk, team, find(said), { text: typed(text), blocks: [richText(text, desk.id('b').toLowerCase())] }, user),
    delete: (said) => remove(desk, team, find(said)),
    unfurl: (said) => {
      const message = find(said);
      const { edited } = message;
      change(
        desk,
        team,
        message,
        { attachments: [{ id: 1, from_url: 'https://example.com', fallback: 'Example', text: 'Example' }] },
        user,
      );
      message.edited = edited;
    },
    openHome: (tab = 'home') => {
      const stored = team.views.find((one) => one.type === 'home' && one.user === user);
      const event: AppHomeOpenedEvent = {
        type: 'app_home_opened',
        user,
        channel: dmChannel,
        tab,
        ...(stored && tab === 'home'
          ? { view: asView(desk, team, stored) as unknown as NonNullable<AppHomeOpenedEvent['view']> }
          : {}), // Slack sends its answer's shape
        event_ts: desk.ts(),
      };
      desk.tell(team, { event, needs: 'app_home_opened', scope: null });
    },
    stopAgent: ({ channel, thread }) => {
      const event: AgentSessionStoppedEvent = {
        type: 'agent_session_stopped',
        channel,
        user,
        thread_ts: thread,
        streaming_message_ts: [],
        event_ts: desk.ts(),
      };
      desk.tell(team, { event, needs: 'agent_session_stopped', scope: null });
    },
  };
}
