/** Takes jobs off the queue and runs them: refuses what is malformed, retries what can help, ends what was stopped. */
import type { Job } from 'bullmq';
import { type AdgenError, cancelled } from '../ad/errors.ts';
import { LANES, type Lane } from '../ad/lane.ts';
import type { Turns } from '../pipeline/ports/turns.ts';
import type { Log, Task, Tasks, Work } from '../pipeline/ports.ts';
import { type Backend, type BullQueue, closeQueues, openQueues, type Queues } from './backend.ts';
import { type JobSpec, taskOf } from './catalogue.ts';
import { createTasks, throwFailure } from './children.ts';
import { retryDelayMs } from './failure.ts';
import { turnOf } from './queue.ts';
import { createRunning, type Running } from './running.ts';
import { endAfterGivingUp, parseJob, settle } from './settle.ts';

export type Handlers = {
  readonly storyboard: (projectId: string, signal: AbortSignal) => Promise<unknown>;
  /** Run from the top again each time the tasks it asked for are done. */
  readonly produce: (work: Work, tasks: Tasks, signal: AbortSignal) => Promise<unknown>;
  readonly task: (work: Work, task: Task, signal: AbortSignal) => Promise<unknown>;
  readonly sweep?: (projectId: string, signal: AbortSignal) => Promise<unknown>;
  /** The ad will not be tried again: end it with this sentence, or as stopped when the code is `cancelled`. */
  readonly failed: (
    ended: { readonly projectId: string; readonly version: number | null },
    error: AdgenError,
  ) => Promise<void>;
};

export type WorkerOptions = {
  readonly backend: Backend;
  readonly handlers: Handlers;
  readonly log: Log;
  readonly turns: Pick<Turns, 'begin'>;
  /** What this process takes on, and how many jobs of each lane at once. */
  readonly lanes: Partial<Readonly<Record<Lane, number>>>;
  /** No other process can be working on this queue (an embedded database): what is marked as worked on is up for grabs. */
  readonly alone: boolean;
  /** Milliseconds before the second attempt when the error names none. */
  readonly backoffMs?: number;
  /** A process that has not been heard of for so long has lost its jobs. */
  readonly lockMs?: number;
  /** How often jobs are looked for that somebody has lost. */
  readonly lostEveryMs?: number;
};

export type RunningWorker = {
  /**
   * Takes no more jobs and waits for those that run, for `withinMs` at most: then they are interrupted and go back to the
   * queue, where the next one takes them up.
   */
  close(withinMs: number): Promise<void>;
};

type Desk = WorkerOptions & { readonly queues: Queues; readonly running: Running };

export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { backend, log, lanes } = options;
  const queues = openQueues(backend);
  const running = createRunning();
  const desk: Desk = { ...options, queues, running };
  if (options.alone) for (const queue of Object.values(queues)) await takeBack(queue);
  const deaf = await backend.hearCancels(running.cancelProject);
  const workers = LANES.flatMap((lane) => {
    const concurrency = lanes[lane] ?? 0;
    return concurrency > 0 ? [openLane(lane, concurrency, desk)] : [];
  });
  for (const worker of workers) {
    worker.on('error', (error) => log.warn({ err: error }, 'the job queue has a problem'));
    worker.on('lockRenewalFailed', running.interrupt);
    worker.on('failed', (job, error) => void endAfterGivingUp(job, error, desk));
  }
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    close: async (withinMs) => {
      const closed = Promise.all(workers.map((worker) => worker.close()));
      const late = setTimeout(running.interruptAll, withinMs);
      const isClosed = await within(closed, withinMs + GOODBYE_MS).finally(() => clearTimeout(late));
      // Else it would try to come back for ever, and keep the program alive.
      if (!isClosed) await within(Promise.all(workers.map((worker) => worker.disconnect())), GOODBYE_MS);
      await within(Promise.all([deaf(), closeQueues(queues)]), GOODBYE_MS);
    },
  };
}

/** What is interrupted ends within two seconds. A queue that cannot be told by then finds out when the locks run out. */
const GOODBYE_MS = 5_000;

/** False when it is not done in time. */
async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

function openLane(lane: Lane, concurrency: number, desk: Desk) {
  const { backend, backoffMs = 2000, lockMs = 30_000, lostEveryMs = 10_000 } = desk;
  return backend.openWorker(lane, (job, token) => work(job, token ?? '', desk), {
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lostEveryMs,
    maxStalledCount: 3,
    // A job that kills its process each time must not do so for ever; an ad that goes well starts about five times.
    maxStartedAttempts: 40,
    settings: { backoffStrategy: (made, _type, error) => retryDelayMs(error, made, backoffMs) },
  });
}

/** What a killed process was working on. Without this its jobs would wait for their locks to run out, about a minute. */
async function takeBack(queue: BullQueue): Promise<void> {
  // Token 0 is BullMQ's word for "whoever holds the lock".
  for (const job of await queue.getJobs(['active'])) await job.moveToWait('0');
}

async function work(job: Job<unknown>, token: string, desk: Desk): Promise<void> {
  const spec = await parseJob(job, desk);
  const id = job.id ?? '';
  const signal = desk.running.begin(id, spec.data.projectId);
  const stopWatching = watchForStop(job, spec.data.projectId, desk);
  try {
    await throwWhenStopped(job, desk.queues.plans);
    await run(spec, job, token, desk, signal);
  } catch (error) {
    throw await settle(error, { spec, job, token, signal }, desk);
  } finally {
    stopWatching();
    desk.running.end(id);
  }
}

/** A stop is announced to everybody at once; who is cut off at that moment finds the mark a little later. */
const LOOK_EVERY_MS = 5_000;

function watchForStop(job: Job<unknown>, projectId: string, { queues, running }: Desk): () => void {
  const look = async () => {
    const long = await queues.plans.getJob(job.parent?.id ?? job.id ?? '');
    if (long?.data?.cancelled === true) running.cancelProject(projectId);
  };
  // A queue that does not answer now is asked again.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Looked up after the job can be reached by a broadcast, so that a stop between the two is seen here. */
async function throwWhenStopped(job: Job<unknown>, queue: BullQueue): Promise<void> {
  const long = await queue.getJob(job.parent?.id ?? job.id ?? '');
  // A parent that is gone waits for nobody.
  if (!long || long.data?.cancelled === true) throw cancelled();
}

async function run(spec: JobSpec, job: Job, token: string, desk: Desk, signal: AbortSignal): Promise<void> {
  const { handlers, queues, turns } = desk;
  signal.throwIfAborted();
  switch (spec.name) {
    case 'storyboard':
      await turns.begin(turnOf(spec));
      await handlers.storyboard(spec.data.projectId, signal);
      return;
    case 'produce': {
      const { projectId, version } = spec.data;
      await turns.begin(turnOf(spec));
      await throwFailure(job);
      await handlers.produce({ projectId, version }, createTasks(job, token, queues, signal), signal);
      return;
    }
    case 'sweep':
      await handlers.sweep?.(spec.data.projectId, signal);
      return;
    default: {
      const { projectId, version } = spec.data;
      await handlers.task({ projectId, version }, taskOf(spec), signal);
    }
  }
}
