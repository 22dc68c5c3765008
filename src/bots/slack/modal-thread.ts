/** Opens the thread of an ad, once however often it is asked for: a message that carries the asking's key in its metadata. */
import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { patiently } from './modal-patience.ts';
import type { RootMessage } from './modal-root.ts';
import { isUnclear, refusalOf } from './trouble.ts';

type Client = Pick<webApi.WebClient, 'chat' | 'conversations'>;

const EVENT_TYPE = 'adgen_asked';

export type Place = {
  readonly channelId: string;
  /** Under this message; null: a message of its own. */
  readonly under: string | null;
  /** No message of this asking is older; Slack's seconds. */
  readonly since: string;
};

export type Posted = { readonly channelId: string; readonly ts: string; readonly isNew: boolean };

/**
 * Posts `message` unless one with this key is there already. Throws what Slack refuses. A look back that Slack refuses for its
 * own reasons (limits, a missing permission) does not keep anybody waiting: then it is posted.
 */
export async function postOnce(
  client: Client,
  key: string,
  place: Place,
  message: RootMessage,
  signal: AbortSignal,
): Promise<Posted> {
  const { channelId, under } = place;
  const before = await findPosted(client, key, place).catch((error: unknown) => {
    if (GONE.includes(refusalOf(error) ?? '')) throw error;
    return null;
  });
  if (before !== null) return { channelId, ts: before, isNew: false };
  const what = {
    channel: channelId,
    ...message,
    metadata: { event_type: EVENT_TYPE, event_payload: { key } },
    unfurl_links: false,
    unfurl_media: false,
  };
  const post = () => client.chat.postMessage(under === null ? what : { ...what, thread_ts: under });
  try {
    const { channel, ts } = Message.parse(await patiently(post, signal));
    return { channelId: channel, ts, isNew: true };
  } catch (error) {
    // The answer is missing: it may be there all the same.
    const there = isUnclear(error) ? await findPosted(client, key, place).catch(() => null) : null;
    if (there === null) throw error;
    return { channelId, ts: there, isNew: true };
  }
}

const GONE = ['channel_not_found', 'not_in_channel'];
const Message = z.looseObject({ channel: z.string(), ts: z.string() });

/** The message of this asking; null: there is none among the newest hundred since then. Throws what Slack refuses. */
export async function findPosted(
  client: Client,
  key: string,
  { channelId, under, since }: Place,
): Promise<string | null> {
  const span = { channel: channelId, oldest: since, limit: 100, include_all_metadata: true };
  const found =
    under === null
      ? await client.conversations.history(span)
      : await client.conversations.replies({ ...span, ts: under });
  const { messages } = History.parse(found);
  return messages.find(({ metadata }) => metadata?.event_payload?.key === key)?.ts ?? null;
}

const History = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      metadata: z.looseObject({ event_payload: z.looseObject({ key: z.unknown() }).nullish() }).nullish(),
    }),
  ),
});

/** The person's conversation with the app. */
export async function directChannel(client: Client, userId: string): Promise<string> {
  const opened = await client.conversations.open({ users: userId });
  return z.looseObject({ channel: z.looseObject({ id: z.string() }) }).parse(opened).channel.id;
}
