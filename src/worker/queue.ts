/** Puts an ad's two long jobs on the queue, and takes them off again when somebody stops it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { AdgenError } from '../ad/errors.ts';
import type { Turns } from '../pipeline/ports/turns.ts';
import type { Queue } from '../pipeline/ports.ts';
import { type Backend, type BullQueue, closeQueues, openQueues, type Queues } from './backend.ts';
import { type JobSpec, jobId, LANE_OF, projectOf } from './catalogue.ts';
import { MOST_TRIES } from './failure.ts';
import { waitsInVain } from './lost-tasks.ts';

export type JobQueue = Queue & {
  /** Jobs by lane, kind and state, as of now. */
  counts(): Promise<readonly { lane: string; kind: string; state: string; count: number }[]>;
  /** For those who only look. */
  boards(): readonly BullQueue[];
  close(): Promise<void>;
};

/** Kept for a week: a failed or refused job is there to be looked at. */
const KEEP_FAILED = { age: 7 * 24 * 60 * 60 };

/** How many of them an error is worth is decided when it comes. */
export const ATTEMPTS = {
  attempts: MOST_TRIES,
  backoff: { type: 'as-the-error-says' },
  removeOnComplete: true,
} as const;

/**
 * Each of its promises may reject with `storage` and `retryAfterMs`, when the queue does not answer.
 *
 * A job keeps its id from run to run: while it waits or works, adding it again is a no-op; once it has failed, adding it
 * again removes what is left of it (its children's results, too) and starts afresh. `turns` says who goes first.
 */
export function createJobQueue(backend: Pick<Backend, 'openQueue' | 'announceCancel'>, turns: Turns): JobQueue {
  const queues = openQueues(backend);
  const put = async (spec: LongJob) => {
    const id = jobId(spec);
    // What is queued has its number: another would send its workspace further back each time somebody looks after it.
    if (!(await makeRoom(id, queues))) return;
    const priority = await turns.take(turnOf(spec));
    await queues.plans.add(spec.name, spec.data, { ...ATTEMPTS, jobId: id, priority, removeOnFail: KEEP_FAILED });
  };
  return {
    storyboard: (projectId) => told(put({ name: 'storyboard', data: { projectId } })),
    produce: ({ projectId, version }) => told(put({ name: 'produce', data: { projectId, version } })),
    sweep: (projectId) => told(putSweep(projectId, queues)),
    cancel: (projectId) => told(cancel(projectId, queues, backend)),
    counts: () => countJobs(queues),
    boards: () => Object.values(queues),
    close: () => closeQueues(queues),
  };
}

/** What a store says of itself is for the log. */
async function told(asked: Promise<void>): Promise<void> {
  try {
    await asked;
  } catch (cause) {
    if (cause instanceof AdgenError) throw cause;
    const say = 'The queue of jobs does not answer just now. Nothing is lost; it is asked again in a moment.';
    throw new AdgenError('storage', say, { cause, retryAfterMs: ASK_AGAIN_MS });
  }
}

const ASK_AGAIN_MS = 2000;

/** What people wait for goes first: the last of all priorities that BullMQ knows (6.7.0). */
const SWEEP_PRIORITY = 2 ** 21 - 1;

async function putSweep(projectId: string, queues: Queues): Promise<void> {
  const spec = { name: 'sweep', data: { projectId } } as const;
  const id = jobId(spec);
  if (!(await makeRoom(id, queues))) return;
  await queues.plans.add(spec.name, spec.data, {
    ...ATTEMPTS,
    ...{ jobId: id, priority: SWEEP_PRIORITY, removeOnFail: KEEP_FAILED },
  });
}

type LongJob = Extract<JobSpec, { name: 'storyboard' | 'produce' }>;

export function turnOf({ name, data }: LongJob) {
  return { projectId: data.projectId, version: name === 'produce' ? data.version : null };
}

const OPEN = ['waiting', 'prioritized', 'delayed', 'active', 'waiting-children'] as const;

/** By the names of the jobs, which begin with their kind: what a job holds need not be readable. */
async function countJobs(queues: Queues) {
  const states = [...OPEN, 'failed'] as const;
  const lanes = Object.entries(queues).flatMap(([lane, queue]) =>
    states.map(async (state) => {
      const kinds = (await queue.getRanges([state])).map(kindOf);
      const known = Object.entries(LANE_OF).flatMap(([kind, own]) => (own === lane ? [kind] : []));
      const all = [...known, ...(kinds.includes(FOREIGN) ? [FOREIGN] : [])];
      return all.map((kind) => ({ lane, kind, state, count: kinds.filter((one) => one === kind).length }));
    }),
  );
  return (await Promise.all(lanes)).flat();
}

const FOREIGN = 'foreign';

function kindOf(id: string): string {
  const kind = id.slice(0, Math.max(0, id.indexOf('.')));
  return kind in LANE_OF ? kind : FOREIGN;
}

/**
 * Removes what is left of the job; false when it is still to be done. A project ends a moment before its job does, and its next
 * run may be asked for within that moment; taking the job for active then would lose the run. So an active one is given a
 * second to end before this counts as a repeat.
 */
async function makeRoom(id: string, queues: Queues): Promise<boolean> {
  for (let look = 0; look < 40; look++) {
    const job = await queues.plans.getJob(id);
    const state = job ? await job.getState() : 'unknown';
    if (!job || state === 'unknown') return true;
    if (state === 'failed' || state === 'completed') {
      // Somebody else may have cleared it by now: then there is nothing to remove.
      await job.remove().catch(() => undefined);
      return true;
    }
    if (state === 'waiting-children') return removeIfForsaken(job, queues);
    if (state !== 'active') return false;
    await pause(25);
  }
  return false;
}

/** While one of its tasks is worked on it cannot be removed: whoever looks again later can. */
async function removeIfForsaken(job: Job, queues: Queues): Promise<boolean> {
  if (!(await waitsInVain(job, queues))) return false;
  return job.remove().then(
    () => true,
    () => false,
  );
}

/**
 * The mark on the long jobs comes first: a process that takes one up later, or after a crash, still learns that it is over.
 * Then what has not begun is removed, and the running ones are told. Not the other way round: tasks that end while others are
 * removed from the same parent wait for each other in Postgres.
 */
async function cancel(projectId: string, queues: Queues, backend: Pick<Backend, 'announceCancel'>): Promise<void> {
  const lanes = await Promise.all(Object.values(queues).map((queue) => unfinished(queue, projectId)));
  const jobs = lanes.flat();
  const long = jobs.filter((job) => job.name === 'storyboard' || job.name === 'produce');
  for (const job of long) {
    await job.updateData({ ...job.data, cancelled: true });
    if (await job.isDelayed()) await job.promote().catch(() => undefined);
  }
  for (const job of jobs) if (!long.includes(job)) await removeUnlessActive(job);
  await backend.announceCancel(projectId);
}

/** Found by their names: one that cannot be read must not keep the others from being stopped. */
async function unfinished(queue: BullQueue, projectId: string): Promise<readonly Job[]> {
  const ids = await queue.getRanges([...OPEN]);
  const own = ids.filter((id) => projectOf(id) === projectId);
  const jobs = await Promise.all(own.map((id) => queue.getJob(id)));
  return jobs.filter((job) => job !== undefined);
}

/** One that has just begun holds a lock; it looks for the mark by itself. */
async function removeUnlessActive(job: Job): Promise<void> {
  await job.remove().catch(() => undefined);
}
