/** The ports, the jobs and `fetch` as they were, with every call timed and its log lines named: nobody else knows of metrics. */
import { WaitingChildrenError } from 'bullmq';
import { isCancelled } from '../ad/errors.ts';
import { type LogFields, withFields } from '../log.ts';
import type { MusicMaker } from '../pipeline/ports.ts';
import type { Ports } from '../pipeline/run.ts';
import { type JobSpec, jobId, jobOf } from '../worker/catalogue.ts';
import type { Handlers } from '../worker/run-jobs.ts';
import type { Meters, Outcome } from './metrics.ts';

type Makers = Pick<Ports, 'cutter' | 'planner' | 'clips' | 'music' | 'renderer' | 'clock'>;

export function measuredPorts<P extends Makers>(ports: P, meters: Pick<Meters, 'step'>): P {
  const { cutter, planner, clips, music, renderer, clock } = ports;
  const timed = <Given extends readonly unknown[], Made>(step: string, make: (...given: Given) => Promise<Made>) => {
    return (...given: Given) =>
      withFields({ step }, () =>
        measured(
          () => make(...given),
          clock,
          (outcome, seconds) => meters.step(step, outcome, seconds),
        ),
      );
  };
  const timedMusic = (maker: MusicMaker): MusicMaker => ({
    ...maker,
    ...(maker.fallback ? { fallback: timedMusic(maker.fallback) } : {}),
    make: timed('music', maker.make),
  });
  return {
    ...ports,
    cutter: { ...cutter, cut: timed('cutout', cutter.cut) },
    planner: { ...planner, plan: timed('plan', planner.plan) },
    clips: clips && { ...clips, clip: timed('clip', clips.clip) },
    music: timedMusic(music),
    renderer: {
      ...renderer,
      backdrop: timed('backdrop', renderer.backdrop),
      shot: timed('shot', renderer.shot),
      film: timed('film', renderer.film),
      storyboard: timed('storyboard', renderer.storyboard),
    },
  };
}

type Around = {
  readonly meters: Pick<Meters, 'job'>;
  readonly clock: () => number;
  /** The thread of an ad, as far as it is known. */
  readonly threadOf: (projectId: string) => Promise<string | null>;
};

/** Each run of a job, by kind; what is logged meanwhile says which job, ad and thread it is about. */
export function measuredHandlers(handlers: Handlers, { meters, clock, threadOf }: Around): Handlers {
  const named = async <T>(projectId: string, fields: LogFields, run: () => Promise<T>) => {
    const thread = await threadOf(projectId).catch(() => null);
    return withFields({ ...fields, project: projectId, ...(thread === null ? {} : { thread }) }, run);
  };
  const timed = (spec: JobSpec, run: () => Promise<unknown>) =>
    named(spec.data.projectId, fieldsOf(spec), () =>
      measured(run, clock, (outcome, seconds) => meters.job(spec.name, outcome, seconds)),
    );
  const { sweep } = handlers;
  return {
    ...handlers,
    storyboard: (projectId, signal) =>
      timed({ name: 'storyboard', data: { projectId } }, () => handlers.storyboard(projectId, signal)),
    produce: (work, tasks, signal) =>
      timed({ name: 'produce', data: work }, () => handlers.produce(work, tasks, signal)),
    task: (work, task, signal) => timed(jobOf(work, task), () => handlers.task(work, task, signal)),
    ...(sweep && {
      sweep: (projectId, signal) => timed({ name: 'sweep', data: { projectId } }, () => sweep(projectId, signal)),
    }),
    failed: (ended, error) => named(ended.projectId, {}, () => handlers.failed(ended, error)),
  };
}

function fieldsOf(spec: JobSpec): LogFields {
  const version = 'version' in spec.data ? { version: spec.data.version } : {};
  return { job: jobId(spec), ...version };
}

/** `fetch` towards one provider. The answer's body is still to come when it is counted. */
export function measuredFetch(
  provider: string,
  meters: Pick<Meters, 'request'>,
  fetch = globalThis.fetch,
): typeof fetch {
  return async (input, init) => {
    const startedMs = performance.now();
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
    const count = (outcome: string) =>
      meters.request(provider, method, outcome, (performance.now() - startedMs) / 1000);
    try {
      const answer = await fetch(input, init);
      count(outcomeOf(answer.status));
      return answer;
    } catch (error) {
      count(reasonOf(error));
      throw error;
    }
  };
}

function outcomeOf(status: number): string {
  if (status < 400) return 'answered';
  if (status === 429) return 'rate-limited';
  if (status === 401 || status === 402 || status === 403) return 'not-allowed';
  return status < 500 ? 'refused' : 'provider-failed';
}

function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return 'too-slow';
  return name === 'AbortError' || isCancelled(error) ? 'stopped' : 'unreachable';
}

async function measured<T>(
  run: () => Promise<T>,
  clock: () => number,
  count: (outcome: Outcome, seconds: number) => void,
): Promise<T> {
  const startedMs = clock();
  const end = (outcome: Outcome) => count(outcome, (clock() - startedMs) / 1000);
  try {
    const result = await run();
    end('done');
    return result;
  } catch (error) {
    end(error instanceof WaitingChildrenError ? 'waiting' : isCancelled(error) ? 'stopped' : 'failed');
    throw error;
  }
}
