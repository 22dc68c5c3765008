/** How threads, people, roles and events of Discord are named for the core: `discord:{guild}:…`. Pure. */

export type Place = {
  /** Null in a conversation with the bot alone. */
  readonly guild: string | null;
  /** The channel that the thread hangs under; in a conversation with the bot alone, that conversation. */
  readonly channel: string;
  /** The thread; one that was begun from a message has the message's id. */
  readonly thread: string;
};

/** What stands where a guild would, in a conversation with the bot alone. */
const ALONE = 'dm';

export function threadIdOf({ guild, channel, thread }: Place): string {
  return `discord:${guild ?? ALONE}:${channel}:${thread}`;
}

/** Null for what is no thread of Discord. */
export function placeOf(threadId: string): Place | null {
  const [platform, guild, channel, thread, ...more] = threadId.split(':');
  if (platform !== 'discord' || !guild || !channel || !thread || more.length > 0) return null;
  return { guild: guild === ALONE ? null : guild, channel, thread };
}

/** Where a brand and settings belong: a server, or the one person who talks with the bot alone. */
export function workspaceOf(guild: string | null, userId: string): string {
  return guild === null ? `discord:${ALONE}-${userId}` : serverOf(guild);
}

export function serverOf(guild: string): string {
  return `discord:${guild}`;
}

/** Of a person or a role. */
export function idIn(guild: string | null, id: string): string {
  return `discord:${guild ?? ALONE}:${id}`;
}

/** The one event of a message, however often it is told. */
export function messageKey(messageId: string): string {
  return `discord:${messageId}`;
}

export function interactionKey(interactionId: string): string {
  return `discord:interaction:${interactionId}`;
}
