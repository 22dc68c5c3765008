/** Slack as a platform: cards become messages with blocks, films files in the same thread. */
import type { types } from '@slack/bolt';
import { AdgenError, cancelled } from '../../ad/errors.ts';
import type { Card, Platform, PlatformLimits } from '../platform.ts';
import { cardBlocks, cardWords } from './card-blocks.ts';
import { linksOf, pictureOf, removeFile, showFilms, takeDown } from './card-files.ts';
import { createFetch } from './fetch-file.ts';
import { idIn, placeOf } from './names.ts';
import { type At, type Desk, open, openDesk, type SlackPlatformNeeds, threadOf, told } from './platform-desk.ts';
import { CARD_EVENT, type Posted } from './seen-thread.ts';
import { isUnclear, refusalOf } from './trouble.ts';

const SLACK_LIMITS: PlatformLimits = {
  // All ads of a workspace share fifty edits a minute.
  editEveryMs: 3000,
  maxFileBytes: 1_000_000_000,
  maxRequestBytes: 1_000_000_000,
  // All blocks of a message together hold 13,200 (bolt-js#2509, 2026-11).
  maxTextCharacters: 9000,
};

export function createSlackPlatform(needs: SlackPlatformNeeds): Platform {
  const desk = openDesk(needs);
  return {
    name: 'slack',
    limits: SLACK_LIMITS,
    post: (threadId, cardKey, card, signal) => {
      const key = `${threadId} ${cardKey}`;
      const running = desk.posting.get(key);
      if (running) return running;
      const posted = post(threadId, cardKey, card, desk, signal).finally(() => desk.posting.delete(key));
      desk.posting.set(key, posted);
      return posted;
    },
    edit: (threadId, messageId, card, signal) =>
      told(threadId, desk, signal, (at) => edit(at, messageId, card, desk, signal)),
    typing: (threadId) => showThinking(threadId, desk).catch(() => undefined),
    fetchAttachment: createFetch(needs),
    hint: async (threadId, userId, text, signal) => {
      const at = await open(threadId, desk, signal);
      const user = userId.slice(idIn(at.place.team, '').length);
      const { channel, root } = at.place;
      // Below a message without replies, nobody sees it (https://docs.slack.dev/reference/methods/chat.postEphemeral, 2026-11).
      const hasReplies = (await threadOf(at, desk)).cards.size > 0;
      await at.client.chat.postEphemeral({ channel, user, text, ...(hasReplies ? { thread_ts: root } : {}) });
      return true;
    },
    isOpen: (threadId) => placeOf(threadId)?.channel.startsWith('D') !== true,
  };
}

function post(threadId: string, cardKey: string, card: Card, desk: Desk, signal: AbortSignal): Promise<string> {
  return told(threadId, desk, signal, async (at) => {
    const seen = await threadOf(at, desk);
    const before = seen.cards.get(cardKey);
    if (before && (await isThere(at, before.ts))) {
      if (!(await showFilms(at, before.ts, card, desk))) await rewrite(at, before, cardKey, card, desk);
      return before.ts;
    }
    const pictureId = card.picture && (await pictureOf(card.picture, at, desk, signal));
    const ts = await postMessage(at, cardKey, card, pictureId, desk, signal);
    const posted = { ts, pictureId };
    seen.cards.set(cardKey, posted);
    const isShown = desk.withoutFiles.has(at.team) || (await showFilms(at, ts, card, desk));
    if (!isShown) await rewrite(at, posted, cardKey, card, desk);
    return ts;
  });
}

async function isThere({ client, place }: At, ts: string): Promise<boolean> {
  const { channel, root } = place;
  const { messages = [] } = await client.conversations.replies({
    ...{ channel, ts: root, oldest: ts, latest: ts, inclusive: true, limit: 10 },
  });
  return messages.some((message) => message.ts === ts);
}

async function postMessage(
  at: At,
  cardKey: string,
  card: Card,
  pictureId: string | null,
  desk: Desk,
  signal: AbortSignal,
): Promise<string> {
  const { channel, root } = at.place;
  if (signal.aborted) throw cancelled();
  const metadata = { event_type: CARD_EVENT, event_payload: { key: cardKey } };
  const links = await linksOf(at, card, desk);
  try {
    const { ts, message } = await withBlocks(card, { pictureId, links }, at.team, desk, (content) =>
      at.client.chat.postMessage({ channel, thread_ts: root, metadata, unfurl_links: false, ...content }),
    );
    if (ts !== undefined && message?.thread_ts === root) return ts;
    // The message that began the thread is gone, and Slack put this into the channel itself.
    if (ts !== undefined) await at.client.chat.delete({ channel, ts });
    throw new AdgenError('not-found', 'The message that began this thread in Slack was deleted.');
  } catch (error) {
    // Whether it is there is looked up before anything is posted again.
    if (isUnclear(error)) desk.threads.delete(at.threadId);
    throw error;
  }
}

type Content = { readonly text: string; readonly blocks: types.KnownBlock[] };

/** With the blocks that the workspace knows. */
async function withBlocks<T>(
  card: Card,
  shown: { readonly pictureId: string | null; readonly links: readonly string[] },
  team: string,
  { withoutPlans }: Desk,
  send: (content: Content) => Promise<T>,
): Promise<T> {
  const content = (hasPlans: boolean) => ({
    text: cardWords(card),
    blocks: cardBlocks(card, { ...shown, hasPlans }),
  });
  const hasPlans = !withoutPlans.has(team);
  try {
    return await send(content(hasPlans));
  } catch (error) {
    if (!hasPlans || card.progress === null || refusalOf(error) !== 'invalid_blocks') throw error;
    withoutPlans.add(team);
    return send(content(false));
  }
}

async function edit(at: At, ts: string, card: Card, desk: Desk, signal: AbortSignal): Promise<boolean> {
  const waitMs = desk.pace.take(at.team, card.progress !== null);
  if (waitMs > 0) throw new AdgenError('step-failed', 'Slack asks for patience.', { retryAfterMs: waitMs });
  const seen = await threadOf(at, desk);
  const [cardKey, before] = [...seen.cards].find(([, posted]) => posted.ts === ts) ?? [null, null];
  if (cardKey === null) return false;
  const pictureId = card.picture && (before.pictureId ?? (await pictureOf(card.picture, at, desk, signal)));
  if (!(await rewrite(at, { ts, pictureId }, cardKey, card, desk))) {
    seen.cards.delete(cardKey);
    return false;
  }
  seen.cards.set(cardKey, { ts, pictureId });
  if (before.pictureId !== null && pictureId === null) await removeFile(at, before.pictureId);
  await takeDown(at, ts, card, seen);
  const couldUpload = !desk.withoutFiles.has(at.team);
  if (!(await showFilms(at, ts, card, desk)) && couldUpload) await rewrite(at, { ts, pictureId }, cardKey, card, desk);
  return true;
}

/** False when the message is gone. */
async function rewrite(at: At, { ts, pictureId }: Posted, cardKey: string, card: Card, desk: Desk): Promise<boolean> {
  const metadata = { event_type: CARD_EVENT, event_payload: { key: cardKey } };
  const links = await linksOf(at, card, desk);
  try {
    await withBlocks(card, { pictureId, links }, at.team, desk, (content) =>
      at.client.chat.update({ channel: at.place.channel, ts, metadata, ...content }),
    );
    return true;
  } catch (error) {
    if (refusalOf(error) === 'message_not_found') return false;
    throw error;
  }
}

/** Only where people talk with the app alone; it goes away by itself. */
async function showThinking(threadId: string, desk: Desk): Promise<void> {
  const { place, client } = await open(threadId, desk, new AbortController().signal);
  if (!place.channel.startsWith('D')) return;
  await client.assistant.threads.setStatus({
    ...{ channel_id: place.channel, thread_ts: place.root, status: 'is thinking…' },
  });
}
