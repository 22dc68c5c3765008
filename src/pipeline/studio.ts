/** The front desk: order, change, approve, cancel, find, watch. Everyone who wants an ad talks to the studio. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Brief } from '../ad/brief.ts';
import { AdgenError } from '../ad/errors.ts';
import { fingerprint, fingerprintBytes } from '../ad/fingerprint.ts';
import { formatUsd, type MicroUsd } from '../ad/money.ts';
import type { Plan } from '../ad/plan.ts';
import { isFinal, type Project, type Version } from '../ad/project.ts';
import { estimate } from './estimate.ts';
import { keptKey, uploadKey } from './keys.ts';
import { findProject } from './open-ad.ts';
import type { Queue } from './ports.ts';
import type { Ports } from './run.ts';

export type Order = {
  readonly userId: string;
  /** Unparsed: it comes from outside. */
  readonly brief: unknown;
  /** Its bytes and a file that holds them, or the key of one that was kept. */
  readonly photo: { readonly file: string; readonly bytes: Uint8Array } | { readonly photoKey: string };
  /** Where it was talked about: what that talk has cost so far becomes part of the ad's cost. */
  readonly threadId?: string;
};

/** A yes to one plan at a price: it holds for nothing else. */
export type Approval = { readonly planHash: string; readonly maxMicroUsd: MicroUsd };

export type Studio = {
  /** Checks a picture and keeps it; the same bytes have the same key. Throws `bad-input` with one sentence; then nothing is kept. */
  readonly keepPhoto: (
    photo: { readonly name: string; readonly bytes: Uint8Array },
    signal: AbortSignal,
  ) => Promise<string>;
  /**
   * Takes the order and starts the storyboard. The same person ordering the same thing again gets the same ad, continued
   * where it stopped. Throws `bad-input` with one sentence; then nothing was stored.
   */
  readonly order: (order: Order, signal: AbortSignal) => Promise<string>;
  /** What approving now would mean: the price is that of what is missing. */
  readonly offer: (projectId: string) => Promise<Approval & { readonly version: number }>;
  /** Starts production; a repeat is a no-op. Throws `conflict` when plan or price moved since the offer. */
  readonly approve: (projectId: string, approval: Approval) => Promise<void>;
  /**
   * Makes `plan` the next version; a repeat gives the same one. Made at once where the version before it was approved and this
   * one costs nothing more; else its storyboard is drawn and awaits approval. What was being made for the version before is
   * left, and what is there of it is used. Throws `conflict` when the ad no longer stands at `baseVersion`.
   */
  readonly change: (projectId: string, plan: Plan, baseVersion: number) => Promise<number>;
  /** Stands at an earlier version again: what was finished is there at once. Throws `not-found`. */
  readonly goBack: (projectId: string, version: number) => Promise<void>;
  readonly versions: (projectId: string) => Promise<readonly Version[]>;
  readonly planOf: (projectId: string, version: number) => Promise<Plan | null>;
  /** False when it has already ended. */
  readonly cancel: (projectId: string) => Promise<boolean>;
  readonly find: (projectId: string) => Promise<Project | null>;
  readonly watch: (projectId: string, signal: AbortSignal) => AsyncIterable<Project>;
  /** Puts every ad that a crash or a restart interrupted back to work. */
  readonly resume: () => Promise<readonly string[]>;
};

type Needs = Pick<
  Ports,
  'artifacts' | 'projects' | 'records' | 'ledger' | 'cutter' | 'clips' | 'music' | 'renderer' | 'scale'
>;

export function createStudio(ports: Needs, queue: Queue): Studio {
  return {
    keepPhoto: (photo, signal) => keepPhoto(photo, ports, signal),
    order: (order, signal) => takeOrder(order, ports, queue, signal),
    offer: (projectId) => offer(projectId, ports),
    approve: (projectId, approval) => approve(projectId, approval, ports, queue),
    change: (projectId, plan, baseVersion) => change(projectId, plan, baseVersion, ports, queue),
    goBack: (projectId, version) => goBack(projectId, version, ports, queue),
    versions: (projectId) => ports.projects.versions(projectId),
    planOf: async (projectId, version) => (await ports.projects.findPlan(projectId, version))?.plan ?? null,
    cancel: (projectId) => cancel(projectId, ports, queue),
    find: (projectId) => ports.projects.find(projectId),
    watch: (projectId, signal) => ports.projects.watch(projectId, signal),
    resume: () => resume(ports, queue),
  };
}

async function keepPhoto(photo: { readonly bytes: Uint8Array }, ports: Needs, signal: AbortSignal): Promise<string> {
  const key = keptKey(fingerprintBytes(photo.bytes));
  if (await ports.artifacts.has(key)) return key;
  await ports.artifacts.workspace(async (folder) => {
    const file = join(folder, 'photo');
    await writeFile(file, photo.bytes);
    await ports.cutter.check(file, signal);
    await ports.artifacts.putFile(key, file);
  });
  return key;
}

async function takeOrder(order: Order, ports: Needs, queue: Queue, signal: AbortSignal): Promise<string> {
  const brief = parseBrief(order.brief);
  const photo = await openOrdered(order.photo, ports, signal);
  const print = fingerprintBytes(photo);
  const id = `p${fingerprint({ user: order.userId, brief, photo: print })}`;
  const photoKey = await keepFor(id, photo, ports);
  await ports.projects.create({
    id,
    userId: order.userId,
    title: titleOf(brief),
    ad: { brief, photoKey, receipt: null },
  });
  if (order.threadId !== undefined) await ports.ledger.adopt(order.threadId, id);
  await start(await findProject(ports, id), ports, queue);
  return id;
}

async function openOrdered(photo: Order['photo'], ports: Needs, signal: AbortSignal): Promise<Uint8Array> {
  if ('photoKey' in photo) return readFile(await ports.artifacts.open(photo.photoKey));
  await ports.cutter.check(photo.file, signal);
  return photo.bytes;
}

/** A project keeps its own copy of its picture: what was only kept may go before it does. */
async function keepFor(projectId: string, photo: Uint8Array, ports: Needs): Promise<string> {
  const key = uploadKey(projectId, fingerprintBytes(photo));
  if (!(await ports.artifacts.has(key))) await ports.artifacts.putBytes(key, photo);
  return key;
}

function parseBrief(raw: unknown): Brief {
  const parsed = Brief.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AdgenError('bad-input', issue?.message ?? 'The brief cannot be read.');
}

function titleOf(brief: Brief): string {
  const words = brief.text.replace(/\s+/g, ' ');
  return `${brief.brandName}: ${words.length > 60 ? `${words.slice(0, 59)}…` : words}`;
}

/** A finished ad stays finished; a stopped or failed one gets another run. */
async function start(project: Project, ports: Needs, queue: Queue): Promise<void> {
  if (project.status === 'COMPLETED') return;
  if (!isFinal(project.status)) return proceed(project, queue);
  await ports.projects.reopen(project.id);
  await queue.storyboard(project.id);
}

/** Puts an ad that is in the middle back on the queue, where it was. What is queued already stays as it is. */
async function proceed(project: Project, queue: Queue): Promise<void> {
  if (project.approved) await queue.produce({ projectId: project.id, version: project.version });
  else if (project.status !== 'AWAITING_APPROVAL') await queue.storyboard(project.id);
}

async function offer(projectId: string, ports: Needs): Promise<Approval & { readonly version: number }> {
  const project = await findProject(ports, projectId);
  if (!project.plan) throw new AdgenError('conflict', 'There is no storyboard yet.');
  const maxMicroUsd = await estimate({ projectId, version: project.version, plan: project.plan }, ports);
  return { planHash: fingerprint(project.plan), maxMicroUsd, version: project.version };
}

async function approve(projectId: string, approval: Approval, ports: Needs, queue: Queue): Promise<void> {
  const current = await offer(projectId, ports);
  if (current.planHash !== approval.planHash) {
    throw new AdgenError('conflict', 'The storyboard has changed since. Please look at the new one and approve that.');
  }
  if (current.maxMicroUsd > approval.maxMicroUsd) {
    throw new AdgenError(
      'conflict',
      `The price has moved to ${formatUsd(current.maxMicroUsd)}. Please approve it again.`,
    );
  }
  if (!(await ports.projects.approve(projectId, current.version)))
    throw new AdgenError('conflict', 'The storyboard has changed since. Please look at the new one and approve that.');
  await proceed(await findProject(ports, projectId), queue);
}

async function change(
  projectId: string,
  wanted: Plan,
  baseVersion: number,
  ports: Needs,
  queue: Queue,
): Promise<number> {
  const plan = await withOwnPhoto(projectId, wanted, ports);
  const before = await findProject(ports, projectId);
  const price = await estimate({ projectId, version: baseVersion + 1, plan }, ports);
  const approved = before.approved && price === 0;
  const version = await ports.projects.changePlan(projectId, baseVersion, plan, { approved });
  await takeOver(before, version, ports, queue);
  return version;
}

/** A picture that was only kept so far becomes the project's own. */
async function withOwnPhoto(projectId: string, plan: Plan, ports: Needs): Promise<Plan> {
  if (plan.photoKey === null || plan.photoKey.startsWith(`projects/${projectId}/`)) return plan;
  const photo = await readFile(await ports.artifacts.open(plan.photoKey));
  return { ...plan, photoKey: await keepFor(projectId, photo, ports) };
}

async function goBack(projectId: string, version: number, ports: Needs, queue: Queue): Promise<void> {
  const before = await findProject(ports, projectId);
  if (!(await ports.projects.goTo(projectId, version)))
    throw new AdgenError('not-found', `This ad has no version ${version}.`);
  await takeOver(before, version, ports, queue);
}

/** What still works for the version before is told to stop: the films it would make are not wanted any more. */
async function takeOver(before: Project, version: number, ports: Needs, queue: Queue): Promise<void> {
  const working = !isFinal(before.status) && before.approved && before.version !== version;
  if (working) await queue.cancel(before.id);
  const project = await findProject(ports, before.id);
  if (!isFinal(project.status)) await proceed(project, queue);
}

async function cancel(projectId: string, ports: Needs, queue: Queue): Promise<boolean> {
  const running = await ports.projects.requestCancel(projectId);
  if (!running) return false;
  await queue.cancel(projectId);
  // Where it waits for a person, no job is there to end it.
  const project = await findProject(ports, projectId);
  if (project.status === 'AWAITING_APPROVAL' && !project.approved)
    await ports.projects.end({ projectId, version: project.version }, { status: 'CANCELLED' });
  return true;
}

async function resume(ports: Needs, queue: Queue): Promise<readonly string[]> {
  const ids = await ports.projects.unfinished();
  for (const id of ids) await proceed(await findProject(ports, id), queue);
  return ids;
}
