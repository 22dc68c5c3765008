/** What stands of ours in a thread, read from Slack itself: so that nothing is posted twice, also after a crash. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Place } from './names.ts';

/** The kind of our metadata; its payload names the card. */
export const CARD_EVENT = 'adgen_card';

export type Posted = {
  readonly ts: string;
  /** What is in its blocks. */
  readonly pictureId: string | null;
};

export type SeenThread = {
  /** By card key. */
  readonly cards: Map<string, Posted>;
  /** Files of ours in messages of their own: Slack's id by the name we gave. */
  readonly files: Map<string, string>;
};

const Message = z.object({
  ts: z.string(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ key: z.string() }) })
    .nullish()
    .catch(null),
  blocks: z.array(z.looseObject({ type: z.string() })).catch([]),
  files: z.array(z.object({ id: z.string(), name: z.string() })).catch([]),
});
const Page = z.object({
  messages: z.array(Message).catch([]),
  response_metadata: z
    .object({ next_cursor: z.string().catch('') })
    .nullish()
    .catch(null),
});
const Picture = z.object({ slack_file: z.object({ id: z.string() }) });

const PAGE = 200;
/** A thread of ours is a conversation about a few ads. */
const MOST_PAGES = 10;

/** Throws what the client throws. */
export async function readThread(client: WebClient, { channel, root }: Place, botUserId: string): Promise<SeenThread> {
  const seen: SeenThread = { cards: new Map(), files: new Map() };
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page++) {
    const more = cursor === '' ? {} : { cursor };
    const asked = { channel, ts: root, limit: PAGE, include_all_metadata: true, ...more };
    const raw = await client.conversations.replies(asked);
    const { messages, response_metadata } = Page.parse(raw);
    for (const [index, message] of messages.entries())
      if (raw.messages?.[index]?.user === botUserId) note(message, seen);
    cursor = response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return seen;
}

function note({ ts, metadata, blocks, files }: z.infer<typeof Message>, seen: SeenThread): void {
  if (metadata?.event_type === CARD_EVENT) {
    const pictureId = blocks.map((block) => Picture.safeParse(block).data?.slack_file.id).find(Boolean) ?? null;
    seen.cards.set(metadata.event_payload.key, { ts, pictureId });
  }
  for (const { id, name } of files) seen.files.set(name, id);
}
