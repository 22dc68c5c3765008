/** What an agent shows of itself: its status while it thinks, and what people might ask it. */
import { z } from 'zod';
import { json, type Method, method, timestamp } from './method.ts';
import { channelToRead, channelToWrite } from './places.ts';
import { refuse } from './refusal.ts';

const customized = {
  icon_emoji: z.string().optional(),
  icon_url: z.string().optional(),
  username: z.string().optional(),
};

/** `assistant:write` is the older name of the permission; `chat:write` is enough since March 2026. */
const SAYS = [['chat:write', 'assistant:write']] as const;

const setStatus = method({
  tier: 'special',
  scopes: SAYS,
  args: {
    channel_id: z.string(),
    thread_ts: timestamp,
    status: z.string(),
    loading_messages: json(z.array(z.string().min(1)).max(10)).optional(),
    ...customized,
  },
  run: (args, caller, desk) => {
    const { team } = caller;
    const channel = channelToWrite(caller, args.channel_id);
    const others = team.statuses.filter((one) => one.channel !== channel.id || one.thread !== args.thread_ts);
    const status = {
      channel: channel.id,
      thread: args.thread_ts,
      text: args.status,
      loading: args.loading_messages ?? [],
      atMs: desk.now(),
    };
    team.statuses.splice(0, team.statuses.length, ...others, ...(args.status === '' ? [] : [status]));
    return {};
  },
});

const setSuggestedPrompts = method({
  tier: 4,
  scopes: SAYS,
  args: {
    channel_id: z.string(),
    thread_ts: timestamp.optional(),
    title: z.string().optional(),
    prompts: json(
      z
        .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
        .min(1)
        .max(4),
    ),
  },
  run: (args, { team }, desk) => {
    const channel = channelToRead(team, args.channel_id);
    if (channel.kind !== 'im') return refuse('channel_type_not_supported');
    if (args.thread_ts !== undefined) {
      // An app with agent_view: Slack says ok, and shows nothing (docs, July 2026).
      desk.faults.push('setSuggestedPrompts with thread_ts shows nothing in an agent view');
      return {};
    }
    const others = team.prompts.filter((one) => one.channel !== channel.id);
    team.prompts.splice(0, team.prompts.length, ...others, {
      channel: channel.id,
      title: args.title ?? null,
      prompts: args.prompts,
    });
    return {};
  },
});

const setTitle = method({
  tier: 4,
  scopes: SAYS,
  args: { channel_id: z.string(), thread_ts: timestamp, title: z.string().min(1) },
  run: ({ channel_id: id }, caller) => {
    channelToWrite(caller, id);
    return {};
  },
});

const session = {
  channel_id: z.string(),
  thread_ts: timestamp.optional(),
};

const setSessionStatus = method({
  tier: 3,
  scopes: SAYS,
  args: {
    ...session,
    status: z.enum(['active', 'processing', 'suspended', 'closed']),
    title: z.string().max(200).optional(),
    initiator_user_id: z.string().optional(),
    ...customized,
  },
  run: (args, caller) => {
    const channel = channelToWrite(caller, args.channel_id);
    if (args.thread_ts === undefined) return refuse('thread_ts_required');
    caller.team.sessions.set(`${channel.id} ${args.thread_ts}`, args.status);
    return {};
  },
});

const renameSession = method({
  tier: 3,
  scopes: SAYS,
  args: { ...session, title: z.string().min(1).max(200) },
  run: (args, caller) => {
    channelToWrite(caller, args.channel_id);
    return args.thread_ts === undefined ? refuse('thread_ts_required') : {};
  },
});

export const assistantMethods: Readonly<Record<string, Method>> = {
  'assistant.threads.setStatus': setStatus,
  'assistant.threads.setSuggestedPrompts': setSuggestedPrompts,
  'assistant.threads.setTitle': setTitle,
  'agents.sessions.setStatus': setSessionStatus,
  'agents.sessions.rename': renameSession,
};
