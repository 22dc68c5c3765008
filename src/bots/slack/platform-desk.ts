/** What the platform remembers between calls: threads as Slack shows them, what workspaces cannot do, what was said about it. */
import { AdgenError, cancelled } from '../../ad/errors.ts';
import type { Files } from '../platform.ts';
import type { Workspace, Workspaces } from './clients.ts';
import type { SlackLog } from './modal-needs.ts';
import { directChannel } from './modal-thread.ts';
import { type Place, placeOf, workspaceOf } from './names.ts';
import { createPace, type Pace } from './pace.ts';
import { readThread, type SeenThread } from './seen-thread.ts';
import type { Speakers } from './speakers.ts';
import { mendOf, refusalOf, troubleOf } from './trouble.ts';

export type SlackPlatformNeeds = {
  readonly workspaces: Workspaces;
  readonly files: Files;
  readonly speakers: Pick<Speakers, 'last'>;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
  readonly log: SlackLog;
};

export type Desk = SlackPlatformNeeds & {
  readonly threads: Map<string, Promise<SeenThread>>;
  readonly posting: Map<string, Promise<string>>;
  /** Workspaces that do not know `plan` blocks, and those that take no files. */
  readonly withoutPlans: Set<string>;
  readonly withoutFiles: Set<string>;
  readonly pace: Pace;
  /** What somebody was told to mend, by workspace. */
  readonly told: Set<string>;
};

/** Threads whose messages are remembered; the others are read again. */
const MOST_THREADS = 500;

export function openDesk(needs: SlackPlatformNeeds): Desk {
  return {
    ...needs,
    threads: new Map(),
    posting: new Map(),
    withoutPlans: new Set(),
    withoutFiles: new Set(),
    pace: createPace(),
    told: new Set(),
  };
}

export type At = Workspace & { readonly place: Place; readonly threadId: string };

export async function open(threadId: string, { workspaces }: Desk, signal: AbortSignal): Promise<At> {
  if (signal.aborted) throw cancelled();
  const place = placeOf(threadId);
  if (!place) throw new AdgenError('not-found', 'This is no thread of Slack.');
  return { ...(await workspaces.find(place.team)), place, threadId };
}

/** What Slack refuses is told once to whoever can mend it, in the log and to the person who waits; the ad waits, too. */
export async function told<T>(
  threadId: string,
  desk: Desk,
  signal: AbortSignal,
  work: (at: At) => Promise<T>,
): Promise<T> {
  const { told, log } = desk;
  try {
    const at = await open(threadId, desk, signal);
    const result = await work(at);
    for (const key of told) if (key.startsWith(`${at.team} `)) told.delete(key);
    return result;
  } catch (error) {
    const { team = '', channel = '' } = placeOf(threadId) ?? {};
    const mend = mendOf(error);
    const key = `${team} ${channel} ${mend}`;
    if (mend !== null && !told.has(key)) {
      told.add(key);
      log.error({ workspace: workspaceOf(team), channel, reason: refusalOf(error) }, mend);
      await tellAlone(threadId, mend, desk, signal);
    }
    throw troubleOf(error, signal);
  }
}

/** In a conversation of its own, which is open to the app also where the channel is not. Never throws. */
async function tellAlone(threadId: string, mend: string, desk: Desk, signal: AbortSignal): Promise<void> {
  const speaker = desk.speakers.last(threadId);
  if (speaker === null) return;
  try {
    const { client, place } = await open(threadId, desk, signal);
    const channel = await directChannel(client, speaker);
    const text = `I cannot go on with your ad in <#${place.channel}>. ${mend} Then I go on by myself; nothing is lost.`;
    await client.chat.postMessage({ channel, text });
  } catch {
    // A token that is no good anywhere: the log has said it.
  }
}

/** The thread as Slack has it, read once by each process. */
export function threadOf(at: At, { threads }: Desk): Promise<SeenThread> {
  const known = threads.get(at.threadId);
  if (known) return known;
  const reading = readThread(at.client, at.place, at.botUserId);
  threads.set(at.threadId, reading);
  reading.catch(() => threads.delete(at.threadId));
  const [oldest] = threads.keys();
  if (threads.size > MOST_THREADS && oldest !== undefined) threads.delete(oldest);
  return reading;
}
