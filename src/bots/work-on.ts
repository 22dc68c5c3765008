/** One event from its claim to its end: answered, then its intents carried out. */

import { AdgenError, isCancelled, sayOf } from '../ad/errors.ts';
import { formInWords } from '../agent/form-turn.ts';
import type { Agent, TurnMessage } from '../agent/turn.ts';
import type { Log } from '../pipeline/ports.ts';
import type { AdDesk } from './ad-desk.ts';
import { answerAction } from './answer-action.ts';
import { answerLink } from './answer-link.ts';
import { carryOut, type Result, refusal } from './carry-out.ts';
import { hint } from './hint.ts';
import type { LinkDesk } from './link-desk.ts';
import { whyNotApprove } from './may-approve.ts';
import type { InboundEvent, Platform } from './platform.ts';
import type { Answer, BrandKits, Claim, Done, Inbox, PendingIntent, Thread } from './ports.ts';
import { noticeCard, replyCards } from './stored-card.ts';
import { takePictures } from './take-pictures.ts';
import type { Window } from './window.ts';

export type Needs = {
  readonly inbox: Inbox;
  readonly brandKits: BrandKits;
  readonly agent: Agent;
  readonly desk: AdDesk;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly settings: Window['settings'];
  readonly links: Pick<LinkDesk, 'answer'>;
  readonly log: Log;
};

/** Tries before a person is told that it does not work. */
export const MAX_ATTEMPTS = 4;

/** Throws when another try may help; every try but the last stores nothing. */
export async function workOn(claim: Claim, needs: Needs, signal: AbortSignal): Promise<void> {
  let thread = claim.thread;
  if (!claim.answered) {
    const answer = claim.attempt > MAX_ATTEMPTS ? sorry(claim) : await answerTo(claim, needs, signal);
    await needs.inbox.answer(claim, answer);
    thread = afterAnswer(thread, answer);
  }
  // Its tries are counted anew once it is answered.
  let attempt = claim.answered ? claim.attempt : 1;
  for (const pending of await needs.inbox.pending(claim)) {
    const done = await carryOutPending(pending, { ...claim, attempt, thread }, needs, signal);
    await needs.inbox.done(claim, pending.id, done);
    thread = afterIntent(thread, done);
    attempt = 1;
  }
}

async function answerTo(claim: Claim, needs: Needs, signal: AbortSignal): Promise<Answer> {
  const { event, thread } = claim;
  const platform = platformOf(claim, needs);
  const max = platform.limits.maxTextCharacters;
  if (event.what.kind === 'link') return answerLink(event.what.wish, claim, { platform, links: needs.links }, signal);
  const mayNot = whyNotApprove(claim, await needs.settings(event.workspace));
  if (event.what.kind === 'action') {
    const { say, intents, toOne = false, buttons } = await answerAction(event.what, { ...claim, mayNot }, needs.desk);
    const isHeard = say === null || (toOne && (await hint(claim, say, platform, signal)));
    const cards = isHeard ? [] : replyCards(event.key, say, max, buttons);
    return { state: null, facts: thread.facts, intents, cards };
  }
  const mayRetry = claim.attempt < MAX_ATTEMPTS;
  const { pictures, problems } = await takePictures(
    event.what.attachments,
    { platform, desk: needs.desk, mayRetry },
    signal,
  );
  const message: TurnMessage = {
    key: event.key,
    threadId: thread.id,
    userId: event.userId,
    workspace: event.workspace,
    mayApprove: mayNot === null,
    ...wordsOf(event.what),
    pictures,
    fileProblems: problems,
  };
  const { state, say, intents } = await needs.agent.turn(thread.state, message, signal);
  return { state, facts: thread.facts, intents, cards: replyCards(event.key, say, max) };
}

function wordsOf(what: Extract<InboundEvent['what'], { kind: 'message' | 'form' }>) {
  return what.kind === 'form' ? { text: formInWords(what.fields), form: what.fields } : { text: what.text };
}

/** After tries that broke off without a reason, or with a process that ended each time. */
function sorry({ event, thread }: Claim): Answer {
  const say =
    event.what.kind !== 'action'
      ? 'I am sorry, something went wrong on our side and I could not work on this message. Please send it again, perhaps in other words.'
      : 'I am sorry, something went wrong on our side. Please press the button again, or just write what you want.';
  return { state: null, facts: thread.facts, intents: [], cards: [noticeCard(event.key, say)] };
}

async function carryOutPending(
  { id, intent }: PendingIntent,
  claim: Claim,
  needs: Needs,
  signal: AbortSignal,
): Promise<Done> {
  const { event, thread } = claim;
  const cause = `${event.key} ${id}`;
  const gone = claim.attempt > MAX_ATTEMPTS;
  try {
    if (gone) throw new AdgenError('step-failed', UNFINISHED);
    return doneOf(await carryOut(intent, claim, needs, signal), cause);
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw error;
    if (!gone && mayHelp(error) && claim.attempt < MAX_ATTEMPTS) throw error;
    needs.log.warn({ err: error, thread: thread.id, intent: intent.kind }, 'an intent was given up');
    const project = isConflict(error) && thread.projectId !== null ? await needs.desk.find(thread.projectId) : null;
    return doneOf({ ...refusal(thread, project), say: sayOf(error) }, cause);
  }
}

const UNFINISHED = 'I am sorry, something went wrong on our side and this could not be done. Please ask for it again.';

function doneOf({ projectId, facts, say }: Result, cause: string): Done {
  return { projectId, facts, cards: say === null ? [] : [noticeCard(cause, say)] };
}

/** What a person has to put right, or has overtaken, comes out the same each time. */
function mayHelp(error: unknown): boolean {
  if (!(error instanceof AdgenError)) return true;
  return error.code === 'storage' || error.code === 'step-failed';
}

function isConflict(error: unknown): boolean {
  return error instanceof AdgenError && error.code === 'conflict';
}

function platformOf({ event }: Claim, { platforms }: Pick<Needs, 'platforms'>): Platform {
  const platform = platforms.get(event.platform);
  if (platform) return platform;
  throw new AdgenError('set-up', `There is no connection to ${event.platform} in this process.`);
}

function afterAnswer(thread: Thread, { state, facts }: Answer): Thread {
  return state ? { ...thread, state, facts, projectId: state.projectId } : { ...thread, facts };
}

function afterIntent(thread: Thread, { projectId, facts }: Done): Thread {
  if (projectId === null) return { ...thread, facts };
  const ads = thread.ads.includes(projectId) ? thread.ads : [...thread.ads, projectId];
  return { ...thread, facts, projectId, ads, state: { ...thread.state, projectId } };
}
