/** The home tab: my ads, the month's spend, the brand kit, and who may approve. Pure. */
import type { types } from '@slack/bolt';
import { monthWords, type Overview, type OverviewAd } from '../window.ts';
import { COMMAND } from './command-words.ts';
import { adWords, approverWords, kitWords } from './home-words.ts';
import { plain } from './modal-view.ts';

export const HOME = {
  newAd: 'home_new_ad',
  refresh: 'home_refresh',
  editKit: 'home_edit_kit',
  editApprovers: 'home_edit_approvers',
} as const;

export type HomeFacts = {
  readonly overview: Overview;
  /** By thread id; threads that are not in it get no link. */
  readonly links: ReadonlyMap<string, string>;
  readonly mayNameApprovers: boolean;
  /** What just happened, or what did not work; null: nothing. */
  readonly notice: string | null;
};

export function homeView({ overview, links, mayNameApprovers, notice }: HomeFacts): types.HomeView {
  const { ads } = overview;
  return home([
    ...noticeOf(notice),
    header('Your ads'),
    ...(ads.length === 0 ? [section(EMPTY)] : ads.map((ad) => adBlock(ad, links))),
    buttons(),
    header('This month'),
    section(monthWords(overview)),
    header('Brand kit'),
    section(kitWords(overview), button(HOME.editKit, overview.kit === null ? 'Add a brand' : 'Edit')),
    header('Who may approve'),
    section(approverWords(overview), mayNameApprovers ? button(HOME.editApprovers, 'Change') : null),
    ...(mayNameApprovers
      ? []
      : [context('Only admins of this workspace, and the people named here, can change this.')]),
  ]);
}

/** When nothing could be read: what to do, and a way to try again. */
export function troubleView(say: string): types.HomeView {
  return home([header('Your ads'), section(`This could not be shown. ${say}`), buttons()]);
}

const EMPTY = [
  'You have no ads here yet. To make the first one:',
  `• press *New ad*, or type \`${COMMAND}\` and what the ad is about in any conversation`,
  '• send me a message with a photo of the product',
  '• or choose *Make an ad from this* in the menu of a message',
  'I show you a storyboard and its price first. Nothing costs before you say yes.',
].join('\n');

function adBlock(ad: OverviewAd, links: ReadonlyMap<string, string>): types.SectionBlock {
  return section(adWords(ad, links.get(ad.threadId) ?? null));
}

function buttons(): types.ActionsBlock {
  const fresh: types.Button = { ...button(HOME.newAd, 'New ad'), style: 'primary' };
  return { type: 'actions', elements: [fresh, button(HOME.refresh, 'Refresh')] };
}

function noticeOf(notice: string | null): types.KnownBlock[] {
  return notice === null ? [] : [context(notice), { type: 'divider' }];
}

function home(blocks: types.KnownBlock[]): types.HomeView {
  return { type: 'home', blocks };
}

function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plain(text) };
}

function section(text: string, accessory: types.Button | null = null): types.SectionBlock {
  const block: types.SectionBlock = { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
  return accessory === null ? block : { ...block, accessory };
}

function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [plain(text)] };
}

function button(action: string, label: string): types.Button {
  return { type: 'button', action_id: action, text: plain(label) };
}
