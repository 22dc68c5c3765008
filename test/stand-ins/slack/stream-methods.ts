/** The methods that write a message bit by bit: `chat.startStream`, `chat.appendStream`, `chat.stopStream`. */
import { z } from 'zod';
import type { Caller, Desk } from './desk.ts';
import { json, type Method, method, timestamp } from './method.ts';
import { channelToWrite, ownMessage, threadFor } from './places.ts';
import { checkBlocks, contents, metadata, post } from './posting.ts';
import { refuse } from './refusal.ts';
import type { Message } from './world.ts';

const Chunk = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown_text'), text: z.string().min(1).max(12_000) }),
  z.strictObject({
    type: z.literal('task_update'),
    id: z.string().min(1),
    title: z.string().min(1),
    status: z.enum(['pending', 'in_progress', 'complete', 'error']),
    details: z.string().optional(),
    output: z.string().optional(),
    sources: z.array(z.unknown()).optional(),
  }),
  z.strictObject({ type: z.literal('plan_update'), title: z.string().min(1) }),
  z.strictObject({ type: z.literal('blocks'), blocks: z.array(z.unknown()).max(50) }),
]);

const words = { markdown_text: z.string().max(12_000).optional(), chunks: json(z.array(Chunk)).optional() };

function textOf(args: { markdown_text?: string | undefined; chunks?: z.output<typeof Chunk>[] | undefined }): string {
  const chunks = args.chunks ?? [];
  return `${args.markdown_text ?? ''}${chunks.flatMap((chunk) => (chunk.type === 'markdown_text' ? chunk.text : [])).join('')}`;
}

const start = method({
  tier: 2,
  scopes: ['chat:write'],
  args: {
    channel: z.string(),
    thread_ts: timestamp,
    ...words,
    recipient_team_id: z.string().optional(),
    recipient_user_id: z.string().optional(),
    task_display_mode: z.enum(['timeline', 'plan']).optional(),
    icon_emoji: z.string().optional(),
    icon_url: z.string().optional(),
    username: z.string().optional(),
  },
  run: (args, caller, desk) => {
    const { team } = caller;
    const channel = channelToWrite(caller, args.channel);
    if (channel.kind !== 'im' && !args.recipient_user_id) return refuse('missing_recipient_user_id');
    if (channel.kind !== 'im' && !args.recipient_team_id) return refuse('missing_recipient_team_id');
    const thread = threadFor(desk, channel, args.thread_ts);
    const message = post(desk, team, channel, { user: team.bot.userId, isBot: true, thread, text: textOf(args) });
    message.stream = { startedMs: desk.now(), endedMs: null };
    return { channel: channel.id, ts: message.ts };
  },
});

/** Still open: Slack closes a stream after about five minutes, whatever is appended. */
function streaming(desk: Desk, caller: Caller, channelId: string, ts: string): Message {
  const message = ownMessage(caller, channelToWrite(caller, channelId), ts, 'message_not_owned_by_app');
  const { stream } = message;
  const isOpen = stream && stream.endedMs === null && desk.now() - stream.startedMs < desk.settings.streamMs;
  return isOpen ? message : refuse('message_not_in_streaming_state');
}

const append = method({
  tier: 4,
  scopes: ['chat:write'],
  args: { channel: z.string(), ts: timestamp, ...words },
  run: (args, caller, desk) => {
    const message = streaming(desk, caller, args.channel, args.ts);
    message.text += textOf(args);
    return { channel: message.channel, ts: message.ts };
  },
});

const stop = method({
  tier: 2,
  scopes: ['chat:write'],
  args: {
    channel: z.string(),
    ts: timestamp,
    ...words,
    blocks: contents.blocks,
    metadata,
    session_status: z.string().optional(),
  },
  run: (args, caller, desk) => {
    const message = streaming(desk, caller, args.channel, args.ts);
    checkBlocks(desk, caller.team, args.blocks ?? []);
    message.text += textOf(args);
    message.stream = { startedMs: message.stream?.startedMs ?? desk.now(), endedMs: desk.now() };
    return { channel: message.channel, ts: message.ts };
  },
});

export const streamMethods: Readonly<Record<string, Method>> = {
  'chat.startStream': start,
  'chat.appendStream': append,
  'chat.stopStream': stop,
};
