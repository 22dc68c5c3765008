/** The workspaces a Slack stand-in opens with, and what an app needs to be allowed. */

/** What `adgen manifests` asks for must be enough for everything; a test takes some away to see what happens. */
export const USUAL_SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'reactions:write',
  'team:read',
  'usergroups:read',
  'users:read',
] as const;

export const USUAL_EVENTS = [
  'agent_session_stopped',
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'tokens_revoked',
] as const;

export type UserSeed = { readonly id: string; readonly name: string; readonly isAdmin?: boolean };

export type ChannelSeed = {
  readonly id: string;
  readonly name: string;
  readonly kind?: 'public' | 'private' | 'mpim';
  /** The team's people, all of them when absent. */
  readonly members?: readonly string[];
  /** True when absent. */
  readonly hasBot?: boolean;
  readonly isArchived?: boolean;
};

export type TeamSeed = {
  readonly id: string;
  readonly name: string;
  readonly users: readonly UserSeed[];
  readonly channels: readonly ChannelSeed[];
  readonly groups?: readonly { readonly id: string; readonly handle: string; readonly users: readonly string[] }[];
  /** Of the bot's token; the usual ones when absent. */
  readonly scopes?: readonly string[];
  /** False: people install the app later through OAuth. True when absent. */
  readonly isInstalled?: boolean;
  readonly rules?: Partial<Rules>;
};

/** How a workspace differs from others. */
export type Rules = {
  /** False: `plan` and `task_card` blocks are refused, as in workspaces that do not have them yet. */
  readonly hasPlans: boolean;
  readonly uploads: 'allowed' | 'disabled' | 'no-tokens';
  readonly maxFileBytes: number;
};

export const USUAL_RULES: Rules = { hasPlans: true, uploads: 'allowed', maxFileBytes: 1_000_000_000 };

/** Ann and Ben of Acme: #ads has the bot, #general does not, #secret is private and without it, #old is archived. */
export const ACME = {
  id: 'TACME',
  name: 'Acme',
  users: [
    { id: 'UANN', name: 'ann', isAdmin: true },
    { id: 'UBEN', name: 'ben' },
    { id: 'UCAT', name: 'cat' },
  ],
  channels: [
    { id: 'CADS', name: 'ads' },
    { id: 'CGENERAL', name: 'general', hasBot: false },
    { id: 'CLAUNCH', name: 'launch', kind: 'private' },
    { id: 'CSECRET', name: 'secret', kind: 'private', hasBot: false },
    { id: 'COLD', name: 'old', isArchived: true },
  ],
  groups: [{ id: 'SLEADS', handle: 'leads', users: ['UBEN'] }],
} as const satisfies TeamSeed;

/** Another company, which has the same app. */
export const GLOBEX = {
  id: 'TGLOBEX',
  name: 'Globex',
  users: [
    { id: 'UGIL', name: 'gil', isAdmin: true },
    { id: 'UHAL', name: 'hal' },
  ],
  channels: [{ id: 'CPROMO', name: 'promo' }],
} as const satisfies TeamSeed;
