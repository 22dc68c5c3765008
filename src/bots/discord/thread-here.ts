/** The conversation that somebody stands in when they press or type something. */
import type { Interaction } from 'discord.js';
import { channelOf } from './inbound.ts';
import { threadIdOf } from './names.ts';

/** Null where Discord does not say. */
export async function threadHere({
  guildId: guild,
  channelId,
  client,
}: Pick<Interaction, 'guildId' | 'channelId' | 'client'>): Promise<string | null> {
  if (channelId === null) return null;
  if (guild === null) return threadIdOf({ guild, channel: channelId, thread: channelId });
  const channel = await channelOf(channelId, client);
  return channel && threadIdOf({ guild, channel: channel.parent ?? channelId, thread: channelId });
}
