/** People, roles, servers and channels as Discord's API shows them. */
import type {
  APIChannel,
  APIGuild,
  APIGuildMember,
  APIRole,
  APIThreadMember,
  APIUser,
  GatewayGuildCreateDispatchData,
} from 'discord-api-types/v10';
import { ChannelType, OverwriteType } from 'discord-api-types/v10';
import type { Desk } from './desk.ts';
import { bornMs, iso, need } from './desk.ts';
import type { Channel, Guild, Member, Role } from './world.ts';

/** Of every bit field's type. */
const NO_FLAGS: number = 0;

export function asUser(desk: Desk, id: string): APIUser {
  const user = need(desk.users.get(id), `user ${id}`);
  return {
    id: user.id,
    username: user.name,
    global_name: user.isBot ? null : user.name,
    discriminator: user.isBot ? '0001' : '0',
    avatar: null,
    ...(user.isBot ? { bot: true } : {}),
  };
}

export function asMember(member: Member): Omit<APIGuildMember, 'user'> {
  return {
    roles: [...member.roles],
    joined_at: iso(member.joinedMs),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: NO_FLAGS,
    nick: null,
    avatar: null,
    banner: null,
    pending: false,
    communication_disabled_until: null,
  };
}

function asRole(guild: Guild, role: Role, position: number): APIRole {
  return {
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: role.id === guild.id ? 0 : position,
    permissions: String(role.permissions),
    managed: role.isManaged,
    mentionable: role.isMentionable,
    flags: NO_FLAGS,
  };
}

export function rolesOf(guild: Guild): APIRole[] {
  return [...guild.roles.values()].map((role, index) => asRole(guild, role, index));
}

export function asGuild(guild: Guild): APIGuild {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: rolesOf(guild),
    emojis: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: NO_FLAGS,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: guild.boostTier,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    hub_type: null,
    safety_alerts_channel_id: null,
    incidents_data: null,
    stickers: [],
  };
}

/** As the gateway tells it, with what is in it: all channels, and the threads that are not archived. */
export function asNewGuild(desk: Desk, guild: Guild): GatewayGuildCreateDispatchData {
  const inside = [...desk.channels.values()].filter((channel) => channel.guild === guild.id);
  const bot = need(guild.members.get(desk.app.botId), `bot in ${guild.name}`);
  const members = [...guild.members.values()].map((member) => ({
    ...asMember(member),
    user: asUser(desk, member.user),
  }));
  return {
    ...asGuild(guild),
    joined_at: iso(bot.joinedMs),
    large: false,
    unavailable: false,
    member_count: members.length,
    voice_states: [],
    members,
    channels: inside.filter(({ thread }) => thread === null).map((channel) => asChannel(desk, channel)) as never[], // no thread among them
    threads: inside
      .filter(({ thread }) => thread !== null && !thread.isArchived)
      .map((channel) => asChannel(desk, channel)) as never[], // threads only
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function asChannel(desk: Desk, channel: Channel): APIChannel {
  const last = channel.messages.findLast(({ ephemeralTo }) => ephemeralTo === null)?.id ?? null;
  if (channel.type === ChannelType.DM) {
    const recipients = channel.recipient === null ? [] : [asUser(desk, channel.recipient)];
    return { id: channel.id, type: channel.type, last_message_id: last, recipients, flags: NO_FLAGS, name: null };
  }
  const common = {
    id: channel.id,
    guild_id: channel.guild ?? '',
    name: channel.name,
    last_message_id: last,
    flags: NO_FLAGS,
  };
  if (channel.thread !== null) return asThread(desk, channel, common);
  const overwrites = [...channel.overwrites].map(([id, { isMember, allow, deny }]) => ({
    id,
    type: isMember ? OverwriteType.Member : OverwriteType.Role,
    allow: String(allow),
    deny: String(deny),
  }));
  const shape = {
    ...common,
    type: channel.type,
    position: 0,
    parent_id: null,
    permission_overwrites: overwrites,
    nsfw: false,
    topic: null,
    rate_limit_per_user: 0,
    ...(channel.type === ChannelType.GuildForum
      ? { available_tags: [], default_reaction_emoji: null, default_sort_order: null, default_forum_layout: 0 }
      : {}),
  };
  return shape as APIChannel; // of the four kinds seeds know; each has its own fields in it
}

type Common = {
  readonly id: string;
  readonly guild_id: string;
  readonly name: string;
  readonly last_message_id: string | null;
};

function asThread(desk: Desk, channel: Channel, common: Common): APIChannel {
  const thread = need(channel.thread, `thread ${channel.name}`);
  const messages = channel.messages.filter(({ ephemeralTo }) => ephemeralTo === null).length;
  const joined = thread.members.get(desk.app.botId);
  return {
    ...common,
    type: channel.type as ChannelType.PublicThread, // only threads have thread facts
    parent_id: thread.parent,
    owner_id: thread.ownerId,
    rate_limit_per_user: 0,
    message_count: messages,
    member_count: thread.members.size,
    total_message_sent: thread.totalMessages,
    thread_metadata: {
      archived: thread.isArchived,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: iso(thread.archivedMs),
      locked: thread.isLocked,
      create_timestamp: iso(bornMs(channel.id)),
    },
    ...(joined === undefined ? {} : { member: asThreadMember(channel, desk.app.botId, joined) }),
  };
}

export function asThreadMember(channel: Channel, user: string, joinedMs: number): APIThreadMember {
  return { id: channel.id, user_id: user, join_timestamp: iso(joinedMs), flags: NO_FLAGS };
}
