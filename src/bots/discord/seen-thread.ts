/** What stands of ours in a thread, read from Discord itself: so that nothing is posted twice, also after a crash. */
import { createHash } from 'node:crypto';
import { ComponentType, type REST, Routes } from 'discord.js';
import { z } from 'zod';

export type Posted = {
  readonly id: string;
  /** Files that it shows: Discord's id by the name we gave. */
  readonly files: ReadonlyMap<string, string>;
};

/** By the mark of the card. */
export type SeenThread = Map<number, Posted>;

/**
 * A card's own number, which its container carries: programs choose the numbers of components, people do not see them, and
 * Discord gives them back (https://docs.discord.com/developers/components/reference, read 2026-11).
 */
export function markOf(cardKey: string): number {
  // Small ones are what Discord itself gives.
  return 1_000_000 + (createHash('sha256').update(cardKey).digest().readUInt32BE() % 2_000_000_000);
}

const Media = z.looseObject({ url: z.string(), attachment_id: z.string().optional() });
const Gallery = z.looseObject({
  type: z.literal(ComponentType.MediaGallery),
  items: z.array(z.looseObject({ media: Media })),
});
const Container = z.looseObject({
  type: z.literal(ComponentType.Container),
  id: z.number(),
  components: z.array(z.looseObject({ type: z.number() })),
});
export const Message = z.looseObject({
  id: z.string(),
  author: z.looseObject({ id: z.string() }),
  components: z.array(z.looseObject({ type: z.number() })).catch([]),
});

const PAGE = 100;
/** A thread of ours is a conversation about a few ads. */
const MOST_PAGES = 10;

/** Throws what the client throws. */
export async function readThread(rest: REST, thread: string, botId: string): Promise<SeenThread> {
  const seen: SeenThread = new Map();
  let before: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = new URLSearchParams({ limit: String(PAGE), ...(before === null ? {} : { before }) });
    const messages = z.array(Message).parse(await rest.get(Routes.channelMessages(thread), { query }));
    for (const message of messages) note(message, botId, seen);
    before = messages.at(-1)?.id ?? null;
    if (messages.length < PAGE) break;
  }
  return seen;
}

function note(message: z.infer<typeof Message>, botId: string, seen: SeenThread): void {
  const posted = message.author.id === botId ? postedOf(message) : null;
  // Newest first: of two, the first that was read is the one people see last.
  if (posted && !seen.has(posted.mark)) seen.set(posted.mark, posted);
}

/** A card of ours; null for any other message. */
export function postedOf({ id, components }: z.infer<typeof Message>): (Posted & { readonly mark: number }) | null {
  const container = Container.safeParse(components[0]).data;
  if (!container) return null;
  const shown = container.components.flatMap((one) => Gallery.safeParse(one).data?.items ?? []);
  const files = shown.flatMap(({ media }) => {
    const name = URL.parse(media.url)?.pathname.split('/').at(-1);
    return name === undefined || media.attachment_id === undefined ? [] : [[name, media.attachment_id] as const];
  });
  return { id, mark: container.id, files: new Map(files) };
}
