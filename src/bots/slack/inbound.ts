/** What Slack tells of conversations, as events of the core: stored before Slack is told that it arrived. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Receiving } from '../platform.ts';
import type { Window } from '../window.ts';
import type { Workspace, Workspaces } from './clients.ts';
import { attachmentOf } from './fetch-file.ts';
import { readText } from './mrkdwn.ts';
import { idIn, messageKey, threadIdOf, workspaceOf } from './names.ts';
import type { People } from './people.ts';
import type { Speakers } from './speakers.ts';

export type InboundNeeds = Receiving & {
  readonly window: Pick<Window, 'knows'>;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly speakers: Pick<Speakers, 'heard'>;
};

const Said = z.looseObject({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  thread_ts: z.string().optional(),
  text: z.string().catch(''),
  files: z.array(z.looseObject({ id: z.string() })).catch([]),
  edited: z.object({ ts: z.string() }).optional(),
});

const Message = Said.extend({
  type: z.enum(['message', 'app_mention']),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
});
const Changed = z.looseObject({ channel: z.string(), message: Said, previous_message: Said });
const Deleted = z.looseObject({ channel: z.string(), deleted_ts: z.string() });
const Stopped = z.looseObject({
  type: z.literal('agent_session_stopped'),
  channel: z.string(),
  user: z.string(),
  thread_ts: z.string(),
  event_ts: z.string(),
});
const Envelope = z.looseObject({
  type: z.literal('event_callback'),
  team_id: z.string(),
  event: z.looseObject({ type: z.string(), subtype: z.string().optional() }),
});

/** People say something with these alone; everything else is Slack's own, or an app's. */
const SPOKEN: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast'];

/** Throws when it could not be stored: then Slack must not be told that it arrived. What is no conversation is left alone. */
export async function takeEvent(body: unknown, needs: InboundNeeds): Promise<void> {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return;
  const { team_id: team, event } = envelope.data;
  if (event.type === 'agent_session_stopped') return takeStop(team, event, needs);
  if (event.type !== 'message' && event.type !== 'app_mention') return;
  if (event.subtype === 'message_changed') return takeChange(team, event, needs);
  if (event.subtype === 'message_deleted') return takeDeletion(team, event, needs);
  if (SPOKEN.includes(event.subtype)) await takeMessage(team, event, needs);
}

async function takeMessage(team: string, event: unknown, needs: InboundNeeds): Promise<void> {
  const parsed = Message.safeParse(event);
  if (!parsed.success) return;
  const said = parsed.data;
  const workspace = await needs.workspaces.find(team);
  const { user } = said;
  if (user === undefined || user === workspace.botUserId || said.bot_id !== undefined) return;
  const place = { team, channel: said.channel, root: said.thread_ts ?? said.ts };
  if (!(await isForUs(said, threadIdOf(place), workspace, needs))) return;
  needs.speakers.heard(threadIdOf(place), user);
  await needs.receive({
    ...(await whoSays(team, user, workspace.client, needs.people)),
    key: messageKey(team, said.channel, said.ts),
    threadId: threadIdOf(place),
    what: {
      kind: 'message',
      text: readText(said.text, workspace.botUserId),
      attachments: said.files.slice(0, 20).map((file) => attachmentOf(file, team)),
    },
  });
}

/** A message to the app alone, one that names it, or a reply where it takes part. */
async function isForUs(
  { type, channel_type, text, channel }: z.infer<typeof Message>,
  threadId: string,
  { botUserId }: Workspace,
  { window }: InboundNeeds,
): Promise<boolean> {
  if (type === 'app_mention' || channel_type === 'im' || channel.startsWith('D')) return true;
  return text.includes(`<@${botUserId}>`) || window.knows(threadId);
}

async function whoSays(team: string, user: string, client: WebClient, people: People) {
  const [userName, groups] = await Promise.all([
    people.nameOf(client, team, user),
    people.groupsOf(client, team, user),
  ]);
  const named = { platform: 'slack', workspace: workspaceOf(team), userId: idIn(team, user), userName };
  return { ...named, groups: [...groups] };
}

/** Slack tells of previews and of our own edits in the same way: only a writer's other words count. */
async function takeChange(team: string, event: unknown, { amend, workspaces }: InboundNeeds): Promise<void> {
  const parsed = Changed.safeParse(event);
  if (!parsed.success) return;
  const { channel, message, previous_message: before } = parsed.data;
  if (message.edited === undefined || message.edited.ts === before.edited?.ts || message.text === before.text) return;
  const { botUserId } = await workspaces.find(team);
  if (message.user === botUserId || message.bot_id !== undefined) return;
  const key = messageKey(team, channel, message.ts);
  await amend(key, { text: readText(message.text, botUserId), editedKey: `${key}:edited:${message.edited.ts}` });
}

async function takeDeletion(team: string, event: unknown, { amend }: InboundNeeds): Promise<void> {
  const parsed = Deleted.safeParse(event);
  if (parsed.success) await amend(messageKey(team, parsed.data.channel, parsed.data.deleted_ts), 'deleted');
}

/** Slack's own stop button of an agent's thread. */
async function takeStop(team: string, event: unknown, needs: InboundNeeds): Promise<void> {
  const parsed = Stopped.safeParse(event);
  if (!parsed.success) return;
  const { channel, user, thread_ts: root, event_ts } = parsed.data;
  const threadId = threadIdOf({ team, channel, root });
  if (!(await needs.window.knows(threadId))) return;
  const { client } = await needs.workspaces.find(team);
  await needs.receive({
    ...(await whoSays(team, user, client, needs.people)),
    key: `slack:${team}:stopped:${channel}:${root}:${event_ts}`,
    threadId,
    what: { kind: 'action', action: 'stop', value: '{}' },
  });
}
