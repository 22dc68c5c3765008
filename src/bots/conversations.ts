/** The conversation core: stores what arrives, has it answered in order, and keeps every thread showing how things stand. */

import { AdgenError } from '../ad/errors.ts';
import type { Agent } from '../agent/turn.ts';
import { withFields } from '../log.ts';
import type { Log } from '../pipeline/ports.ts';
import type { AdDesk } from './ad-desk.ts';
import { type Bell, createBell } from './bell.ts';
import { holding } from './hold.ts';
import { linkWishIn } from './link-code.ts';
import type { LinkDesk } from './link-desk.ts';
import { InboundEvent, type Platform } from './platform.ts';
import type { BrandKits, Claim, Deliveries, Inbox, Round, Thread, Wakes } from './ports.ts';
import { pump } from './pump.ts';
import { deliver } from './reconciler.ts';
import type { Window } from './window.ts';
import { workOn } from './work-on.ts';

export type ConversationsOptions = {
  readonly inbox: Inbox;
  readonly deliveries: Deliveries;
  readonly brandKits: BrandKits;
  readonly settings: Window['settings'];
  readonly links: Pick<LinkDesk, 'answer'>;
  readonly wakes: Wakes;
  readonly agent: Agent;
  readonly desk: AdDesk;
  /** Those this process is connected to; the threads of others are left to other processes. */
  readonly platforms: readonly Platform[];
  readonly storyboardKey: (projectId: string, version: number) => string;
  /** Names this process in claims. */
  readonly owner: string;
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
  readonly log: Log;
  readonly pace?: Partial<Pace>;
};

export type Pace = {
  /** How long a process that has died keeps a thread waiting. */
  readonly leaseMs: number;
  /** How often to look for work that nobody announced. */
  readonly pollMs: number;
  /** Before the second try; doubled with each. */
  readonly retryMs: number;
  /** Messages, and threads to deliver to, at once. */
  readonly atOnce: number;
};

const PACE: Pace = { leaseMs: 30_000, pollMs: 5_000, retryMs: 500, atOnce: 8 };
/** Timers can be early, and the database has a clock of its own. */
const LATE_MS = 5;

export type Conversations = {
  /** Resolves when the event is stored; false when it was known. Throws `bad-input` for what is no event. */
  readonly receive: (event: InboundEvent) => Promise<boolean>;
  /**
   * A message was edited or deleted by its writer. What nobody has begun to answer is changed, or withdrawn; else other words
   * come in as a message of their own, and a deletion changes nothing. A repeat is a no-op.
   */
  readonly amend: (key: string, change: Edited | 'deleted') => Promise<void>;
  /** Answers and delivers until `signal` aborts, then lets go of what it holds and resolves. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

/** `editedKey` names this edit, so that it counts once. */
export type Edited = { readonly text: string; readonly editedKey: string };

type Core = Omit<ConversationsOptions, 'platforms' | 'pace'> & {
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly pace: Pace;
  readonly answering: Bell;
  readonly delivering: Bell;
};

export function createConversations(options: ConversationsOptions): Conversations {
  const core: Core = {
    ...options,
    platforms: new Map(options.platforms.map((platform) => [platform.name, platform])),
    pace: { ...PACE, ...options.pace },
    answering: createBell(),
    delivering: createBell(),
  };
  return {
    receive: (event) => receive(event, core),
    amend: (key, change) => amend(key, change, core),
    run: (signal) => run(core, signal),
  };
}

async function receive(raw: InboundEvent, core: Core): Promise<boolean> {
  const event = InboundEvent.safeParse(raw);
  if (!event.success) throw new AdgenError('bad-input', 'This message cannot be read.', { cause: event.error });
  const kept = withoutCode(event.data);
  const added = await core.inbox.add(kept);
  if (added) acknowledge(kept, core);
  core.answering.ring();
  return added;
}

/** What is stored is also what a model reads: words about a link are neither's. */
function withoutCode(event: InboundEvent): InboundEvent {
  const wish = event.what.kind === 'message' ? linkWishIn(event.what.text) : null;
  return wish === null ? event : { ...event, what: { kind: 'link', wish } };
}

async function amend(key: string, change: Edited | 'deleted', core: Core): Promise<void> {
  if (change === 'deleted') return void (await core.inbox.amend(key, null));
  const { text, editedKey } = change;
  const isLink = linkWishIn(text) !== null;
  // What was said before does not count any more, and a code does not come in its place.
  const amended = await core.inbox.amend(key, isLink ? null : text);
  if (amended === null || (!isLink && amended.outcome !== 'begun')) return;
  const words = isLink ? text : `I changed my message to: ${text}`;
  await receive({ ...amended.event, key: editedKey, what: { kind: 'message', text: words, attachments: [] } }, core);
}

/** Nobody waits for it: storing was what mattered. What one person alone is told is not announced to the thread. */
function acknowledge({ platform, threadId, what }: InboundEvent, { platforms }: Core): void {
  if (what.kind === 'link') return;
  platforms
    .get(platform)
    ?.typing(threadId)
    .catch(() => undefined);
}

async function run(core: Core, signal: AbortSignal): Promise<void> {
  const { atOnce, pollMs, leaseMs } = core.pace;
  const names = [...core.platforms.keys()];
  const ring = () => {
    core.answering.ring();
    core.delivering.ring();
  };
  const stopListening = await core.wakes.listen(ring);
  const common = { atOnce, pollMs, log: core.log };
  try {
    await Promise.all([
      pump<Claim>(
        {
          ...common,
          bell: core.answering,
          claim: () => core.inbox.claim(core.owner, leaseMs, names),
          work: (claim) => inThread(claim.thread, () => answer(claim, core, signal)),
        },
        signal,
      ),
      pump<Round>(
        {
          ...common,
          bell: core.delivering,
          claim: () => core.deliveries.claim(core.owner, leaseMs, names),
          work: (round) => inThread(round.thread, () => deliverRound(round, core, signal)),
        },
        signal,
      ),
    ]);
  } finally {
    core.answering.close();
    core.delivering.close();
    await stopListening();
  }
}

/** Whatever is logged meanwhile says which thread, and which ad, it is about. */
function inThread<T>({ id, projectId }: Thread, work: () => T): T {
  return withFields({ thread: id, ...(projectId === null ? {} : { project: projectId }) }, work);
}

/** Never throws: what failed is let go, and claimed again. */
async function answer(claim: Claim, core: Core, signal: AbortSignal): Promise<void> {
  const { leaseMs, retryMs } = core.pace;
  try {
    acknowledge(claim.event, core);
    const lease = { leaseMs, renew: () => core.inbox.renew(claim, leaseMs) };
    await holding(lease, signal, (held) => workOn(claim, core, held));
  } catch (error) {
    // Being ended by a shutdown is no fault of the event's.
    const counts = !signal.aborted;
    const delayMs = counts ? delayAfter(error, retryMs, claim.attempt) : 0;
    core.log.warn({ err: error, event: claim.event.key, attempt: claim.attempt, delayMs }, 'an event was let go');
    await core.inbox.release(claim, delayMs, counts).catch(leaseRunsOut(core.log));
    core.answering.ringAfter(delayMs + LATE_MS);
  }
}

async function deliverRound(round: Round, core: Core, signal: AbortSignal): Promise<void> {
  const { leaseMs, retryMs } = core.pace;
  try {
    const lease = { leaseMs, renew: () => core.deliveries.renew(round, leaseMs) };
    const { complete, delayMs } = await holding(lease, signal, (held) => deliver(round, core, held));
    await core.deliveries.release(round, complete, delayMs);
    if (delayMs > 0) core.delivering.ringAfter(delayMs + LATE_MS);
  } catch (error) {
    const delayMs = signal.aborted ? 0 : retryMs;
    core.log.warn({ err: error, thread: round.thread.id, delayMs }, 'a delivery broke off');
    await core.deliveries.release(round, false, delayMs).catch(leaseRunsOut(core.log));
    core.delivering.ringAfter(delayMs + LATE_MS);
  }
}

/** What could not be let go comes free by itself when its lease runs out. */
function leaseRunsOut(log: Log) {
  return (error: unknown) => log.warn({ err: error }, 'could not let go; the lease will run out');
}

function delayAfter(error: unknown, retryMs: number, attempt: number): number {
  if (error instanceof AdgenError && error.retryAfterMs !== undefined) return error.retryAfterMs;
  return retryMs * 2 ** (attempt - 1);
}
