/** Takes jobs off the queue and runs them: refuses what is malformed, retries what can help, ends what was stopped. */
import type { Job } from 'bullmq';
import { type AdgenError, cancelled } from '../ad/errors.ts';
import type { Log, Task, Tasks, Work } from '../pipeline/ports.ts';
import type { Backend, BullQueue } from './backend.ts';
import { type JobSpec, taskOf } from './catalogue.ts';
import { createTasks, throwFailure } from './children.ts';
import { retryDelayMs } from './failure.ts';
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
  /** Jobs at once in this process. */
  readonly concurrency: number;
  /** No other process can be working on this queue (an embedded database): what is marked as worked on is up for grabs. */
  readonly alone: boolean;
  /** Milliseconds before the second attempt when the error names none. */
  readonly backoffMs?: number;
};

export type RunningWorker = {
  /** Waits for the jobs that run; with `abort` they are interrupted, go back to the queue, and the next start takes them up. */
  close(options?: { readonly abort?: boolean }): Promise<void>;
};

type Desk = WorkerOptions & { readonly queue: BullQueue; readonly running: Running };

export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { backend, log, concurrency, backoffMs = 2000 } = options;
  const queue = backend.openQueue();
  const running = createRunning();
  const desk: Desk = { ...options, queue, running };
  if (options.alone) await takeBack(queue);
  const deaf = await backend.hearCancels(running.cancelProject);
  const worker = backend.openWorker((job, token) => work(job, token ?? '', desk), {
    concurrency,
    maxStalledCount: 3,
    // A job that kills its process each time must not do so for ever; an ad that goes well starts about five times.
    maxStartedAttempts: 40,
    settings: { backoffStrategy: (made, _type, error) => retryDelayMs(error, made, backoffMs) },
  });
  worker.on('error', (error) => log.warn({ err: error }, 'the job queue has a problem'));
  worker.on('lockRenewalFailed', running.interrupt);
  worker.on('failed', (job, error) => void endAfterGivingUp(job, error, desk));
  await worker.waitUntilReady();
  return {
    close: async ({ abort = false } = {}) => {
      const closed = worker.close();
      if (abort) running.interruptAll();
      await closed;
      await deaf();
      await queue.close();
    },
  };
}

/** What a killed process was working on. Without this its jobs would wait for their locks to run out, about a minute. */
async function takeBack(queue: BullQueue): Promise<void> {
  // Token 0 is BullMQ's word for "whoever holds the lock".
  for (const job of await queue.getJobs(['active'])) await job.moveToWait('0');
}

async function work(job: Job<unknown>, token: string, desk: Desk): Promise<void> {
  const spec = parseJob(job, desk);
  const id = job.id ?? '';
  const signal = desk.running.begin(id, spec.data.projectId);
  try {
    await throwWhenStopped(job, desk.queue);
    await run(spec, job, token, desk, signal);
  } catch (error) {
    throw await settle(error, { spec, job, token, signal }, desk);
  } finally {
    desk.running.end(id);
  }
}

/** Looked up after the job can be reached by a broadcast, so that a stop between the two is seen here. */
async function throwWhenStopped(job: Job<unknown>, queue: BullQueue): Promise<void> {
  const long = await queue.getJob(job.parent?.id ?? job.id ?? '');
  // A parent that is gone waits for nobody.
  if (!long || long.data?.cancelled === true) throw cancelled();
}

async function run(spec: JobSpec, job: Job, token: string, desk: Desk, signal: AbortSignal): Promise<void> {
  const { handlers, queue } = desk;
  signal.throwIfAborted();
  switch (spec.name) {
    case 'storyboard':
      await handlers.storyboard(spec.data.projectId, signal);
      return;
    case 'produce': {
      const { projectId, version } = spec.data;
      await throwFailure(job);
      await handlers.produce({ projectId, version }, createTasks(job, token, queue, signal), signal);
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
