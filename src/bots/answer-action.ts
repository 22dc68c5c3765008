/** A click on a button, without any model: what it means, or why it means nothing. */
import { z } from 'zod';
import { fingerprint } from '../ad/fingerprint.ts';
import { freePlan } from '../ad/free-plan.ts';
import type { Plan } from '../ad/plan.ts';
import { redonePlan } from '../ad/redo.ts';
import type { Intent } from '../agent/turn.ts';
import type { AdDesk } from './ad-desk.ts';
import type { Button } from './card.ts';
import { Keep } from './expiry-cards.ts';
import { NOT_YOURS_TO_STOP } from './may-approve.ts';
import type { Claim } from './ports.ts';
import { Redo } from './redo-buttons.ts';

type Asked = Pick<Claim, 'event' | 'thread'> & {
  /** Why whoever clicked may not say yes to what costs; null: they may. */
  readonly mayNot: string | null;
};

type Click = { readonly action: string; readonly value: string };

export type ActionAnswer = {
  readonly say: string | null;
  readonly intents: readonly Intent[];
  /** Of interest to nobody but whoever clicked. */
  readonly toOne?: boolean;
  /** Under the words. */
  readonly buttons?: readonly Button[];
};

const Approval = z.object({ planHash: z.string(), maxMicroUsd: z.number().int().nonnegative() });
const Free = z.object({ planHash: z.string() });
const OfVersion = z.object({ version: z.number() });

const HOW_TO_CHANGE =
  'Tell me what to change, in your own words. For example: “make scene 2 warmer”, or “put ‘20% off’ on the last scene”.';

type Desk = Pick<AdDesk, 'find' | 'offer' | 'versions'>;

export async function answerAction(click: Click, claim: Asked, desk: Desk): Promise<ActionAnswer> {
  switch (click.action) {
    case 'make-it':
      return makeIt(click, claim);
    case 'make-free':
      return makeFree(click, claim, desk);
    case 'redo':
      return redo(click, claim, desk);
    case 'keep':
      return keep(click, claim);
    case 'versions':
      return versions(claim, desk);
    case 'restore':
      return restore(click, claim);
    case 'change':
      return only(HOW_TO_CHANGE);
    case 'cancel':
    case 'stop':
      return stop(click, claim, desk);
    default:
      return only('I do not know this button any more. Just write what you want.');
  }
}

/** Whether the approval still holds is decided where it is used, not here. */
function makeIt({ value }: Click, { event, mayNot }: Asked): ActionAnswer {
  if (mayNot !== null) return { say: mayNot, intents: [], toOne: true };
  const approval = parse(Approval, value);
  if (!approval) return only('I could not read this button. Please use the one below the newest storyboard.');
  return { say: null, intents: [{ kind: 'approve', ...approval, userId: event.userId }] };
}

/** The same storyboard with everything made here: a yes to nothing but that. */
async function makeFree({ value }: Click, { event, thread, mayNot }: Asked, desk: Desk): Promise<ActionAnswer> {
  if (mayNot !== null) return { say: mayNot, intents: [], toOne: true };
  const meant = parse(Free, value);
  if (!meant) return only(UNREADABLE);
  const project = thread.projectId === null ? null : await desk.find(thread.projectId);
  const waits = project?.status === 'AWAITING_APPROVAL' && !project.approved;
  if (!project?.plan || !waits || fingerprint(project.plan) !== meant.planHash) return only(STALE);
  const { id, plan, version } = project;
  return makeNow(freePlan(plan, (await desk.offer(id)).estimate), version, 0, event.userId);
}

/** The button named what is made again and for how much; whether the budgets have room is decided where it is begun. */
async function redo({ value }: Click, { event, thread, mayNot }: Asked, desk: Desk): Promise<ActionAnswer> {
  if (mayNot !== null) return { say: mayNot, intents: [], toOne: true };
  const meant = parse(Redo, value);
  if (!meant) return only(UNREADABLE);
  const project = thread.projectId === null ? null : await desk.find(thread.projectId);
  const receipt = project?.ad.receipt;
  if (!project?.plan || project.status !== 'COMPLETED' || receipt?.version !== project.version) return only(STALE);
  if (meant.version !== project.version) return only(STALE);
  const { target, planHash, maxMicroUsd } = meant;
  if (target.what === 'plan') return { say: PLANNING, intents: [{ kind: 'replan', baseVersion: project.version }] };
  const plan = redonePlan(project.plan, receipt.degraded, target);
  if (!plan || fingerprint(plan) !== planHash) return only(STALE);
  return makeNow(plan, project.version, maxMicroUsd, event.userId);
}

/** Everybody in the thread may keep its files; whether they are still there is decided where it is done. */
function keep({ value }: Click, { thread }: Asked): ActionAnswer {
  const meant = parse(Keep, value);
  if (!meant || !thread.ads.includes(meant.projectId)) return only(UNREADABLE_KEEP);
  return { say: null, intents: [{ kind: 'keep', ...meant }] };
}

const Restore = z.object({ projectId: z.string(), version: z.number().int().positive() });

/** The newest that fit on one message of every platform. */
const MOST_VERSIONS = 5;

/** Going back makes nothing and costs nothing, so everybody in the thread may. */
async function versions({ thread }: Asked, desk: Desk): Promise<ActionAnswer> {
  const { projectId } = thread;
  const project = projectId === null ? null : await desk.find(projectId);
  if (!project || projectId === null) return only(STALE);
  const others = (await desk.versions(projectId)).filter(({ version }) => version !== project.version);
  if (others.length === 0) return only('There is only this one version.');
  const newest = others.toSorted((a, b) => b.version - a.version).slice(0, MOST_VERSIONS);
  const buttons = newest.map(({ version }): Button => {
    const value = JSON.stringify({ projectId, version });
    return { action: 'restore', label: `Back to version ${version}`, style: 'default', value };
  });
  const more = others.length > newest.length ? ' For an older one write, for example, “go back to version 1”.' : '';
  const say = `This is version ${project.version} of ${others.length + 1}. Going back makes nothing again and costs nothing.${more}`;
  return { say, intents: [], buttons };
}

function restore({ value }: Click, { thread }: Asked): ActionAnswer {
  const meant = parse(Restore, value);
  if (!meant) return only(UNREADABLE);
  if (meant.projectId !== thread.projectId) return only(STALE);
  return { say: null, intents: [{ kind: 'go-back', version: meant.version }] };
}

function makeNow(plan: Plan, baseVersion: number, maxMicroUsd: number, userId: string): ActionAnswer {
  const planHash = fingerprint(plan);
  return { say: null, intents: [{ kind: 'make-version', plan, baseVersion, planHash, maxMicroUsd, userId }] };
}

const UNREADABLE = 'I could not read this button. Please use the one below the newest films or storyboard.';
const UNREADABLE_KEEP = 'I could not read this button. Just say “keep it”, and I keep the files longer.';
const STALE = 'That was about an earlier version, so nothing was started. Please use the newest one.';
const PLANNING =
  'I am planning the ad anew; its storyboard comes in a moment. Nothing is made before you say yes to it.';

/** Whoever may say yes may stop it; an old button must not stop something newer. */
async function stop({ value }: Click, { thread, mayNot }: Asked, desk: Desk): Promise<ActionAnswer> {
  if (mayNot !== null) return { say: NOT_YOURS_TO_STOP, intents: [], toOne: true };
  const project = thread.projectId === null ? null : await desk.find(thread.projectId);
  const meant = parse(OfVersion, value);
  if (!project || (meant && Math.max(1, meant.version) !== Math.max(1, project.version))) {
    return only('That one has ended already; nothing was stopped.');
  }
  return { say: null, intents: [{ kind: 'stop' }] };
}

function only(say: string): ActionAnswer {
  return { say, intents: [] };
}

function parse<T>(schema: z.ZodType<T>, value: string): T | null {
  try {
    return schema.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}
