/** The terminal as a chat window: cards become lines, progress one live line. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { AdgenError, cancelled } from '../../ad/errors.ts';
import type { Card, Platform } from '../platform.ts';
import { renderCard } from './render-card.ts';

export type Screen = {
  /** Something the bot says, as a block of its own. */
  readonly say: (text: string) => void;
  readonly progress: (step: { readonly percent: number; readonly activity: string }) => void;
  readonly endProgress: () => void;
};

export type TerminalOptions = {
  /** Of this window alone: what is said to it is of no use in another. */
  readonly name: string;
  readonly screen: Screen;
  /** Local path of an artefact; throws when it is gone. */
  readonly locate: (key: string) => Promise<string>;
  /** Told about every card as it is shown. */
  readonly onCard?: (card: Card) => void;
};

/**
 * What was said cannot be taken back: an edit shows where something moves, where a moving thing came to rest, and that files
 * are gone.
 */
export function createTerminalPlatform({ name, screen, locate, onCard }: TerminalOptions): Platform {
  const shown = new Map<string, Promise<void>>();
  const withFiles = new Set<string>();
  const show = async (card: Card) => {
    onCard?.(card);
    if (card.progress) return screen.progress(card.progress);
    screen.endProgress();
    if (card.kind !== 'progress') screen.say(renderCard(card, await pathsOf(card, locate)));
  };
  return {
    name,
    limits: { editEveryMs: 200, maxFileBytes: 2 ** 31, maxRequestBytes: 2 ** 31, maxTextCharacters: 40_000 },
    post: async (threadId, cardKey, card, signal) => {
      if (signal.aborted) throw cancelled();
      const messageId = `${threadId} ${cardKey}`;
      const showing = shown.get(messageId) ?? show(card);
      shown.set(messageId, showing);
      await showing.catch((error) => {
        shown.delete(messageId);
        throw error;
      });
      if (showsFiles(card)) withFiles.add(messageId);
      return messageId;
    },
    edit: async (_threadId, messageId, card, signal) => {
      if (signal.aborted) throw cancelled();
      if (!shown.has(messageId)) return false;
      onCard?.(card);
      if (card.progress) screen.progress(card.progress);
      else if (card.kind === 'progress') screen.endProgress();
      else if (!showsFiles(card) && withFiles.delete(messageId)) screen.say(renderCard(card, new Map()));
      return true;
    },
    typing: async () => undefined,
    fetchAttachment: async (file, maxBytes, signal) => {
      if (signal.aborted) throw cancelled();
      return readCapped(file.source.path ?? '', maxBytes, signal);
    },
  };
}

function showsFiles({ picture, films }: Card): boolean {
  return picture !== null || films.length > 0;
}

async function pathsOf(card: Card, locate: TerminalOptions['locate']): Promise<ReadonlyMap<string, string>> {
  const keys = [...(card.picture ? [card.picture.key] : []), ...card.films.map(({ key }) => key)];
  const found = keys.map(async (key) => [key, await locate(key).catch(() => 'no longer there')] as const);
  return new Map(await Promise.all(found));
}

async function readCapped(path: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const facts = await stat(path).catch(unreadable);
  // A pipe would be waited for until somebody writes to it.
  if (!facts.isFile()) throw new AdgenError('bad-input', 'This is not a file. Attach a picture with /attach FILE.');
  if (facts.size > maxBytes) throw tooLarge(maxBytes);
  // It may have grown since: one byte more than allowed is read, and never two.
  const chunks: Buffer[] = await createReadStream(path, { end: maxBytes, signal })
    .toArray()
    .catch((cause: unknown) => {
      throw signal.aborted ? cancelled() : unreadable(cause);
    });
  const bytes = new Uint8Array(Buffer.concat(chunks));
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

function unreadable(cause: unknown): never {
  throw new AdgenError(
    'bad-input',
    'This file cannot be opened. Is the path right? Attach a picture with /attach FILE.',
    { cause },
  );
}

function tooLarge(maxBytes: number): AdgenError {
  const megabytes = Math.floor(maxBytes / 2 ** 20);
  return new AdgenError('bad-input', `This file is too large. Send a picture of at most ${megabytes} MB.`);
}
