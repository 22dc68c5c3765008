/** What is counted in this process, in the terms of Prometheus, in a registry of its own. No label names a person, a thread or an ad. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Outcome = 'done' | 'waiting' | 'stopped' | 'failed';

export type Meters = {
  readonly registry: Registry;
  /** Memory, processor, garbage and the delay of the event loop, from the first call on: it costs a little all the time. */
  readonly watchProcess: () => void;
  readonly step: (step: string, outcome: Outcome, seconds: number) => void;
  readonly job: (kind: string, outcome: Outcome, seconds: number) => void;
  readonly request: (provider: string, method: string, outcome: string, seconds: number) => void;
};

/** From a look into the database to three films on one core. */
const WORK_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640];
const REQUEST_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40];

export function createMeters(): Meters {
  const registry = new Registry();
  const registers = [registry];
  let isWatched = false;
  const steps = new Histogram({
    name: 'adgen_step_duration_seconds',
    help: 'How long one step of an ad took in this process, by step and how it ended.',
    labelNames: ['step', 'outcome'],
    buckets: WORK_SECONDS,
    registers,
  });
  const jobs = new Histogram({
    name: 'adgen_job_duration_seconds',
    help: 'How long one run of a job held this worker, by kind and how it ended; waiting: it let go until its parts are done.',
    labelNames: ['kind', 'outcome'],
    buckets: WORK_SECONDS,
    registers,
  });
  const requests = new Histogram({
    name: 'adgen_provider_request_duration_seconds',
    help: 'How long one HTTP request of this process to a provider took, by what came of it.',
    labelNames: ['provider', 'method', 'outcome'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const errors = new Counter({
    name: 'adgen_provider_errors_total',
    help: 'HTTP requests of this process to a provider that brought no answer or an error, by reason.',
    labelNames: ['provider', 'reason'],
    registers,
  });
  return {
    registry,
    watchProcess: () => {
      if (isWatched) return;
      isWatched = true;
      collectDefaultMetrics({ register: registry });
    },
    step: (step, outcome, seconds) => steps.observe({ step, outcome }, seconds),
    job: (kind, outcome, seconds) => jobs.observe({ kind, outcome }, seconds),
    request: (provider, method, outcome, seconds) => {
      requests.observe({ provider, method, outcome }, seconds);
      if (outcome !== 'answered' && outcome !== 'stopped') errors.inc({ provider, reason: outcome });
    },
  };
}
