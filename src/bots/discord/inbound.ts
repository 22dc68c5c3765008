/** What Discord tells of conversations, as events of the core. */
import { ChannelType, type Client, MessageType, Routes, GatewayDispatchEvents as Told } from 'discord.js';
import { z } from 'zod';
import type { Receiving } from '../platform.ts';
import type { Window } from '../window.ts';
import { attachmentOf, GivenFile } from './fetch-file.ts';
import type { DiscordLog } from './front-needs.ts';
import { Mentions, type Named, readText } from './markdown.ts';
import { idIn, messageKey, type Place, placeOf, threadIdOf, workspaceOf } from './names.ts';
import { tellWhatIsMissing } from './tell-missing.ts';

export type InboundNeeds = Receiving & {
  readonly client: Client<true>;
  readonly window: Pick<Window, 'knows'>;
  readonly log: DiscordLog;
};

const Member = z.looseObject({ nick: z.string().nullish(), roles: z.array(z.string()).catch([]) });

/** As the gateway tells of it, and as it is read later: then without member and guild. */
const Said = z.looseObject({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  type: z.number(),
  content: z.string().catch(''),
  author: z.looseObject({
    id: z.string(),
    username: z.string(),
    global_name: z.string().nullish(),
    bot: z.boolean().optional(),
  }),
  member: Member.optional(),
  mentions: Mentions,
  mention_roles: z.array(z.string()).catch([]),
  attachments: z.array(GivenFile).catch([]),
  webhook_id: z.string().optional(),
});
type Said = z.infer<typeof Said>;

const Edited = z.looseObject({
  id: z.string(),
  channel_id: z.string(),
  content: z.string(),
  edited_timestamp: z.string(),
  author: z.looseObject({ id: z.string(), bot: z.boolean().optional() }),
  mentions: Mentions,
});
const Deleted = z.looseObject({ id: z.string() });
const DeletedTogether = z.looseObject({ ids: z.array(z.string()) });

/** People say something with these alone; everything else is Discord's own, or an app's. */
const SPOKEN: ReadonlySet<number> = new Set([MessageType.Default, MessageType.Reply]);

type Dispatch = { readonly t: string | null; readonly d: unknown };

/**
 * Straight from the gateway: discord.js leaves out what is said in threads it does not know, as archived ones (seen with 14.28.1,
 * 2026-11). Throws when it could not be stored.
 */
export async function takeDispatch({ t, d }: Dispatch, needs: InboundNeeds): Promise<void> {
  if (t === Told.MessageCreate) {
    const said = Said.safeParse(d);
    if (said.success) await takeMessage(said.data, needs);
  } else if (t === Told.MessageUpdate) {
    const edited = Edited.safeParse(d);
    if (edited.success) await takeEdit(edited.data, needs);
  } else if (t === Told.MessageDelete) {
    const deleted = Deleted.safeParse(d);
    if (deleted.success) await needs.amend(messageKey(deleted.data.id), 'deleted');
  } else if (t === Told.MessageDeleteBulk) {
    for (const id of DeletedTogether.safeParse(d).data?.ids ?? []) await needs.amend(messageKey(id), 'deleted');
  }
}

async function takeMessage(said: Said, needs: InboundNeeds): Promise<void> {
  if (!isSpoken(said)) return;
  const place = await placeOfMessage(said, needs);
  if (place === null || !(await isForUs(said, place, needs))) return;
  await store(said, place, needs);
  // What is missing is asked for once; the answer comes by itself when it is there.
  await tellWhatIsMissing(said, place, needs);
}

/** Of people, not of programs. */
function isSpoken({ type, author, webhook_id }: Said): boolean {
  return SPOKEN.has(type) && author.bot !== true && webhook_id === undefined;
}

/** False when it was known. */
function store(said: Said, place: Place, { client, receive }: InboundNeeds): Promise<boolean> {
  const { guild } = place;
  const { author, member, attachments, id, channel_id } = said;
  return receive({
    key: messageKey(id),
    threadId: threadIdOf(place),
    platform: 'discord',
    workspace: workspaceOf(guild, author.id),
    userId: idIn(guild, author.id),
    userName: (member?.nick ?? author.global_name ?? author.username).slice(0, 200),
    groups: (member?.roles ?? []).slice(0, 250).map((role) => idIn(guild, role)),
    what: {
      kind: 'message',
      text: textOf(said.content, said.mentions, client),
      attachments: attachments.slice(0, 20).map((file) => attachmentOf(file, { channel: channel_id, id })),
    },
  });
}

function textOf(content: string, mentions: readonly Named[], { user, channels, guilds }: Client<true>): string {
  const nameOf = (id: string) => {
    const channel = channels.cache.get(id);
    if (channel && 'name' in channel) return channel.name;
    return guilds.cache.map((guild) => guild.roles.cache.get(id)?.name).find((name) => name !== undefined) ?? null;
  };
  return readText(content, { mentions, botId: user.id, nameOf });
}

/** A message to the app alone, one that names it, or a reply where it takes part. */
async function isForUs(said: Said, place: Place, { client, window }: InboundNeeds): Promise<boolean> {
  if (place.guild === null || said.mentions.some(({ id }) => id === client.user.id)) return true;
  const own = client.guilds.cache.get(place.guild)?.roles.botRoleFor(client.user)?.id;
  if (own !== undefined && said.mention_roles.includes(own)) return true;
  return place.thread === said.channel_id && window.knows(threadIdOf(place));
}

const THREADS: ReadonlySet<number> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);
const HAVE_THREADS: ReadonlySet<number> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

/** Where its conversation is: the thread it stands in, or the one that begins with it. Null where Discord does not say. */
async function placeOfMessage({ id, channel_id, guild_id }: Said, { client }: InboundNeeds): Promise<Place | null> {
  if (guild_id === undefined) return { guild: null, channel: channel_id, thread: channel_id };
  const channel = await channelOf(channel_id, client);
  if (channel === null) return null;
  if (THREADS.has(channel.type) && channel.parent !== null)
    return { guild: guild_id, channel: channel.parent, thread: channel_id };
  // Where no thread can be begun, as beside a voice channel, the channel itself is the conversation.
  return { guild: guild_id, channel: channel_id, thread: HAVE_THREADS.has(channel.type) ? id : channel_id };
}

const Channel = z.looseObject({ type: z.number(), parent_id: z.string().nullish() });

export async function channelOf(
  id: string,
  { channels, rest }: Client,
): Promise<{ readonly type: number; readonly parent: string | null } | null> {
  const known = channels.cache.get(id);
  if (known) return { type: known.type, parent: known.isThread() ? known.parentId : null };
  const asked = Channel.safeParse(await rest.get(Routes.channel(id)).catch(() => null));
  return asked.success ? { type: asked.data.type, parent: asked.data.parent_id ?? null } : null;
}

/** Discord tells of previews and pins in the same way: only a writer's other words have a time of their own. */
async function takeEdit(
  { id, content, edited_timestamp, author, mentions }: z.infer<typeof Edited>,
  needs: InboundNeeds,
) {
  if (author.bot === true) return;
  const key = messageKey(id);
  const text = textOf(content, mentions, needs.client);
  await needs.amend(key, { text, editedKey: `${key}:edited:${edited_timestamp}` });
}

/** What was said in our threads while nobody listened. Goes on where one of them cannot be read. */
export async function catchUp(needs: InboundNeeds & { readonly window: Pick<Window, 'recent'> }): Promise<void> {
  const { client, window, log } = needs;
  for (const { threadId, sinceMs } of await window.recent('discord')) {
    const place = placeOf(threadId);
    if (!place) continue;
    try {
      const query = new URLSearchParams({ limit: '100' });
      const raw = await client.rest.get(Routes.channelMessages(place.thread), { query });
      const said = z
        .array(z.unknown())
        .parse(raw)
        .flatMap((one) => Said.safeParse(one).data ?? []);
      for (const one of said.toReversed())
        if (isSpoken(one) && timeOf(one.id) >= sinceMs - EARLIER_MS) await store(one, place, needs);
    } catch (error) {
      log.info({ err: error, thread: threadId }, 'what was said in this thread meanwhile could not be read');
    }
  }
}

/** A thread is known a moment after its first message was written. */
const EARLIER_MS = 60_000;
/** Ids say when (https://docs.discord.com/developers/reference, snowflakes, read 2026-11). */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}
