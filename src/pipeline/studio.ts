/** The front desk: order, change, approve, cancel, find, watch. Everyone who wants an ad talks to the studio. */
import { type Estimate, estimatedTotal } from '../ad/bill.ts';
import { Brief } from '../ad/brief.ts';
import { AdgenError } from '../ad/errors.ts';
import { fingerprint, fingerprintBytes } from '../ad/fingerprint.ts';
import { assertFilesKept, KEEP_DAYS } from '../ad/keeping.ts';
import type { Plan } from '../ad/plan.ts';
import { isFinal, type Project, type Version } from '../ad/project.ts';
import { estimate } from './estimate.ts';
import { type Approval, holdTo, keepWithin, type Offer, type OfferNeeds, offer, offerFor } from './offer.ts';
import { findProject, photoOf } from './open-ad.ts';
import { asOwn, keepFor, keepPicture, readPicture, withOwnPicture } from './pictures.ts';
import type { Kept } from './ports/retention.ts';
import type { Queue } from './ports.ts';
import type { Ports } from './run.ts';
import { extractProduct } from './steps/product.ts';

export type Order = {
  readonly userId: string;
  /** Unparsed: it comes from outside. */
  readonly brief: unknown;
  /** Its bytes and a file that holds them, or the key of one that was kept. */
  readonly photo: { readonly file: string; readonly bytes: Uint8Array } | { readonly photoKey: string };
  /** Where it was talked about: what that talk has cost so far becomes part of the ad's cost. */
  readonly threadId?: string;
};

export type Studio = {
  /** Checks a picture and keeps it for some days; the same bytes have the same key all day. Throws `bad-input` with one sentence; then nothing is kept. */
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
  readonly offer: (projectId: string) => Promise<Offer>;
  /** What a yes to `change` with this plan would mean now; nothing is stored. Throws `bad-input` as `change` does. */
  readonly quote: (projectId: string, plan: Plan) => Promise<Offer>;
  /** Starts production; a repeat is a no-op. Throws `conflict` when plan or price moved since the offer, or a budget has no room. */
  readonly approve: (projectId: string, approval: Approval) => Promise<void>;
  /**
   * Makes `plan` the next version; a repeat gives the same one. Made at once where the version before it was approved and this
   * one costs nothing more; else its storyboard is drawn and awaits approval. What was being made for the version before is
   * left, and what is there of it is used. Throws `conflict` when the ad no longer stands at `baseVersion`, and `bad-input` for a
   * picture of another ad.
   *
   * `yes`: a person's yes to this very plan at a price. Then it is made at once, or, as with `approve`, nothing is changed.
   */
  readonly change: (projectId: string, plan: Plan, baseVersion: number, yes?: Approval) => Promise<number>;
  /**
   * Has the ad planned anew from its brief; the storyboard of that awaits approval as the next version. No-op when the ad no
   * longer stands at `baseVersion`. Throws `conflict` with one sentence when planning falls back again; then nothing changes.
   */
  readonly replan: (projectId: string, baseVersion: number, signal: AbortSignal) => Promise<void>;
  /** Stands at an earlier version again: what was finished is there at once. Throws `not-found`, and `conflict` once the files are gone. */
  readonly goBack: (projectId: string, version: number) => Promise<void>;
  /** Keeps the files of an ad for seven days more than `until`, the end that somebody saw; a repeat adds nothing. */
  readonly keep: (projectId: string, until: string) => Promise<Kept>;
  readonly versions: (projectId: string) => Promise<readonly Version[]>;
  readonly planOf: (projectId: string, version: number) => Promise<Plan | null>;
  /** False when it has already ended, or its files are gone. */
  readonly cancel: (projectId: string) => Promise<boolean>;
  readonly find: (projectId: string) => Promise<Project | null>;
  readonly watch: (projectId: string, signal: AbortSignal) => AsyncIterable<Project>;
  /** Puts every ad that a crash or a restart interrupted back to work. */
  readonly resume: () => Promise<readonly string[]>;
};

type Needs = OfferNeeds & Pick<Ports, 'artifacts' | 'cutter' | 'planner' | 'clock' | 'retention'>;

export function createStudio(ports: Needs, queue: Queue): Studio {
  return {
    keepPhoto: ({ bytes }, signal) => keepPicture(bytes, ports, signal),
    order: (order, signal) => takeOrder(order, ports, queue, signal),
    offer: (projectId) => offer(projectId, ports),
    quote: (projectId, plan) => quote(projectId, plan, ports),
    approve: (projectId, approval) => approve(projectId, approval, ports, queue),
    change: (projectId, plan, baseVersion, yes) => change(projectId, { plan, baseVersion, yes }, ports, queue),
    replan: (projectId, baseVersion, signal) => replan(projectId, baseVersion, ports, queue, signal),
    goBack: (projectId, version) => goBack(projectId, version, ports, queue),
    keep: (projectId, until) => ports.retention.keep(projectId, until, KEEP_DAYS),
    versions: (projectId) => ports.projects.versions(projectId),
    planOf: async (projectId, version) => (await ports.projects.findPlan(projectId, version))?.plan ?? null,
    cancel: (projectId) => cancel(projectId, ports, queue),
    find: (projectId) => ports.projects.find(projectId),
    watch: (projectId, signal) => ports.projects.watch(projectId, signal),
    resume: () => resume(ports, queue),
  };
}

async function takeOrder(order: Order, ports: Needs, queue: Queue, signal: AbortSignal): Promise<string> {
  const brief = parseBrief(order.brief);
  const photo = await openOrdered(order.photo, ports, signal);
  const project = await create(order.userId, brief, photo, ports);
  if (order.threadId !== undefined) await ports.ledger.adopt(order.threadId, project.id);
  await start(project, ports, queue);
  return project.id;
}

/** The ad of these very things; a new one where the files of the last such ad have expired. */
async function create(userId: string, brief: Brief, photo: Uint8Array, ports: Needs): Promise<Project> {
  const what = { user: userId, brief, photo: fingerprintBytes(photo) };
  for (let after: { readonly after?: string } = {}; ; ) {
    const id = `p${fingerprint({ ...what, ...after })}`;
    if (!(await hasExpired(id, ports))) {
      const photoKey = await keepFor(id, photo, ports);
      await ports.projects.create({ id, userId, title: titleOf(brief), ad: { brief, photoKey, receipt: null } });
      // It may have expired this very moment.
      const project = await findProject(ports, id);
      if (project.files.goneAt === null) return project;
    }
    after = { after: id };
  }
}

async function hasExpired(id: string, { projects }: Needs): Promise<boolean> {
  return (await projects.find(id))?.files.goneAt != null;
}

async function openOrdered(photo: Order['photo'], ports: Needs, signal: AbortSignal): Promise<Uint8Array> {
  if ('photoKey' in photo) return readPicture(photo.photoKey, ports);
  await ports.cutter.check(photo.file, signal);
  return photo.bytes;
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

async function approve(projectId: string, approval: Approval, ports: Needs, queue: Queue): Promise<void> {
  const project = await findProject(ports, projectId);
  assertFilesKept(project);
  const current = await offer(projectId, ports);
  // What was begun with this yes holds money already: asking the budgets again would count it twice.
  const isBegun = project.approved && current.planHash === approval.planHash && project.version === current.version;
  if (!isBegun) {
    holdTo(approval, project.plan ?? noPlan(), current.estimate);
    await keepWithin(current.estimate, projectId, ports);
    if (!(await ports.projects.approve(projectId, project.version, current.estimate)))
      throw new AdgenError(
        'conflict',
        'The storyboard has changed since. Please look at the new one and approve that.',
      );
  }
  await proceed(await findProject(ports, projectId), queue);
}

function noPlan(): never {
  throw new AdgenError('conflict', 'There is no storyboard yet.');
}

async function quote(projectId: string, plan: Plan, ports: Needs): Promise<Offer> {
  const { version } = await findProject(ports, projectId);
  return offerFor({ projectId, version: version + 1, plan: asOwn(projectId, plan) }, ports);
}

type Change = { readonly plan: Plan; readonly baseVersion: number; readonly yes?: Approval | undefined };

async function change(projectId: string, wanted: Change, ports: Needs, queue: Queue): Promise<number> {
  const before = await findProject(ports, projectId);
  assertFilesKept(before);
  const plan = await withOwnPicture(projectId, wanted.plan, ports);
  const approved = await approvalOf({ ...wanted, plan }, before, ports);
  const version = await ports.projects.changePlan(projectId, wanted.baseVersion, plan, { approved });
  await takeOver(before, version, ports, queue);
  return version;
}

/** What the changed plan is approved at; null: it has to be asked for. */
async function approvalOf({ plan, baseVersion, yes }: Change, before: Project, ports: Needs): Promise<Estimate | null> {
  const parts = await estimate({ projectId: before.id, version: baseVersion + 1, plan }, ports);
  if (!yes) return before.approved && estimatedTotal(parts) === 0 ? parts : null;
  // Done again after a crash: what was begun with this yes holds money already.
  if (before.approved && before.plan && fingerprint(before.plan) === yes.planHash) return parts;
  holdTo(yes, plan, parts);
  await keepWithin(parts, before.id, ports);
  return parts;
}

async function replan(
  projectId: string,
  baseVersion: number,
  ports: Needs,
  queue: Queue,
  signal: AbortSignal,
): Promise<void> {
  const before = await findProject(ports, projectId);
  assertFilesKept(before);
  if (!before.plan || before.version !== baseVersion) return;
  const { photoKey } = before.plan;
  const { cutout } = await extractProduct(photoKey ?? photoOf(before), ports, { projectId, version: 0, signal });
  const { plan, degraded } = await ports.planner.plan(before.ad.brief, cutout, signal, projectId);
  const [again] = degraded.filter(({ step }) => step === 'plan');
  if (again) throw new AdgenError('conflict', `${again.say} So the ad stays as it is; please try again later.`);
  const version = await ports.projects.changePlan(
    projectId,
    baseVersion,
    { ...plan, photoKey },
    { approved: null, degraded },
  );
  await takeOver(before, version, ports, queue);
}

async function goBack(projectId: string, version: number, ports: Needs, queue: Queue): Promise<void> {
  const before = await findProject(ports, projectId);
  assertFilesKept(before);
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
  if (await hasExpired(projectId, ports)) return false;
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
