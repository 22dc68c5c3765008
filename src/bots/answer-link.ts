/** A wish to link a chat, or to end that: answered to that person alone where others read along. No model sees it. */
import { hint } from './hint.ts';
import { type LinkDesk, SAY_IT_ALONE } from './link-desk.ts';
import type { LinkWish } from './link-wish.ts';
import type { Platform } from './platform.ts';
import type { Answer, Claim } from './ports.ts';
import { replyCards } from './stored-card.ts';

type Needs = { readonly platform: Platform; readonly links: Pick<LinkDesk, 'answer'> };

export async function answerLink(
  wish: LinkWish,
  claim: Claim,
  { platform, links }: Needs,
  signal: AbortSignal,
): Promise<Answer> {
  const { event, thread } = claim;
  const { key, userId } = event;
  const isOpen = platform.isOpen?.(event.threadId) ?? false;
  const said = await links.answer(wish, { key, userId });
  const hadCode = wish.kind === 'use' || wish.kind === 'unreadable';
  const say = isOpen && hadCode ? `${said} ${SAY_IT_ALONE}` : said;
  const isHeard = isOpen && (await hint(claim, say, platform, signal));
  const cards = isHeard ? [] : replyCards(key, say, platform.limits.maxTextCharacters);
  return { state: null, facts: thread.facts, intents: [], cards };
}
