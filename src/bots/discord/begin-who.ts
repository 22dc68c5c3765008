/** Who asks, as the core names people: with what they are called there, and their roles. */
import { GuildMember, type Interaction } from 'discord.js';
import type { InboundEvent } from '../platform.ts';
import { idIn, workspaceOf } from './names.ts';

export type Who = Required<Pick<InboundEvent, 'platform' | 'workspace' | 'userId' | 'userName' | 'groups'>>;

const MOST_ROLES = 250;

export function whoAsks({ guildId, member, user }: Pick<Interaction, 'guildId' | 'member' | 'user'>): Who {
  const shown = member instanceof GuildMember ? member.displayName : (member?.nick ?? user.displayName);
  return {
    platform: 'discord',
    workspace: workspaceOf(guildId, user.id),
    userId: idIn(guildId, user.id),
    userName: shown.slice(0, 200),
    groups: rolesOf(member)
      .filter((id) => id !== guildId)
      .slice(0, MOST_ROLES)
      .map((id) => idIn(guildId, id)),
  };
}

/** With @everyone, whose id is the server's, where discord.js says so. */
function rolesOf(member: Interaction['member']): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}
