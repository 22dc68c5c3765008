/** The methods that tell of a workspace: its people and groups, and reactions to what they say. */
import { z } from 'zod';
import { count, flag, type Method, method, timestamp } from './method.ts';
import { channelToWrite } from './places.ts';
import { refuse } from './refusal.ts';
import type { UserSeed } from './seeds.ts';
import { findMessage, type Team } from './world.ts';

const pages = { cursor: z.string().optional(), limit: count.optional() };

function asUser(team: Team, user: UserSeed) {
  const shown = `${user.name.charAt(0).toUpperCase()}${user.name.slice(1)}`;
  return {
    id: user.id,
    team_id: team.id,
    name: user.name,
    deleted: false,
    real_name: `${shown} Example`,
    tz: 'Europe/Berlin',
    is_admin: user.isAdmin ?? false,
    is_owner: user.isAdmin ?? false,
    is_bot: false,
    is_app_user: false,
    profile: { real_name: `${shown} Example`, display_name: shown, team: team.id },
  };
}

const userInfo = method({
  tier: 4,
  scopes: ['users:read'],
  args: { user: z.string(), include_locale: flag.optional() },
  run: ({ user: id }, { team }) => {
    const user = team.users.get(id);
    if (id === team.bot.userId) return { user: { ...asUser(team, { id, name: 'ad' }), is_bot: true } };
    return user ? { user: asUser(team, user) } : refuse('user_not_found');
  },
});

const userList = method({
  tier: 2,
  scopes: ['users:read'],
  args: { ...pages, include_locale: flag.optional() },
  run: (_, { team }) => ({
    members: [...team.users.values()].map((user) => asUser(team, user)),
    response_metadata: { next_cursor: '' },
  }),
});

const groups = method({
  tier: 2,
  scopes: ['usergroups:read'],
  args: { include_users: flag.optional(), include_disabled: flag.optional(), include_count: flag.optional() },
  run: ({ include_users: withUsers }, { team }) => ({
    usergroups: team.groups.map(({ id, handle, users }) => ({
      id,
      team_id: team.id,
      is_usergroup: true,
      name: handle,
      handle,
      date_delete: 0,
      user_count: users.length,
      ...(withUsers ? { users } : {}),
    })),
  }),
});

const groupUsers = method({
  tier: 2,
  scopes: ['usergroups:read'],
  args: { usergroup: z.string(), include_disabled: flag.optional() },
  run: ({ usergroup }, { team }) => {
    const group = team.groups.find(({ id }) => id === usergroup);
    return group ? { users: group.users } : refuse('no_such_subteam');
  },
});

const reaction = { channel: z.string(), timestamp, name: z.string().regex(/^[a-z0-9_+-]+$/) };

const addReaction = method({
  tier: 3,
  scopes: ['reactions:write'],
  args: reaction,
  run: ({ channel: id, timestamp: ts, name }, caller) => {
    const message = findMessage(channelToWrite(caller, id), ts);
    const user = caller.team.bot.userId;
    if (!message) return refuse('message_not_found');
    if (message.reactions.some((one) => one.name === name && one.user === user)) return refuse('already_reacted');
    message.reactions.push({ name, user });
    return {};
  },
});

const removeReaction = method({
  tier: 2,
  scopes: ['reactions:write'],
  args: reaction,
  run: ({ channel: id, timestamp: ts, name }, caller) => {
    const message = findMessage(channelToWrite(caller, id), ts);
    if (!message) return refuse('message_not_found');
    const index = message.reactions.findIndex((one) => one.name === name && one.user === caller.team.bot.userId);
    if (index < 0) return refuse('no_reaction');
    message.reactions.splice(index, 1);
    return {};
  },
});

const teamInfo = method({
  tier: 3,
  scopes: ['team:read'],
  args: { team: z.string().optional() },
  run: (_, { team }, desk) => ({
    team: { id: team.id, name: team.name, domain: team.domain, url: `${desk.origin()}/${team.domain}/` },
  }),
});

export const teamMethods: Readonly<Record<string, Method>> = {
  'users.info': userInfo,
  'users.list': userList,
  'usergroups.list': groups,
  'usergroups.users.list': groupUsers,
  'reactions.add': addReaction,
  'reactions.remove': removeReaction,
  'team.info': teamInfo,
};
