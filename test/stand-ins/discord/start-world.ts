/** The world a stand-in begins with, made from seeds; and conversations of two, made when somebody begins one. */
import { ChannelType, Locale } from 'discord-api-types/v10';
import type { Desk } from './desk.ts';
import { bitsOf, EVERYONE_MAY, type GuildSeed, MIB, type Permission } from './seeds.ts';
import type { Channel, Guild, Overwrite, Role } from './world.ts';

const KINDS = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  forum: ChannelType.GuildForum,
  voice: ChannelType.GuildVoice,
} as const;

/** What `adgen manifests` asks for must be enough for everything; @everyone's come on top. */
const BOT_MAY: readonly Permission[] = ['SendMessages', 'SendMessagesInThreads', 'CreatePublicThreads', 'AttachFiles'];

export function addGuild(desk: Desk, seed: GuildSeed): Guild {
  const botRole = `9${seed.id.slice(1)}`;
  const role = (id: string, name: string, permissions: readonly Permission[], about: Partial<Role> = {}): Role => ({
    id,
    name,
    permissions: bitsOf(permissions),
    isMentionable: false,
    isManaged: false,
    ...about,
  });
  const roles = [
    role(seed.id, '@everyone', EVERYONE_MAY),
    ...(seed.roles ?? []).map(({ id, name, permissions = [], isMentionable = false }) =>
      role(id, name, permissions, { isMentionable }),
    ),
    role(botRole, desk.app.name, seed.botPermissions ?? BOT_MAY, { isManaged: true }),
  ];
  const joinedMs = desk.now();
  const people = seed.people.map(({ id, roles: held = [] }) => ({ user: id, roles: held, joinedMs }));
  const guild: Guild = {
    id: seed.id,
    name: seed.name,
    ownerId: seed.owner ?? '100000000000000001',
    locale: seed.locale ?? Locale.EnglishUS,
    roles: new Map(roles.map((one) => [one.id, one])),
    members: new Map(people.map((one) => [one.user, one])),
    botRole,
    boostTier: seed.boostTier ?? 0,
  };
  desk.guilds.set(guild.id, guild);
  for (const { id, name, locale = Locale.EnglishUS, maxFileBytes = 10 * MIB, isBot = false } of seed.people)
    desk.users.set(id, { id, name, isBot, locale, maxFileBytes, isClosed: false });
  if (seed.hasBot !== false) joinGuild(desk, guild);
  for (const { id, name, kind = 'text', denied = [] } of seed.channels) {
    const overwrites = denied.map(({ who, permissions }): [string, Overwrite] => {
      const target = who === 'bot' ? desk.app.botId : who === 'everyone' ? guild.id : who;
      return [target, { isMember: desk.users.has(target), allow: 0n, deny: bitsOf(permissions) }];
    });
    addChannel(desk, { id, type: KINDS[kind], guild: guild.id, name, overwrites: new Map(overwrites) });
  }
  return guild;
}

export function joinGuild(desk: Desk, guild: Guild): void {
  guild.members.set(desk.app.botId, { user: desk.app.botId, roles: [guild.botRole], joinedMs: desk.now() });
}

/** The conversation of this person and the bot, begun now if there is none. */
export function dmWith(desk: Desk, user: string): Channel {
  const found = [...desk.channels.values()].find(({ recipient }) => recipient === user);
  return found ?? addChannel(desk, { id: desk.id(), type: ChannelType.DM, guild: null, name: '', recipient: user });
}

export function addChannel(
  desk: Desk,
  about: Pick<Channel, 'id' | 'type' | 'guild' | 'name'> &
    Partial<Pick<Channel, 'recipient' | 'thread' | 'overwrites'>>,
): Channel {
  const channel: Channel = { recipient: null, thread: null, overwrites: new Map(), messages: [], ...about };
  desk.channels.set(channel.id, channel);
  return channel;
}
