/** What Slack is told of the app: made here, printed by `adgen manifests`, kept as `manifests/slack.json`. Pure. */
import { COMMAND } from './command-words.ts';
import { PROMPTS } from './home-prompts.ts';
import { FROM_MESSAGE, NEW_AD } from './shortcut-ids.ts';

export type ManifestOptions =
  | { readonly mode: 'socket'; readonly publicUrl?: string | null }
  | { readonly mode: 'http'; readonly publicUrl: string };

/** Each with what it is for; `test/bots/slack-manifest.test.ts` holds them against the methods that the code calls. */
export const BOT_SCOPES = [
  'app_mentions:read', // hears that somebody mentions it
  'assistant:write', // what people might ask, on the messages tab
  'channels:history', // hears replies in public channels, and finds its own messages again after a crash
  'chat:write', // cards, progress, hints, its status while it thinks
  'commands', // /ad and the shortcuts
  'files:read', // product photos
  'files:write', // storyboards and films
  'groups:history', // the same in private channels
  'im:history', // the same in direct messages
  'im:write', // opens a direct message where it may not write in the channel
  'mpim:history', // the same in group messages
  'usergroups:read', // approvers that are groups
  'users:read', // names, and who is an admin
] as const;

export const BOT_EVENTS = [
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

/** Where Slack sends events, clicks and commands in HTTP mode. */
export const EVENTS_PATH = '/slack/events';
export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';

/** `publicUrl` as in `https://ads.example.com`; with it, other workspaces can install the app in socket mode, too. */
export function slackManifest({ mode, publicUrl = null }: ManifestOptions) {
  const address = (path: string) => new URL(path, publicUrl ?? undefined).href;
  const events = mode === 'http' ? { request_url: address(EVENTS_PATH) } : {};
  const command = mode === 'http' ? { url: address(EVENTS_PATH) } : {};
  const redirect = publicUrl === null ? {} : { redirect_urls: [address(REDIRECT_PATH)] };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: DISPLAY,
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'adgen', always_online: true },
      agent_view: { agent_description: DESCRIPTION, suggested_prompts: [...PROMPTS] },
      shortcuts: SHORTCUTS,
      slash_commands: [{ command: COMMAND, ...command, ...COMMAND_WORDS }],
    },
    oauth_config: { ...redirect, scopes: { bot: [...BOT_SCOPES] } },
    settings: {
      event_subscriptions: { ...events, bot_events: [...BOT_EVENTS] },
      interactivity: { is_enabled: true, ...events },
      org_deploy_enabled: false,
      socket_mode_enabled: mode === 'socket',
      token_rotation_enabled: false,
    },
  };
}

const DISPLAY = {
  name: 'adgen',
  description: 'Product ads from a chat: say what it is about, add a photo, get three films.',
  background_color: '#1d1c1d',
  long_description: [
    'Say what the ad is about and add a photo of the product: in a channel, in a direct message, or in the form that /ad opens.',
    'You get a storyboard with its price first. After your yes come three films in the same thread: upright for stories, square for feeds, wide for the web.',
    'Reply in the thread to change a scene, a word or the mood; only what changes is made again.',
  ].join('\n\n'),
} as const;

const DESCRIPTION =
  'Describe a product, attach a photo, and get 9:16, 1:1 and 16:9 ads back in the thread. The storyboard and its price come first.';

const SHORTCUTS = [
  {
    name: 'Make an ad from this',
    type: 'message',
    callback_id: FROM_MESSAGE,
    description: 'Begins an ad with the words and the picture of this message',
  },
  { name: 'New product ad', type: 'global', callback_id: NEW_AD, description: 'Opens the form for a new ad' },
] as const;

const COMMAND_WORDS = {
  description: 'Make a product ad',
  usage_hint: '[what the ad is about, link CODE, or help]',
  should_escape: false,
} as const;
