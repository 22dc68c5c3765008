/** Addresses of threads in Slack, asked for once each. */
import type { webApi } from '@slack/bolt';
import { placeOf } from './names.ts';

type Client = Pick<webApi.WebClient, 'chat'>;
export type Links = (client: Client, threadIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Remembers the newest `most`: a message's address never changes. Threads whose message is gone get none. */
export function createLinks(most: number): Links {
  const known = new Map<string, string>();
  return async (client, threadIds) => {
    await Promise.all(
      threadIds
        .filter((id) => !known.has(id))
        .map(async (id) => {
          const link = await linkOf(client, id);
          if (link !== null) known.set(id, link);
        }),
    );
    for (const id of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(id);
    return new Map(threadIds.flatMap((id) => (known.has(id) ? [[id, known.get(id) ?? '']] : [])));
  };
}

async function linkOf(client: Client, threadId: string): Promise<string | null> {
  const place = placeOf(threadId);
  if (place === null) return null;
  const { channel, root } = place;
  const found = await client.chat.getPermalink({ channel, message_ts: root }).catch(() => null);
  return found?.permalink ?? null;
}
