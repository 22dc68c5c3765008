/** What a server's owner does: invites and kicks the bot, gives and takes permissions, closes and deletes. */
import type { Desk } from './desk.ts';
import { need } from './desk.ts';
import { tellArrived, tellChannel, tellLeft } from './happenings.ts';
import { deleteMessage } from './message-routes.ts';
import { bitsOf, type GuildSeed, type Permission } from './seeds.ts';
import { addGuild, joinGuild } from './start-world.ts';
import { deleteChannel, setThread } from './thread-routes.ts';
import type { Channel } from './world.ts';

export type Owner = {
  /** The bot is in the server from now on; a seed makes the server. */
  readonly invite: (guild: string | GuildSeed) => void;
  readonly kick: (guild: string) => void;
  /** The server cannot be reached for a while: told, and taken back when it is over. */
  readonly outage: (guild: string, isOut: boolean) => void;
  /** In this channel, whatever roles say; threads have their parent's. */
  readonly allow: (channel: string, ...permissions: readonly Permission[]) => void;
  readonly deny: (channel: string, ...permissions: readonly Permission[]) => void;
  readonly setRoles: (guild: string, user: string, roles: readonly string[]) => void;
  readonly boost: (guild: string, tier: 0 | 1 | 2 | 3) => void;
  readonly archive: (thread: string, isLocked?: boolean) => void;
  readonly open: (thread: string) => void;
  readonly deleteChannel: (channel: string) => void;
  readonly deleteMessage: (message: string) => void;
};

export function createOwner(desk: Desk): Owner {
  const guildOf = (id: string) => need(desk.guilds.get(id), `server ${id}`);
  const channelOf = (id: string) => need(desk.channels.get(id), `channel ${id}`);
  const overwrite = (channel: Channel, change: (allow: bigint, deny: bigint) => { allow: bigint; deny: bigint }) => {
    const place = channel.thread === null ? channel : channelOf(channel.thread.parent);
    const { allow = 0n, deny = 0n } = place.overwrites.get(desk.app.botId) ?? {};
    place.overwrites.set(desk.app.botId, { isMember: true, ...change(allow, deny) });
    tellChannel(desk, place, 'CHANNEL_UPDATE');
  };
  return {
    invite: (given) => {
      const guild = typeof given === 'string' ? guildOf(given) : addGuild(desk, given);
      if (typeof given === 'string') joinGuild(desk, guild);
      tellArrived(desk, guild);
    },
    kick: (id) => {
      // Told first: who is not in a server hears nothing of it.
      tellLeft(desk, id, false);
      guildOf(id).members.delete(desk.app.botId);
      desk.commands.delete(id);
    },
    outage: (id, isOut) => (isOut ? tellLeft(desk, id, true) : tellArrived(desk, guildOf(id))),
    allow: (id, ...permissions) => {
      const bits = bitsOf(permissions);
      overwrite(channelOf(id), (allow, deny) => ({ allow: allow | bits, deny: deny & ~bits }));
    },
    deny: (id, ...permissions) => {
      const bits = bitsOf(permissions);
      overwrite(channelOf(id), (allow, deny) => ({ allow: allow & ~bits, deny: deny | bits }));
    },
    setRoles: (id, user, roles) => {
      need(guildOf(id).members.get(user), `member ${user}`).roles = roles;
    },
    boost: (id, tier) => {
      guildOf(id).boostTier = tier;
    },
    archive: (id, isLocked = false) => setThread(desk, channelOf(id), { archived: true, locked: isLocked }),
    open: (id) => setThread(desk, channelOf(id), { archived: false, locked: false }),
    deleteChannel: (id) => deleteChannel(desk, channelOf(id)),
    deleteMessage: (id) => {
      const found = [...desk.channels.values()].flatMap(({ messages }) => messages).find((one) => one.id === id);
      deleteMessage(desk, need(found, `message ${id}`));
    },
  };
}

/** Threads in which nobody has said anything for as long as they are set to. */
export function archiveQuiet(desk: Desk): void {
  for (const channel of [...desk.channels.values()]) {
    const { thread, messages } = channel;
    if (thread === null || thread.isArchived) continue;
    const lastMs = Math.max(thread.archivedMs, messages.at(-1)?.createdMs ?? 0);
    if (lastMs + thread.autoArchiveMinutes * 60_000 <= desk.now()) setThread(desk, channel, { archived: true });
  }
}
