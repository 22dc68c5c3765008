/** The methods `chat.*` that post, change, whisper and delete. */
import type { MessageMetadata } from '@slack/types';
import { z } from 'zod';
import { asMessage } from './message-shape.ts';
import { flag, json, type Method, method, timestamp } from './method.ts';
import { channelToRead, channelToWrite, ownMessage, threadFor } from './places.ts';
import { change, checkedContents, contents, metadata, post, remove, withIds } from './posting.ts';
import { refuse } from './refusal.ts';
import { findMessage } from './world.ts';

const looks = {
  as_user: flag.optional(),
  icon_emoji: z.string().optional(),
  icon_url: z.string().optional(),
  username: z.string().optional(),
  link_names: flag.optional(),
  parse: z.enum(['full', 'none']).optional(),
};

const postMessage = method({
  tier: 'post',
  scopes: ['chat:write'],
  args: {
    channel: z.string(),
    ...contents,
    ...looks,
    metadata,
    thread_ts: timestamp.optional(),
    reply_broadcast: flag.optional(),
    unfurl_links: flag.optional(),
    unfurl_media: flag.optional(),
    mrkdwn: flag.optional(),
  },
  run: (args, caller, desk) => {
    const { team } = caller;
    const channel = channelToWrite(caller, args.channel);
    const { text, blocks, attachments } = checkedContents(desk, team, args);
    const message = post(desk, team, channel, {
      user: team.bot.userId,
      isBot: true,
      thread: threadFor(desk, channel, args.thread_ts),
      broadcast: args.reply_broadcast ?? false,
      text,
      blocks,
      attachments,
      metadata: (args.metadata as MessageMetadata | undefined) ?? null, // as its schema says
    });
    return { channel: channel.id, ts: message.ts, message: asMessage(desk, team, message, true) };
  },
});

const postEphemeral = method({
  tier: 4,
  scopes: ['chat:write'],
  args: { channel: z.string(), user: z.string(), ...contents, ...looks, thread_ts: timestamp.optional() },
  run: (args, caller, desk) => {
    const { team } = caller;
    const channel = channelToWrite(caller, args.channel);
    if (!team.users.has(args.user)) return refuse('user_not_found');
    if (!channel.members.has(args.user)) return refuse('user_not_in_channel');
    const { text, blocks } = checkedContents(desk, team, args);
    const thread = threadFor(desk, channel, args.thread_ts);
    const ts = desk.ts();
    team.ephemerals.push({ ts, channel: channel.id, thread, user: args.user, text, blocks: withIds(desk, blocks) });
    return { message_ts: ts };
  },
});

const update = method({
  tier: 3,
  scopes: ['chat:write'],
  args: {
    channel: z.string(),
    ts: timestamp,
    ...contents,
    metadata,
    as_user: flag.optional(),
    link_names: flag.optional(),
    parse: z.enum(['full', 'none', 'client']).optional(),
    file_ids: json(z.array(z.string())).optional(),
    reply_broadcast: flag.optional(),
  },
  run: (args, caller, desk) => {
    const { team } = caller;
    const channel = channelToRead(team, args.channel);
    const message = ownMessage(caller, channel, args.ts, 'cant_update_message');
    if (message.stream && message.stream.endedMs === null) return refuse('streaming_state_conflict');
    if (args.file_ids?.some((id) => !team.files.get(id)?.isComplete)) return refuse('file_not_found');
    const given = checkedContents(desk, team, args.file_ids ? { text: args.text ?? ' ', ...args } : args);
    change(
      desk,
      team,
      message,
      {
        ...given,
        // What the call does not name stays as it was; an empty list takes it away.
        blocks: args.blocks || args.markdown_text !== undefined ? given.blocks : message.blocks,
        attachments: args.attachments ? given.attachments : message.attachments,
        ...(args.file_ids ? { files: args.file_ids } : {}),
        ...(args.metadata ? { metadata: args.metadata as MessageMetadata } : {}), // as its schema says
      },
      team.bot.userId,
    );
    return { channel: channel.id, ts: message.ts, text: message.text, message: asMessage(desk, team, message, true) };
  },
});

const deleteMessage = method({
  tier: 3,
  scopes: ['chat:write'],
  args: { channel: z.string(), ts: timestamp, as_user: flag.optional() },
  run: (args, caller, desk) => {
    const channel = channelToRead(caller.team, args.channel);
    const message = ownMessage(caller, channel, args.ts, 'cant_delete_message');
    remove(desk, caller.team, message);
    return { channel: channel.id, ts: message.ts };
  },
});

const getPermalink = method({
  tier: 'special',
  args: { channel: z.string(), message_ts: timestamp },
  run: ({ channel: id, message_ts: ts }, { team }, desk) => {
    const channel = channelToRead(team, id);
    if (!findMessage(channel, ts)) return refuse('message_not_found');
    return { channel: channel.id, permalink: `${desk.origin()}/archives/${channel.id}/p${ts.replace('.', '')}` };
  },
});

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': deleteMessage,
  'chat.getPermalink': getPermalink,
};
