/** Discord as a platform: a card is one message with components, its films in it. */
import { RESTJSONErrorCodes as Code, MessageFlags, Routes } from 'discord.js';
import { AdgenError } from '../../ad/errors.ts';
import { fingerprint } from '../../ad/fingerprint.ts';
import type { Card, Platform, PlatformLimits } from '../platform.ts';
import { cardContainer } from './card-container.ts';
import { type CardFiles, filesOf, lowerCap, readFiles, USUAL_FILE_BYTES } from './card-files.ts';
import { createFetch } from './fetch-file.ts';
import { placeOf } from './names.ts';
import { type At, type Desk, type DiscordPlatformNeeds, openDesk, threadOf, told } from './platform-desk.ts';
import { Message, markOf, type Posted, postedOf } from './seen-thread.ts';
import { toThemAlone } from './to-them-alone.ts';
import { codeOf, isTooLarge, isUnclear } from './trouble.ts';

const DISCORD_LIMITS: PlatformLimits = {
  // Five edits in five seconds are usual for a channel, and a thread is one.
  editEveryMs: 2000,
  maxFileBytes: USUAL_FILE_BYTES,
  maxRequestBytes: 25 * 1024 * 1024,
  // All texts of a message together hold 4000, with what keeps words from being markup.
  maxTextCharacters: 3000,
};

export function createDiscordPlatform(needs: DiscordPlatformNeeds): Platform {
  const desk = openDesk(needs);
  const { client, hints } = needs;
  return {
    name: 'discord',
    limits: DISCORD_LIMITS,
    post: (threadId, cardKey, card, signal) => {
      const key = `${threadId} ${cardKey}`;
      const running = desk.posting.get(key);
      if (running) return running;
      const posted = told(threadId, desk, signal, (at) => post(at, cardKey, card, desk, signal)).finally(() =>
        desk.posting.delete(key),
      );
      desk.posting.set(key, posted);
      return posted;
    },
    edit: (threadId, messageId, card, signal) =>
      told(threadId, desk, signal, (at) => edit(at, messageId, card, desk, signal)),
    typing: (threadId) => showTyping(threadId, desk).catch(() => undefined),
    fetchAttachment: createFetch({ rest: client.rest, apiUrl: needs.apiUrl }),
    hint: async (threadId, userId, text, _signal, key) =>
      (await hints.whisper(threadId, userId, text)) || toThemAlone(client.rest, { userId, text, key }),
    isOpen: (threadId) => placeOf(threadId)?.guild !== null,
  };
}

async function post(at: At, cardKey: string, card: Card, desk: Desk, signal: AbortSignal): Promise<string> {
  const seen = await threadOf(at, desk);
  const mark = markOf(cardKey);
  const before = seen.get(mark) ?? null;
  if (before && (await rewrite(at, before, mark, card, desk, signal))) return before.id;
  const files = await filesOf(card, at, desk, signal);
  // Sent again by whoever, it is still one message; one that people have deleted is no reason to send none.
  const nonce = fingerprint([at.threadId, cardKey, before?.id ?? null]);
  try {
    const raw = await send(at, { nonce, enforce_nonce: true }, { card, mark, files, kept: [] }, desk, 'post');
    const posted = postedOf(raw);
    if (posted) seen.set(mark, posted);
    return raw.id;
  } catch (error) {
    // Whether it is there is looked up before anything is posted again.
    if (isUnclear(error)) desk.threads.delete(at.threadId);
    if (codeOf(error) === Code.UnknownChannel) desk.gone.add(at.threadId);
    throw error;
  }
}

type Content = {
  readonly card: Card;
  readonly mark: number;
  readonly files: CardFiles;
  /** Ids of files that stay; the others of `files` are sent. */
  readonly kept: readonly { readonly name: string; readonly id: string }[];
};

async function send(
  { place, threadId }: At,
  more: Readonly<Record<string, unknown>>,
  { card, mark, files, kept }: Content,
  desk: Desk,
  how: 'post' | { readonly edit: string },
) {
  const { client, uploads } = desk;
  const missing = files.shown.filter(({ name }) => !kept.some((one) => one.name === name));
  const body = {
    ...more,
    flags: MessageFlags.IsComponentsV2,
    components: [cardContainer(card, { mark, ...{ files: files.shown, notes: files.notes } })],
    attachments: [
      ...kept.map(({ id }) => ({ id })),
      ...missing.map(({ name, alt }, id) => ({ id, filename: name, description: alt.slice(0, 1024) })),
    ],
    allowed_mentions: { parse: [] },
  };
  const channel = Routes.channelMessages(place.thread);
  const request = async () => {
    const sent = { body, files: await readFiles(missing, desk) };
    if (how === 'post') return client.rest.post(channel, sent);
    return client.rest.patch(Routes.channelMessage(place.thread, how.edit), sent);
  };
  try {
    return Message.parse(await (missing.length > 0 ? uploads(request) : request()));
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    lowerCap({ place, threadId }, desk);
    throw new AdgenError('step-failed', 'Discord takes only smaller files here.', { cause: error, retryAfterMs: 1 });
  }
}

async function edit(at: At, messageId: string, card: Card, desk: Desk, signal: AbortSignal): Promise<boolean> {
  const seen = await threadOf(at, desk);
  const [mark, before] = [...seen].find(([, posted]) => posted.id === messageId) ?? [null, null];
  return mark !== null && (await rewrite(at, before, mark, card, desk, signal));
}

/** False when the message is gone. */
async function rewrite(
  at: At,
  before: Posted,
  mark: number,
  card: Card,
  desk: Desk,
  signal: AbortSignal,
): Promise<boolean> {
  const seen = await threadOf(at, desk);
  const files = await filesOf(card, at, desk, signal);
  const kept = files.shown.flatMap(({ name }) => {
    const id = before.files.get(name);
    return id === undefined ? [] : [{ name, id }];
  });
  const change = () => send(at, {}, { card, mark, files, kept }, desk, { edit: before.id });
  try {
    const posted = postedOf(await openedAgain(at, desk, change));
    if (posted) seen.set(mark, posted);
    return true;
  } catch (error) {
    if (codeOf(error) !== Code.UnknownMessage) throw error;
    seen.delete(mark);
    return false;
  }
}

/** Messages of a thread that was archived cannot be changed: it is opened again first. */
async function openedAgain<T>({ place }: At, { client }: Desk, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) !== Code.InvalidActionOnArchivedThread) throw error;
    await client.rest.patch(Routes.channel(place.thread), { body: { archived: false } });
    return work();
  }
}

async function showTyping(threadId: string, desk: Desk): Promise<void> {
  const place = placeOf(threadId);
  if (!place) return;
  await threadOf({ place, threadId }, desk);
  await desk.client.rest.post(Routes.channelTyping(place.thread));
}
