/** A queue, its workers and what they did: the stage on which the queue's contracts play. */
import { afterEach, beforeEach, expect } from 'vitest';
import { isCancelled } from '../../src/ad/errors.ts';
import type { Turns } from '../../src/pipeline/ports/turns.ts';
import type { Task, Work } from '../../src/pipeline/ports.ts';
import type { Backend } from '../../src/worker/backend.ts';
import { createJobQueue, type JobQueue } from '../../src/worker/queue.ts';
import { type Handlers, type RunningWorker, startWorker, type WorkerOptions } from '../../src/worker/run-jobs.ts';
import { IN_TURN } from './queue-turns.ts';

export const WORK: Work = { projectId: 'p1', version: 1 };
export const CLIPS: readonly Task[] = ['s1', 's2', 's3'].map((sceneId) => ({ kind: 'clip', sceneId }));
export const MUSIC: Task = { kind: 'music' };
export const SHOT: Task = { kind: 'shot', sceneId: 's1', aspects: ['9:16', '1:1'] };
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** An empty queue that no worker works on. */
export type OpenBackend = () => Promise<{ readonly backend: Backend; readonly close: () => Promise<void> }>;

export type Stage = {
  readonly backend: Backend;
  readonly queue: JobQueue;
  /** The numbers that ads draw; 1 for who is not in it. */
  readonly numbers: Map<string, number>;
  /** What the handlers did, in order. */
  readonly story: string[];
  readonly start: (
    handlers: Partial<Handlers>,
    how?: { readonly concurrency?: number; readonly alone?: boolean; readonly lanes?: WorkerOptions['lanes'] },
  ) => Promise<RunningWorker>;
  /** Waits until the story has this line. */
  readonly tells: (line: string) => Promise<void>;
};

/** A new stage for every test of the suite it is called in. */
export function createStage(open: OpenBackend): () => Stage {
  let stage: Stage;
  let strike: () => Promise<void>;
  beforeEach(async () => {
    const { backend, close } = await open();
    const numbers = new Map<string, number>();
    const take: Turns['take'] = async ({ projectId }) => numbers.get(projectId) ?? 1;
    const queue = createJobQueue(backend, { ...IN_TURN, take });
    const workers: RunningWorker[] = [];
    const story: string[] = [];
    stage = {
      backend,
      queue,
      numbers,
      story,
      start: async (handlers, { concurrency = 3, alone = true, lanes = allLanes(concurrency) } = {}) => {
        const all: Handlers = { ...tellers(story), ...handlers };
        const how = { turns: IN_TURN, log: SILENT, lanes, alone, backoffMs: 10 };
        const worker = await startWorker({ backend, handlers: all, ...how });
        workers.push(worker);
        return worker;
      },
      tells: (line) => expect.poll(() => story, { timeout: 10_000, interval: 10 }).toContain(line),
    };
    strike = async () => {
      for (const worker of workers) await worker.close(0);
      await queue.close();
      await close();
    };
  });
  afterEach(() => strike());
  return () => stage;
}

function allLanes(concurrency: number): WorkerOptions['lanes'] {
  return { plans: concurrency, clips: concurrency, music: concurrency, films: concurrency };
}

function tellers(story: string[]): Handlers {
  return {
    storyboard: async (projectId) => story.push(`storyboard ${projectId}`),
    produce: async ({ projectId, version }) => story.push(`produce ${projectId} v${version}`),
    task: async (_work, task) => story.push(wordsOf(task)),
    failed: async ({ projectId }, error) => void story.push(`failed ${projectId} ${error.code}: ${error.message}`),
  };
}

export function wordsOf(task: Task): string {
  switch (task.kind) {
    case 'clip':
      return `clip ${task.sceneId}`;
    case 'music':
      return 'music';
    case 'shot':
      return `shot ${task.sceneId} ${task.aspects.join()}`;
    case 'film':
      return `film ${task.aspect}`;
  }
}

/** Ends only by the signal, and with whatever error a killed program would leave. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(isCancelled(signal.reason) ? new Error('ffmpeg was killed') : signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
