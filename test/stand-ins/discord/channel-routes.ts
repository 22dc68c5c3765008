/** Channels and what a bot asks of the world around it: itself, people, servers, roles. */
import { ChannelType, GuildMemberFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Desk } from './desk.ts';
import { readForm } from './form.ts';
import { asChannel, asGuild, asMember, asUser, rolesOf } from './guild-shapes.ts';
import { tellTyping } from './happenings.ts';
import { channelFor, postingPermission } from './permissions.ts';
import { refuse } from './refusal.ts';
import { done, ok, type Route, route } from './route.ts';
import { snowflake } from './shapes.ts';
import { dmWith } from './start-world.ts';
import type { Guild } from './world.ts';

export const channelRoutes: readonly Route[] = [
  route('GET /gateway', ({ desk }) => ok({ url: gatewayUrl(desk) })),
  route('GET /gateway/bot', ({ desk }) =>
    ok({
      url: gatewayUrl(desk),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 14_400_000, max_concurrency: 1 },
    }),
  ),
  route('GET /users/@me', ({ desk }) =>
    ok({ ...asUser(desk, desk.app.botId), verified: true, mfa_enabled: true, flags: 0 }),
  ),
  route('GET /users/@me/guilds', ({ desk }) =>
    ok(
      [...desk.guilds.values()]
        .filter((guild) => isMember(desk, guild))
        .map(({ id, name }) => ({ id, name, icon: null, owner: false, features: [] })),
    ),
  ),
  route('POST /users/@me/channels', ({ desk, body }) => {
    const { recipient_id } = readForm(z.strictObject({ recipient_id: snowflake }), body.json);
    if (!desk.users.has(recipient_id)) return refuse('unknown-user');
    return ok(asChannel(desk, dmWith(desk, recipient_id)));
  }),
  route('GET /users/:user', ({ desk, part }) => {
    return desk.users.has(part('user')) ? ok(asUser(desk, part('user'))) : refuse('unknown-user');
  }),
  route('GET /applications/@me', ({ desk }) => ok(asApplication(desk))),
  route('GET /oauth2/applications/@me', ({ desk }) => ok(asApplication(desk))),
  route('GET /guilds/:guild', ({ desk, part }) => ok(asGuild(guildFor(desk, part('guild'))))),
  route('GET /guilds/:guild/roles', ({ desk, part }) => ok(rolesOf(guildFor(desk, part('guild'))))),
  route('GET /guilds/:guild/channels', ({ desk, part }) => {
    const guild = guildFor(desk, part('guild'));
    const inside = [...desk.channels.values()].filter(
      (channel) => channel.guild === guild.id && channel.thread === null,
    );
    return ok(inside.map((channel) => asChannel(desk, channel)));
  }),
  route('GET /guilds/:guild/members/:user', ({ desk, part }) => {
    const user = part('user') === '@me' ? desk.app.botId : part('user');
    const member = guildFor(desk, part('guild')).members.get(user);
    if (!member) return refuse(desk.users.has(user) ? 'unknown-member' : 'unknown-user');
    return ok({ ...asMember(member), user: asUser(desk, user), flags: GuildMemberFlags.CompletedOnboarding });
  }),
  route('GET /channels/:channel', ({ desk, part }) => ok(asChannel(desk, channelFor(desk, part('channel'))))),
  route('POST /channels/:channel/typing', ({ desk, part }) => {
    const channel = channelFor(desk, part('channel'));
    channelFor(desk, channel.id, postingPermission(channel));
    if (channel.type === ChannelType.GuildForum) return refuse('not-text');
    desk.typings.push({ channel: channel.id, atMs: desk.now() });
    tellTyping(desk, channel, desk.app.botId);
    desk.changed();
    return done;
  }),
];

/** A server that the bot is in. */
export function guildFor(desk: Desk, id: string): Guild {
  const guild = desk.guilds.get(id);
  if (!guild) return refuse('unknown-guild');
  return isMember(desk, guild) ? guild : refuse('missing-access');
}

export function isMember(desk: Desk, guild: Guild): boolean {
  return guild.members.has(desk.app.botId);
}

export function gatewayUrl(desk: Desk): string {
  return desk.origin().replace('http', 'ws');
}

function asApplication({ app }: Desk) {
  return {
    id: app.id,
    name: app.name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: app.publicKey,
    team: null,
    flags: applicationFlags(app),
  };
}

/** Which privileged intents are switched on, as the app's flags say it (limited: fewer than 100 servers). */
export function applicationFlags({ privileged }: Desk['app']): number {
  const [presences, members, content] = [1 << 13, 1 << 15, 1 << 19];
  return (
    (privileged.has('GuildPresences') ? presences : 0) |
    (privileged.has('GuildMembers') ? members : 0) |
    (privileged.has('MessageContent') ? content : 0)
  );
}
