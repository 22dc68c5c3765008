/** The front desk: order, approve, cancel, find, watch. Everyone who wants an ad talks to the studio. */
import { Brief } from '../ad/brief.ts';
import { AdgenError } from '../ad/errors.ts';
import { fingerprint, fingerprintBytes } from '../ad/fingerprint.ts';
import { formatUsd, type MicroUsd } from '../ad/money.ts';
import { isFinal, PROGRESS, type Project } from '../ad/project.ts';
import { estimate } from './estimate.ts';
import { uploadKey } from './keys.ts';
import { findProject } from './open-ad.ts';
import type { Queue } from './ports.ts';
import type { Ports } from './run.ts';

export type Order = {
  readonly userId: string;
  /** Unparsed: it comes from outside. */
  readonly brief: unknown;
  readonly photo: { readonly file: string; readonly bytes: Uint8Array };
};

/** A yes to one plan at a price: it holds for nothing else. */
export type Approval = { readonly planHash: string; readonly maxMicroUsd: MicroUsd };

export type Studio = {
  /**
   * Takes the order and starts the storyboard. The same person ordering the same thing again gets the same ad, continued
   * where it stopped. Throws `bad-input` with one sentence; then nothing was stored.
   */
  readonly order: (order: Order, signal: AbortSignal) => Promise<string>;
  /** What approving now would mean. */
  readonly offer: (projectId: string) => Promise<Approval & { readonly version: number }>;
  /** Starts production. Throws `conflict` when plan or price moved since the offer. */
  readonly approve: (projectId: string, approval: Approval) => Promise<void>;
  /** False when it has already ended. */
  readonly cancel: (projectId: string) => Promise<boolean>;
  readonly find: (projectId: string) => Promise<Project | null>;
  readonly watch: (projectId: string, signal: AbortSignal) => AsyncIterable<Project>;
  /** Puts every ad that a crash or a restart interrupted back to work. */
  readonly resume: () => Promise<readonly string[]>;
};

type Needs = Pick<Ports, 'artifacts' | 'projects' | 'cutter' | 'clips' | 'music'>;

export function createStudio(ports: Needs, queue: Queue): Studio {
  return {
    order: (order, signal) => takeOrder(order, ports, queue, signal),
    offer: (projectId) => offer(projectId, ports),
    approve: (projectId, approval) => approve(projectId, approval, ports, queue),
    cancel: (projectId) => cancel(projectId, ports, queue),
    find: (projectId) => ports.projects.find(projectId),
    watch: (projectId, signal) => ports.projects.watch(projectId, signal),
    resume: () => resume(ports, queue),
  };
}

async function takeOrder(order: Order, ports: Needs, queue: Queue, signal: AbortSignal): Promise<string> {
  const brief = parseBrief(order.brief);
  await ports.cutter.check(order.photo.file, signal);
  const photo = fingerprintBytes(order.photo.bytes);
  const id = `p${fingerprint({ user: order.userId, brief, photo })}`;
  const photoKey = uploadKey(id, photo);
  if (!(await ports.artifacts.has(photoKey))) await ports.artifacts.putBytes(photoKey, order.photo.bytes);
  await ports.projects.create({
    id,
    userId: order.userId,
    title: titleOf(brief),
    ad: { brief, photoKey, receipt: null },
  });
  await start(await findProject(ports, id), ports, queue);
  return id;
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
  const approved = project.progress > PROGRESS.AWAITING_APPROVAL;
  if (approved) await queue.produce({ projectId: project.id, version: project.version });
  else if (project.status !== 'AWAITING_APPROVAL') await queue.storyboard(project.id);
}

async function offer(projectId: string, ports: Needs): Promise<Approval & { readonly version: number }> {
  const project = await findProject(ports, projectId);
  if (!project.plan) throw new AdgenError('conflict', 'There is no storyboard yet.');
  const maxMicroUsd = estimate(project.plan, ports);
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
  await queue.produce({ projectId, version: current.version });
}

async function cancel(projectId: string, ports: Needs, queue: Queue): Promise<boolean> {
  const running = await ports.projects.requestCancel(projectId);
  if (running) await queue.cancel(projectId);
  return running;
}

async function resume(ports: Needs, queue: Queue): Promise<readonly string[]> {
  const ids = await ports.projects.unfinished();
  for (const id of ids) await proceed(await findProject(ports, id), queue);
  return ids;
}
