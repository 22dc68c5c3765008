/** This process as a worker: what it does of each job, and how many at once. */
import { availableParallelism } from 'node:os';
import { AdgenError, isCancelled } from '../ad/errors.ts';
import type { Lane } from '../ad/lane.ts';
import type { Config } from '../config.ts';
import type { Log } from '../pipeline/ports.ts';
import { produce } from '../pipeline/produce.ts';
import type { Ports } from '../pipeline/run.ts';
import { runTask } from '../pipeline/run-task.ts';
import { storyboard } from '../pipeline/storyboard.ts';
import type { Studio } from '../pipeline/studio.ts';
import { sweep } from '../pipeline/sweep.ts';
import { type Handlers, startWorker, type WorkerOptions } from '../worker/run-jobs.ts';
import type { Meters } from './metrics.ts';
import { measuredHandlers } from './metrics-ports.ts';

/** Shots encoded at once, a core each; more than a few would only wait for memory. */
export const ENCODERS = Math.min(4, Math.max(1, availableParallelism()));
/** Jobs at once: while the encoders work, one more shot is drawn. */
const CONCURRENCY = ENCODERS + 1;
/** Jobs at once where clips are bought: they wait for the provider, and what needs this machine has slots of its own. */
const WAITING_FOR_OTHERS = 16;
/** What can be done on a machine without ffmpeg. */
const WITHOUT_FFMPEG: readonly Lane[] = ['plans', 'clips'];

export function needsFfmpeg({ jobs }: Config['worker']): boolean {
  return jobs.some((lane) => !WITHOUT_FFMPEG.includes(lane));
}

/** A worker that is told to stop finishes what takes no longer. */
const DRAIN_MS = 60_000;

type Needs = Omit<WorkerOptions, 'handlers' | 'lanes' | 'log'> & {
  readonly ports: Ports;
  readonly meters: Pick<Meters, 'job'>;
  readonly threadOf: (projectId: string) => Promise<string | null>;
  /** Whether a drawn storyboard is made at once; null: it waits for somebody's yes. */
  readonly yes: Pick<Studio, 'offer' | 'approve'> | null;
};

export type OpenWorker = {
  /** Finishes what runs, within a minute. */
  readonly drain: () => Promise<void>;
  /** Interrupts what runs; it goes back to the queue. */
  readonly close: () => Promise<void>;
};

export async function openWorker(choice: Config['worker'], needs: Needs): Promise<OpenWorker> {
  const { ports, meters, threadOf, yes, ...how } = needs;
  const handlers = measuredHandlers(handlersOf(ports, yes), { meters, threadOf, clock: ports.clock });
  const lanes = lanesOf(choice, ports.clips !== null);
  const worker = await startWorker({ ...how, handlers, lanes, log: ports.log });
  let closed: Promise<void> | null = null;
  const end = (withinMs: number) => {
    closed ??= worker.close(withinMs);
    return closed;
  };
  return { drain: () => end(DRAIN_MS), close: () => end(0) };
}

function lanesOf({ jobs, concurrency }: Config['worker'], areBought: boolean): WorkerOptions['lanes'] {
  const waiting = areBought ? WAITING_FOR_OTHERS : 1;
  const usual = { plans: CONCURRENCY, clips: waiting, music: waiting, films: CONCURRENCY };
  return Object.fromEntries(jobs.map((lane) => [lane, concurrency ?? usual[lane]]));
}

function handlersOf(ports: Ports, yes: Needs['yes']): Handlers {
  return {
    storyboard: async (projectId, signal) => {
      await storyboard(projectId, ports, signal);
      if (yes) await approveAtOnce(projectId, yes, ports.log);
    },
    produce: (work, tasks, signal) => produce(work, ports, tasks, signal),
    task: (work, task, signal) => runTask(work, task, ports, signal),
    sweep: (projectId) => sweep(projectId, ports),
    failed: (ended, error) =>
      ports.projects.end(
        ended,
        isCancelled(error) ? { status: 'CANCELLED' } : { status: 'FAILED', errorMessage: error.message },
      ),
  };
}

/** Where a budget has no room, or the plan has just been changed, somebody is asked after all. */
async function approveAtOnce(projectId: string, studio: Pick<Studio, 'offer' | 'approve'>, log: Log): Promise<void> {
  try {
    const { planHash, maxMicroUsd } = await studio.offer(projectId);
    await studio.approve(projectId, { planHash, maxMicroUsd });
  } catch (error) {
    if (!(error instanceof AdgenError && error.code === 'conflict')) throw error;
    log.info({ project: projectId, reason: error.message }, 'this ad waits for a yes');
  }
}
