/** The servers a Discord stand-in opens with: their people, roles and channels, and what everybody may do in them. */
import { Locale, PermissionFlagsBits } from 'discord-api-types/v10';

export type Permission = keyof typeof PermissionFlagsBits;

export const MIB = 1024 * 1024;

export type PersonSeed = {
  readonly id: string;
  readonly name: string;
  readonly locale?: Locale;
  /** Roles by id, besides @everyone. */
  readonly roles?: readonly string[];
  /** What the person may upload: 10 MiB without Nitro (2026), which is what counts when absent. */
  readonly maxFileBytes?: number;
  /** Somebody else's program. */
  readonly isBot?: boolean;
};

export type RoleSeed = {
  readonly id: string;
  readonly name: string;
  readonly permissions?: readonly Permission[];
  readonly isMentionable?: boolean;
};

export type ChannelSeed = {
  readonly id: string;
  readonly name: string;
  readonly kind?: 'text' | 'announcement' | 'forum' | 'voice';
  /** Taken from everybody, by `who`: `bot`, `everyone`, or the id of a role or a person. */
  readonly denied?: readonly { readonly who: string; readonly permissions: readonly Permission[] }[];
};

export type GuildSeed = {
  readonly id: string;
  readonly name: string;
  readonly locale?: Locale;
  /** Who may do everything; somebody who is not among the people when absent. */
  readonly owner?: string;
  readonly people: readonly PersonSeed[];
  readonly roles?: readonly RoleSeed[];
  readonly channels: readonly ChannelSeed[];
  /** Of the role that the invitation made for the bot; @everyone's come on top. */
  readonly botPermissions?: readonly Permission[];
  /** Files may have 10 MiB at 0 and 1, 50 at 2, 100 at 3 (2026). */
  readonly boostTier?: 0 | 1 | 2 | 3;
  /** True when absent. */
  readonly hasBot?: boolean;
};

export const EVERYONE_MAY: readonly Permission[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'AttachFiles',
  'EmbedLinks',
  'ReadMessageHistory',
  'AddReactions',
  'UseApplicationCommands',
];

export function bitsOf(permissions: readonly Permission[]): bigint {
  return permissions.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

/** Ann, Ben and Cat of Acme; Ben leads. #ads is where they work, #quiet does not let the bot post. */
export const ACME = {
  id: '110000000000000001',
  name: 'Acme',
  people: [
    { id: '120000000000000001', name: 'ann' },
    { id: '120000000000000002', name: 'ben', roles: ['130000000000000001'] },
    { id: '120000000000000003', name: 'cat', locale: Locale.German },
  ],
  roles: [{ id: '130000000000000001', name: 'leads', isMentionable: true }],
  channels: [
    { id: '140000000000000001', name: 'ads' },
    { id: '140000000000000002', name: 'general' },
    { id: '140000000000000003', name: 'quiet', denied: [{ who: 'bot', permissions: ['SendMessages'] }] },
  ],
} as const satisfies GuildSeed;

/** Another community, which has the same app. */
export const GLOBEX = {
  id: '110000000000000002',
  name: 'Globex',
  people: [
    { id: '120000000000000011', name: 'gil', locale: Locale.Japanese },
    { id: '120000000000000012', name: 'hal' },
  ],
  channels: [{ id: '140000000000000011', name: 'promo' }],
} as const satisfies GuildSeed;
