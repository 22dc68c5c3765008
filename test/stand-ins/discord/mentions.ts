/** Whom a message mentions, and whom it tells: what it may mention is one thing, what its words name another. */
import type { Desk } from './desk.ts';
import { guildOf } from './desk.ts';
import { may } from './permissions.ts';
import type { Channel } from './world.ts';

/** As in `allowed_mentions`; null: everything, as when the field is absent. */
export type Allowed = {
  readonly parse?: readonly ('roles' | 'users' | 'everyone')[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
  readonly replied_user?: boolean | undefined;
} | null;

export type Mentions = {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
  readonly pinged: ReadonlySet<string>;
};

export function mentionsIn(
  desk: Desk,
  channel: Channel,
  author: string,
  text: string,
  allowed: Allowed,
  repliedTo: string | null,
): Mentions {
  const guild = guildOf(desk, channel);
  const isAllowed = (kind: 'users' | 'roles', id: string) =>
    allowed === null || allowed.parse?.includes(kind) === true || allowed[kind]?.includes(id) === true;
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  const inWords = named(/<@!?(\d{15,20})>/g).filter((id) => desk.users.has(id) && isAllowed('users', id));
  const isReplyTold = repliedTo !== null && (allowed === null || allowed.replied_user === true);
  const users = [...new Set([...inWords, ...(isReplyTold ? [repliedTo] : [])])];
  const mayAll = may(desk, channel, author, 'MentionEveryone');
  const roles = named(/<@&(\d{15,20})>/g).filter((id) => {
    const role = guild?.roles.get(id);
    return role !== undefined && isAllowed('roles', id) && (role.isMentionable || mayAll);
  });
  const everyone =
    mayAll && /@(everyone|here)\b/.test(text) && (allowed === null || allowed.parse?.includes('everyone') === true);
  const members = [...(guild?.members.values() ?? [])];
  const told = everyone
    ? members.map(({ user }) => user)
    : [
        ...users,
        ...members.filter((member) => member.roles.some((role) => roles.includes(role))).map(({ user }) => user),
      ];
  const pinged = new Set(told.filter((user) => user !== author && may(desk, channel, user, 'ViewChannel')));
  return { users, roles, everyone, pinged };
}

/** As people read it: names for ids. */
export function inNames(desk: Desk, text: string): string {
  return text
    .replaceAll(/<@!?(\d{15,20})>/g, (whole, id: string) =>
      desk.users.has(id) ? `@${desk.users.get(id)?.name}` : whole,
    )
    .replaceAll(/<#(\d{15,20})>/g, (whole, id: string) =>
      desk.channels.has(id) ? `#${desk.channels.get(id)?.name}` : whole,
    )
    .replaceAll(/<@&(\d{15,20})>/g, (whole, id: string) => {
      const role = [...desk.guilds.values()].map(({ roles }) => roles.get(id)).find((one) => one !== undefined);
      return role ? `@${role.name}` : whole;
    });
}
