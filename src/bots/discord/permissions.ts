/** What adgen needs to be allowed in a channel, by the names that Discord shows. */
import { type Client, PermissionFlagsBits, type PermissionsBitField } from 'discord.js';

const NEEDED = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Create Public Threads', PermissionFlagsBits.CreatePublicThreads],
  ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
] as const;

/** What an invitation asks for: all of it, as one number. */
export const INVITED_WITH: bigint = NEEDED.reduce((bits, [, bit]) => bits | bit, 0n);

/** Names of what is missing; none where nobody says what there is. */
function missingOf(permissions: Readonly<PermissionsBitField> | null | undefined): readonly string[] {
  if (!permissions) return [];
  return NEEDED.filter(([, bit]) => !permissions.has(bit)).map(([name]) => name);
}

/** The same for a channel or a thread by its id, as far as the connection knows it. */
export function missingIn(client: Client, channelId: string): readonly string[] {
  const channel = client.channels.cache.get(channelId);
  if (!channel || channel.isDMBased() || !client.user) return [];
  return missingOf(channel.permissionsFor(client.user));
}
