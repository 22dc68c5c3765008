/** Where an ad is made that is asked for here: in the thread or the conversation itself, in a thread of its own, or why not. */
import { ChannelType, type Interaction } from 'discord.js';
import { channelOf } from './inbound.ts';
import type { Place } from './names.ts';
import { INVITED_WITH } from './permissions.ts';

export type Where =
  | { readonly kind: 'here'; readonly place: Place }
  /** Under the answer to whoever asks: that message begins the thread, and both have one id. */
  | { readonly kind: 'below'; readonly guild: string; readonly channel: string }
  | { readonly kind: 'nowhere'; readonly say: string };

export type Asking = Pick<Interaction, 'guildId' | 'channelId' | 'client' | 'appPermissions'>;

const THREADS: ReadonlySet<number> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);
const HAVE_THREADS: ReadonlySet<number> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

/** What only matters where a thread is begun. */
const FOR_BEGINNING: ReadonlySet<string> = new Set(['SendMessages', 'CreatePublicThreads']);

const ELSEWHERE = 'Please ask in a text channel, in a thread, or in a message to me alone.';

export async function whereFor(asking: Asking): Promise<Where> {
  const { guildId: guild, channelId, client } = asking;
  if (guild === null) return here({ guild, channel: channelId ?? '', thread: channelId ?? '' });
  if (!client.guilds.cache.has(guild)) return nowhere(NOT_A_MEMBER);
  const found = channelId === null ? null : await channelOf(channelId, client);
  if (found === null || channelId === null) return nowhere(`I cannot see where we are. ${ELSEWHERE}`);
  const isThread = THREADS.has(found.type);
  if (!isThread && !HAVE_THREADS.has(found.type))
    return nowhere(`Discord lets nobody begin a thread here, and an ad needs one. ${ELSEWHERE}`);
  const missing = asking.appPermissions.missing(INVITED_WITH).filter((name) => !isThread || !FOR_BEGINNING.has(name));
  if (missing.length > 0) return nowhere(lacking(channelId, missing));
  if (!isThread) return { kind: 'below', guild, channel: channelId };
  return here({ guild, channel: found.parent ?? channelId, thread: channelId });
}

/** The app's commands were added to the server, but not the app itself. */
const NOT_A_MEMBER =
  'I am not a member of this server yet, only my commands are. Somebody who manages it invites me with my link again, as a bot. Then ask again.';

/** By the names that Discord's own settings show: `Send Messages in Threads`. */
function lacking(channel: string, missing: readonly string[]): string {
  const names = missing.map((name) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').replace(' In ', ' in '));
  return `I may not make ads in <#${channel}> yet. Somebody who manages it gives me: **${names.join(', ')}**. Then ask again.`;
}

function here(place: Place): Where {
  return { kind: 'here', place };
}

function nowhere(say: string): Where {
  return { kind: 'nowhere', say };
}
