/** What the platform remembers between calls: threads as Discord shows them, where threads hang, what was said about trouble. */
import { type Client, Routes } from 'discord.js';
import { z } from 'zod';
import { AdgenError, cancelled } from '../../ad/errors.ts';
import type { Files } from '../platform.ts';
import type { Linking } from '../window.ts';
import type { DiscordLog } from './front-needs.ts';
import type { Hints } from './hints.ts';
import { type Place, placeOf } from './names.ts';
import { openThread } from './open-thread.ts';
import { missingIn } from './permissions.ts';
import { readThread, type SeenThread } from './seen-thread.ts';
import { codeOf, isTokenRefused, mendOf, troubleOf } from './trouble.ts';
import { createTurns, type Turns } from './turns.ts';

export type DiscordPlatformNeeds = {
  readonly client: Client;
  readonly files: Files;
  readonly hints: Hints;
  readonly links: Pick<Linking, 'isAbout'>;
  /** Null: Discord's own. */
  readonly apiUrl: string | null;
  readonly log: DiscordLog;
  /** Discord refuses the token; called as often as that is seen. */
  readonly onTokenRefused: () => void;
};

export type Desk = DiscordPlatformNeeds & {
  /** The bot's own user. */
  readonly me: () => Promise<string>;
  readonly threads: Map<string, Promise<SeenThread>>;
  readonly posting: Map<string, Promise<string>>;
  readonly uploads: Turns;
  /** What a file may have, by guild, where Discord has refused more. */
  readonly caps: Map<string, number>;
  /** Threads that people have deleted: nothing is said there any more. */
  readonly gone: Set<string>;
  /** What somebody was told to mend, by channel. */
  readonly told: Set<string>;
};

/** Threads whose messages are remembered; the others are read again. */
const MOST_THREADS = 500;
const UPLOADS_AT_ONCE = 3;

export function openDesk(needs: DiscordPlatformNeeds): Desk {
  return {
    ...needs,
    me: createMe(needs.client),
    threads: new Map(),
    posting: new Map(),
    uploads: createTurns(UPLOADS_AT_ONCE),
    caps: new Map(),
    gone: new Set(),
    told: new Set(),
  };
}

/** Asked until it answers once. */
function createMe({ rest }: Client): () => Promise<string> {
  let asked: Promise<string> | null = null;
  const ask = async () => z.looseObject({ id: z.string() }).parse(await rest.get(Routes.user())).id;
  return () => {
    asked ??= ask();
    return asked.catch((error: unknown) => {
      asked = null;
      throw error;
    });
  };
}

export type At = { readonly place: Place; readonly threadId: string };

/** What Discord refuses is told once to whoever can mend it, in the log; the ad waits. */
export async function told<T>(
  threadId: string,
  desk: Desk,
  signal: AbortSignal,
  work: (at: At) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw cancelled();
  const place = placeOf(threadId);
  if (!place) throw new AdgenError('not-found', 'This is no thread of Discord.');
  try {
    const result = await work({ place, threadId });
    desk.told.delete(place.channel);
    return result;
  } catch (error) {
    if (isTokenRefused(error)) desk.onTokenRefused();
    tell(error, place, desk);
    throw troubleOf(error, signal);
  }
}

function tell(error: unknown, { guild, channel }: Place, { told, client, log }: Desk): void {
  const mend = mendOf(error);
  if (mend === null || told.has(channel)) return;
  told.add(channel);
  const missing = missingIn(client, channel);
  log.error({ server: guild, channel, code: codeOf(error), missing }, mend);
}

/** The thread as Discord has it, read once by each process; begun where it is not there yet. */
export async function threadOf(at: At, desk: Desk): Promise<SeenThread> {
  const { threads, client, me, links } = desk;
  if (desk.gone.has(at.threadId)) throw new AdgenError('not-found', 'This thread in Discord was deleted.');
  const known = threads.get(at.threadId);
  if (known) return known;
  const read = async () => {
    const botId = await me();
    await openThread(client.rest, at.place, { botId, isSecret: links.isAbout });
    return readThread(client.rest, at.place.thread, botId);
  };
  const reading = read();
  threads.set(at.threadId, reading);
  reading.catch(() => threads.delete(at.threadId));
  const [oldest] = threads.keys();
  if (threads.size > MOST_THREADS && oldest !== undefined) threads.delete(oldest);
  return reading;
}
