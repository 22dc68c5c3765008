/** How threads, people and messages of Slack are named for the core: `slack:{team}:…`. Pure. */

export type Place = {
  readonly team: string;
  readonly channel: string;
  /** The `ts` of the message that the thread hangs under. */
  readonly root: string;
};

export function threadIdOf({ team, channel, root }: Place): string {
  return `slack:${team}:${channel}:${root}`;
}

/** Null for what is no thread of Slack. */
export function placeOf(threadId: string): Place | null {
  const [platform, team, channel, root, ...more] = threadId.split(':');
  if (platform !== 'slack' || !team || !channel || !root || more.length > 0) return null;
  return { team, channel, root };
}

export function workspaceOf(team: string): string {
  return `slack:${team}`;
}

/** Of a person or a user group. */
export function idIn(team: string, id: string): string {
  return `slack:${team}:${id}`;
}

/** The one event of a message, in whatever and however many deliveries it comes. */
export function messageKey(team: string, channel: string, ts: string): string {
  return `slack:${team}:${channel}:${ts}`;
}
