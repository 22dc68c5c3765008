/** The events Slack sends about messages, in Slack's own shapes. */
import type {
  AppMentionEvent,
  FileShareMessageEvent,
  GenericMessageEvent,
  MessageChangedEvent,
  MessageDeletedEvent,
} from '@slack/types';
import type { Desk, Happening } from './desk.ts';
import { asMessage, filesOf } from './message-shape.ts';
import type { Channel, Message, Team } from './world.ts';

const SUBSCRIPTION = {
  public: ['message.channels', 'channels:history', 'channel'],
  private: ['message.groups', 'groups:history', 'group'],
  mpim: ['message.mpim', 'mpim:history', 'mpim'],
  im: ['message.im', 'im:history', 'im'],
} as const;

/** Whoever is in the channel hears of it, the app through its bot; a mention is told once more, as `app_mention`. */
export function tellPosted(desk: Desk, team: Team, message: Message): void {
  const channel = team.channels.get(message.channel);
  if (!channel?.members.has(team.bot.userId)) return;
  if (channel.kind !== 'im' && !message.isBot && message.text.includes(`<@${team.bot.userId}>`)) {
    desk.tell(team, { event: mention(desk, team, message), needs: 'app_mention', scope: 'app_mentions:read' });
  }
  desk.tell(team, about(channel, posted(desk, team, channel, message)));
}

export function tellChanged(desk: Desk, team: Team, message: Message, before: GenericMessageEvent): void {
  const channel = team.channels.get(message.channel);
  if (!channel?.members.has(team.bot.userId)) return;
  const ts = desk.ts();
  const event: MessageChangedEvent = {
    type: 'message',
    subtype: 'message_changed',
    message: posted(desk, team, channel, message),
    previous_message: before,
    channel: channel.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: SUBSCRIPTION[channel.kind][2],
  };
  desk.tell(team, about(channel, event));
}

export function tellDeleted(desk: Desk, team: Team, message: Message, before: GenericMessageEvent): void {
  const channel = team.channels.get(message.channel);
  if (!channel?.members.has(team.bot.userId)) return;
  const ts = desk.ts();
  const event: MessageDeletedEvent = {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: before,
    channel: channel.id,
    hidden: true,
    deleted_ts: message.ts,
    ts,
    event_ts: ts,
    channel_type: SUBSCRIPTION[channel.kind][2],
  };
  desk.tell(team, about(channel, event));
}

function about(channel: Channel, event: Happening['event']): Happening {
  const [needs, scope] = SUBSCRIPTION[channel.kind];
  return { event, needs, scope };
}

/** As it stands now: also what `previous_message` is made of, before a change. */
export function posted(desk: Desk, team: Team, channel: Channel, message: Message): GenericMessageEvent {
  const shape = asMessage(desk, team, message, true);
  const type: FileShareMessageEvent['subtype'] | undefined = message.files.length > 0 ? 'file_share' : undefined;
  const subtype = message.broadcast ? 'thread_broadcast' : type;
  const event = {
    ...shape,
    ...(subtype ? { subtype } : {}),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: SUBSCRIPTION[channel.kind][2],
  };
  return event as unknown as GenericMessageEvent; // with files it is a FileShareMessageEvent, whose fields all are here, too
}

function mention(desk: Desk, team: Team, message: Message): AppMentionEvent {
  const { user, ts, text, thread, clientId, blocks } = message;
  const files = filesOf(desk, team, message);
  const event = {
    type: 'app_mention' as const,
    user,
    ts,
    ...(clientId ? { client_msg_id: clientId } : {}),
    text,
    team: team.id,
    ...(thread ? { thread_ts: thread } : {}),
    blocks: [...blocks],
    ...(files.length > 0 ? { files, upload: true, display_as_bot: false } : {}),
    channel: message.channel,
    event_ts: ts,
  };
  return event as AppMentionEvent; // its type asks for thumbnails' and stubs' fields that Slack leaves out where they make no sense
}
