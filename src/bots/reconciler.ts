/** Makes a thread show what the state of things wants: posts what is missing, edits what changed, leaves the rest. */
import { AdgenError, isCancelled } from '../ad/errors.ts';
import { waitingKey } from '../agent/working-copy.ts';
import type { Log } from '../pipeline/ports.ts';
import type { AdDesk } from './ad-desk.ts';
import { fitCard } from './fit-text.ts';
import { type AdState, narrate } from './narrator.ts';
import type { Platform } from './platform.ts';
import type { Deliveries, Due, Inbox, Round, Thread } from './ports.ts';
import { storedCard } from './stored-card.ts';

export type Needs = {
  readonly inbox: Pick<Inbox, 'add'>;
  readonly deliveries: Deliveries;
  readonly desk: Pick<AdDesk, 'find' | 'offer'>;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly storyboardKey: (projectId: string, version: number) => string;
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
  readonly log: Log;
};

/** How a round ended. */
export type Delivered = {
  /** Every card is there as it is to be. */
  readonly complete: boolean;
  /** When to go on, where it is not; 0: at once. */
  readonly delayMs: number;
};

/** Tries of one content before it is left out, so that the cards after it get through. */
const MAX_FAILURES = 6;
const FIRST_RETRY_MS = 500;

/** Throws `conflict` when the claim is lost, `cancelled` when `signal` ends it. */
export async function deliver(round: Round, needs: Needs, signal: AbortSignal): Promise<Delivered> {
  const { thread } = round;
  const platform = needs.platforms.get(thread.platform);
  if (!platform) throw new AdgenError('set-up', `There is no connection to ${thread.platform} in this process.`);
  await sayWhatWaited(thread, needs);
  const cards = await narrated(thread, needs);
  await needs.deliveries.narrate(round, cards.map(storedCard));
  return show(await needs.deliveries.due(thread.id, MAX_FAILURES), { round, platform, needs, signal });
}

/** The storyboard is there: what was asked for while it was drawn is worked on, as if it were said now. A repeat is a no-op. */
async function sayWhatWaited({ id, platform, projectId, state }: Thread, { inbox, desk }: Needs): Promise<void> {
  if (state.waiting.length === 0 || projectId === null || !(await desk.find(projectId))?.plan) return;
  for (const { key, text, userId, workspace } of state.waiting) {
    const what = { kind: 'message' as const, text, attachments: [] };
    await inbox.add({ key: waitingKey(key), threadId: id, platform, workspace, userId, userName: '', what });
  }
}

async function narrated(thread: Thread, needs: Needs) {
  const ads = await Promise.all(thread.ads.map((id) => adState(id, needs.desk)));
  const { facts, projectId } = thread;
  const open = await needs.deliveries.open(thread.id);
  return narrate({
    ads,
    projectId,
    facts,
    open,
    storyboardKey: needs.storyboardKey,
  });
}

async function adState(id: string, desk: Needs['desk']): Promise<AdState | null> {
  const project = await desk.find(id);
  if (!project) return null;
  const waits = project.status === 'AWAITING_APPROVAL' && !project.approved && project.files.goneAt === null;
  const offer = waits && project.plan ? await desk.offer(id) : null;
  // It may have changed in between; then another round follows.
  return { project, offer: offer?.version === project.version ? offer : null };
}

type Delivery = {
  readonly round: Round;
  readonly platform: Platform;
  readonly needs: Needs;
  readonly signal: AbortSignal;
};

/**
 * New cards go out in their order, at once. Edits keep the platform's pace: one that has to wait is made of what the card
 * says by then.
 */
async function show(dues: readonly Due[], delivery: Delivery): Promise<Delivered> {
  const { round, platform, needs } = delivery;
  const pace = createPace(platform.limits.editEveryMs, round.lastDeliveryAgoMs, needs.clock);
  let waiting: number | null = null;
  for (const due of dues) {
    const waitMs = due.messageId === null ? 0 : pace.waitMs();
    if (waitMs > 0) {
      waiting = Math.min(waiting ?? waitMs, waitMs);
      continue;
    }
    const retryAfterMs = await tryToShow(due, delivery);
    if (retryAfterMs !== null) return { complete: false, delayMs: retryAfterMs };
    pace.begin();
  }
  return { complete: waiting === null, delayMs: waiting ?? 0 };
}

/** Null when it is shown, else the milliseconds after which another try may help. */
async function tryToShow(due: Due, delivery: Delivery): Promise<number | null> {
  const { round, platform, needs, signal } = delivery;
  const threadId = round.thread.id;
  const card = fitCard(due.card, platform.limits.maxTextCharacters);
  const known = due.messageId;
  if (known !== null) {
    const edit = await attempt(due, delivery, () => platform.edit(threadId, known, card, signal));
    if ('retryAfterMs' in edit) return edit.retryAfterMs;
    if (edit.value) return remember(due, known, delivery);
  }
  await needs.deliveries.posting(round, due);
  const post = await attempt(due, delivery, async () => {
    const messageId = await platform.post(threadId, due.key, card, signal);
    // A post before a crash may have come through with what the card said then.
    if (due.posting) await platform.edit(threadId, messageId, card, signal);
    return messageId;
  });
  return 'retryAfterMs' in post ? post.retryAfterMs : remember(due, post.value, delivery);
}

async function remember(due: Due, messageId: string, { round, needs }: Delivery): Promise<null> {
  await needs.deliveries.delivered(round, due, messageId);
  return null;
}

/** Only what the platform throws counts as a failure of the card. */
async function attempt<T>(
  due: Due,
  { round, needs, signal }: Delivery,
  act: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly retryAfterMs: number }> {
  try {
    return { value: await act() };
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw error;
    const { key, failures } = due;
    needs.log.warn(
      { err: error, thread: round.thread.id, card: key, failures: failures + 1 },
      'a card was not delivered',
    );
    if (error instanceof AdgenError && error.retryAfterMs !== undefined) return { retryAfterMs: error.retryAfterMs };
    await needs.deliveries.failed(round, due);
    return { retryAfterMs: FIRST_RETRY_MS * 2 ** failures };
  }
}

function createPace(everyMs: number, lastAgoMs: number | null, clock: () => number) {
  let last = lastAgoMs === null ? Number.NEGATIVE_INFINITY : clock() - lastAgoMs;
  return {
    waitMs: () => Math.max(0, Math.ceil(last + everyMs - clock())),
    begin: () => {
      last = clock();
    },
  };
}
