/** Carries out one intent. Done again after a crash, it comes to the same. */

import { AdgenError } from '../ad/errors.ts';
import { expiredSentence } from '../ad/keeping.ts';
import { isFinal, PROGRESS, type Project } from '../ad/project.ts';
import type { Draft } from '../agent/thread-state.ts';
import type { Intent } from '../agent/turn.ts';
import type { AdDesk } from './ad-desk.ts';
import { beginRun, type Facts, showAgain } from './facts.ts';
import { whyNotApprove } from './may-approve.ts';
import type { InboundEvent } from './platform.ts';
import type { BrandKits, Thread } from './ports.ts';
import type { Window } from './window.ts';

export type Errand = { readonly event: InboundEvent; readonly thread: Thread };

export type Result = {
  /** The thread's ad from now on; null: no change. */
  readonly projectId: string | null;
  readonly facts: Facts;
  /** A sentence for the thread; null: its cards say enough. */
  readonly say: string | null;
};

type Needs = { readonly desk: AdDesk; readonly brandKits: BrandKits; readonly settings: Window['settings'] };

/** Throws what the studio throws. */
export async function carryOut(intent: Intent, errand: Errand, needs: Needs, signal: AbortSignal): Promise<Result> {
  switch (intent.kind) {
    case 'storyboard':
      return drawStoryboard(errand, needs.desk, signal);
    case 'new-version': {
      const projectId = adOf(errand.thread);
      await needs.desk.change(projectId, intent.plan, intent.baseVersion);
      return { projectId: null, facts: beginRun(errand.thread.facts, projectId), say: null };
    }
    case 'make-version':
      return makeVersion(intent, errand, needs);
    case 'replan':
      return replan(intent.baseVersion, errand, needs.desk, signal);
    case 'go-back':
      return goBack(intent.version, errand, needs.desk);
    case 'approve':
      return approve(intent, errand, needs);
    case 'stop':
      return stop(errand, needs.desk);
    case 'keep':
      return keep(intent, errand, needs.desk);
    case 'remember-brand':
      return rememberBrand(intent, errand, needs.brandKits);
  }
}

async function drawStoryboard({ thread }: Errand, desk: AdDesk, signal: AbortSignal): Promise<Result> {
  const { photo } = thread.state.draft;
  if (!photo) throw new AdgenError('bad-input', 'The product picture is missing. Please send it, then ask again.');
  const before = thread.projectId === null ? null : await desk.find(thread.projectId);
  const projectId = await desk.order(
    {
      userId: thread.ownerId,
      brief: briefOf(thread.state.draft),
      photo: { photoKey: photo.key },
      threadId: thread.id,
    },
    signal,
  );
  const now = await desk.find(projectId);
  const known = thread.ads.includes(projectId);
  const again = before?.id === projectId && isFinal(before.status) && before.status !== 'COMPLETED';
  const facts = !known || again ? beginRun(thread.facts, projectId) : thread.facts;
  // What stands further up comes to stand at the end again.
  const shown = known && now !== null && now.version > 0;
  return { projectId, facts: shown ? showAgain(facts, projectId, now.version) : facts, say: null };
}

function briefOf({ photo: _, ...words }: Draft) {
  return words;
}

async function goBack(version: number, { thread }: Errand, desk: AdDesk): Promise<Result> {
  const projectId = adOf(thread);
  await desk.goBack(projectId, version);
  const now = await desk.find(projectId);
  const facts = beginRun(thread.facts, projectId);
  // A version that is shown further up comes to stand at the end again.
  return { projectId: null, facts: now?.version === version ? showAgain(facts, projectId, version) : facts, say: null };
}

type MakeVersion = Extract<Intent, { kind: 'make-version' }>;

/** A yes and a change in one: whether plan, price and budgets allow it is decided in the same step that begins it. */
async function makeVersion(intent: MakeVersion, errand: Errand, { desk, settings }: Needs): Promise<Result> {
  const { plan, baseVersion, planHash, maxMicroUsd } = intent;
  const { thread } = errand;
  const mayNot = await whyNot(intent, errand, settings);
  if (mayNot !== null) return { projectId: null, facts: thread.facts, say: mayNot };
  const projectId = adOf(thread);
  await desk.change(projectId, plan, baseVersion, { planHash, maxMicroUsd });
  return { projectId: null, facts: { ...beginRun(thread.facts, projectId), approved: planHash }, say: null };
}

async function replan(baseVersion: number, { thread }: Errand, desk: AdDesk, signal: AbortSignal): Promise<Result> {
  const projectId = adOf(thread);
  await desk.replan(projectId, baseVersion, signal);
  return { projectId: null, facts: beginRun(thread.facts, projectId), say: null };
}

type Approve = Extract<Intent, { kind: 'approve' }>;

/** Nothing is spent before all of it holds: the right person, the newest plan, the price, and not used before. */
async function approve(intent: Approve, errand: Errand, { desk, settings }: Needs): Promise<Result> {
  const { planHash, maxMicroUsd } = intent;
  const { thread } = errand;
  const unchanged = { projectId: null, facts: thread.facts };
  const mayNot = await whyNot(intent, errand, settings);
  if (mayNot !== null) return { ...unchanged, say: mayNot };
  const projectId = adOf(thread);
  const project = await desk.find(projectId);
  if (project?.files.goneAt) return { ...unchanged, say: expiredSentence(project.files.goneAt) };
  if (!project || project.cancelRequested || project.status === 'FAILED' || project.status === 'CANCELLED') {
    return { ...unchanged, say: 'This ad was stopped. Tell me to go on, and I will show you its storyboard again.' };
  }
  const offer = await desk.offer(projectId);
  if (offer.planHash !== planHash) return { ...refusal(thread, project), say: STALE };
  if (project.status === 'COMPLETED') return { ...unchanged, say: 'This ad is made already.' };
  if (project.approved && thread.facts.approved === planHash) {
    return { ...unchanged, say: 'This ad is being made already.' };
  }
  const seen = project.approved || project.progress > PROGRESS.PLANNING || project.status === 'AWAITING_APPROVAL';
  if (!seen) return { ...unchanged, say: TOO_EARLY };
  // Also where it is approved: perhaps by this very yes, and a crash came before the work was queued.
  await desk.approve(projectId, { planHash, maxMicroUsd });
  return { projectId: null, facts: { ...thread.facts, approved: planHash }, say: null };
}

/** Asked once more where it is done: an intent is what a model, or a button of another day, has asked for. */
async function whyNot(
  { userId }: MakeVersion | Approve,
  errand: Errand,
  settings: Window['settings'],
): Promise<string | null> {
  const mayNot = whyNotApprove(errand, await settings(errand.event.workspace));
  return mayNot ?? (userId === errand.event.userId ? null : 'Somebody else said yes to this; nothing was started.');
}

const TOO_EARLY = 'The storyboard is still being drawn, so nothing was started. Please look at it first.';

const STALE = 'That was not the newest storyboard any more, so nothing was started. Please look at the newest one.';

async function stop({ event, thread }: Errand, desk: AdDesk): Promise<Result> {
  const stopped = thread.projectId !== null && (await desk.cancel(thread.projectId));
  const clicked = event.what.kind === 'action';
  return {
    projectId: null,
    facts: thread.facts,
    say: stopped || !clicked ? null : 'Nothing is running at the moment.',
  };
}

/** The cards say until when; words are needed only where nothing could be kept. */
async function keep(
  { projectId, until }: Extract<Intent, { kind: 'keep' }>,
  { thread }: Errand,
  desk: AdDesk,
): Promise<Result> {
  const unchanged = { projectId: null, facts: thread.facts };
  if (!thread.ads.includes(projectId)) return { ...unchanged, say: null };
  const kept = await desk.keep(projectId, until);
  return { ...unchanged, say: kept.kind === 'gone' ? `That was too late. ${expiredSentence(kept.goneAt)}` : null };
}

async function rememberBrand(
  { workspace, kit }: Extract<Intent, { kind: 'remember-brand' }>,
  { event, thread }: Errand,
  brandKits: BrandKits,
): Promise<Result> {
  // One workspace never writes what another reads, whatever the model was told.
  if (workspace === event.workspace) await brandKits.put(workspace, kit, event.userId);
  return { projectId: null, facts: thread.facts, say: null };
}

/** What a refused intent leaves: the storyboard that counts, shown again at the end of the thread. */
export function refusal({ facts }: Thread, project: Project | null): Pick<Result, 'projectId' | 'facts'> {
  const waits = project?.status === 'AWAITING_APPROVAL' && !project.approved && !project.cancelRequested;
  if (project?.files.goneAt) return { projectId: null, facts };
  return { projectId: null, facts: waits ? showAgain(facts, project.id, project.version) : facts };
}

function adOf(thread: Thread): string {
  if (thread.projectId !== null) return thread.projectId;
  throw new AdgenError('conflict', 'There is no ad in this thread yet. Tell me what it is to be about.');
}
