/** Who may do what where: roles, then what a channel gives and takes; a thread has its parent's permissions. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Desk } from './desk.ts';
import { guildOf } from './desk.ts';
import { refuse } from './refusal.ts';
import type { Permission } from './seeds.ts';
import type { Channel, Guild } from './world.ts';

const ALL = Object.values(PermissionFlagsBits).reduce((bits, bit) => bits | bit, 0n);

/** In a conversation of two both may do everything that makes sense there. */
export function permissionsIn(desk: Desk, channel: Channel, user: string): bigint {
  const guild = guildOf(desk, channel);
  if (guild === null) return channel.recipient === user || user === desk.app.botId ? ALL : 0n;
  const base = permissionsOf(guild, user);
  if ((base & PermissionFlagsBits.Administrator) !== 0n || base === ALL) return ALL;
  const { overwrites } = channel.thread === null ? channel : (desk.channels.get(channel.thread.parent) ?? channel);
  const roles = new Set(guild.members.get(user)?.roles ?? []);
  let bits = base;
  const apply = (isMeant: (id: string, isMember: boolean) => boolean) => {
    const meant = [...overwrites]
      .filter(([id, { isMember }]) => isMeant(id, isMember))
      .map(([, overwrite]) => overwrite);
    const [deny, allow] = meant.reduce(([no, yes], one) => [no | one.deny, yes | one.allow], [0n, 0n]);
    bits = (bits & ~deny) | allow;
  };
  apply((id) => id === guild.id);
  apply((id, isMember) => !isMember && roles.has(id));
  apply((id, isMember) => isMember && id === user);
  // Without sight of a channel nothing in it is allowed.
  return (bits & PermissionFlagsBits.ViewChannel) === 0n ? 0n : bits;
}

/** In the whole guild; nothing for somebody who is no member. */
function permissionsOf(guild: Guild, user: string): bigint {
  const member = guild.members.get(user);
  if (!member) return 0n;
  if (guild.ownerId === user) return ALL;
  return [guild.id, ...member.roles].reduce((bits, id) => bits | (guild.roles.get(id)?.permissions ?? 0n), 0n);
}

export function may(desk: Desk, channel: Channel, user: string, permission: Permission): boolean {
  return (permissionsIn(desk, channel, user) & PermissionFlagsBits[permission]) !== 0n;
}

/** For the bot: 50001 where it cannot even look, 50013 where it may not do this. */
export function demand(desk: Desk, channel: Channel, ...permissions: readonly Permission[]): void {
  const bits = permissionsIn(desk, channel, desk.app.botId);
  if ((bits & PermissionFlagsBits.ViewChannel) === 0n) refuse('missing-access');
  if (permissions.some((name) => (bits & PermissionFlagsBits[name]) === 0n)) refuse('missing-permissions');
}

/** The channel a route names, when the bot may look at it. */
export function channelFor(desk: Desk, id: string, ...permissions: readonly Permission[]): Channel {
  const channel = desk.channels.get(id);
  if (!channel) return refuse('unknown-channel');
  demand(desk, channel, ...permissions);
  return channel;
}

export function postingPermission(channel: Channel): Permission {
  return channel.thread === null ? 'SendMessages' : 'SendMessagesInThreads';
}
