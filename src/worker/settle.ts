/** How one attempt at a job ends: refused, kept for later, tried again, or given up with a sentence. */
import { type Job, UnrecoverableError, WaitingChildrenError, WaitingError } from 'bullmq';
import { AdgenError, isCancelled } from '../ad/errors.ts';
import type { Log } from '../pipeline/ports.ts';
import { JobSpec } from './catalogue.ts';
import { canRetry, toAdgenError, toReason, triesOf } from './failure.ts';
import { wasInterrupted } from './running.ts';

type Desk = {
  readonly log: Log;
  readonly handlers: {
    readonly failed: (
      ended: { readonly projectId: string; readonly version: number | null },
      error: AdgenError,
    ) => Promise<void>;
  };
};

/** Not to be retried; marks what this file has dealt with. */
class Refusal extends UnrecoverableError {}

/** A foreign or broken payload stays in the queue as failed, with the reason, for somebody to look at. */
export async function parseJob(job: Job<unknown>, { log }: Desk): Promise<JobSpec> {
  const parsed = JobSpec.safeParse({ name: job.name, data: job.data });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = `bad-input: The job "${job.name}" is not one of ours (${issue?.path.join('.')}: ${issue?.message}).`;
  log.warn({ job: job.id, reason }, 'a job was refused');
  // What stands there may be no JSON; then nobody could list the queue any more.
  await job.updateData(job.data);
  throw new Refusal(reason);
}

type Attempt = {
  readonly spec: JobSpec;
  readonly job: Job<unknown>;
  readonly token: string;
  readonly signal: AbortSignal;
};

/** What BullMQ is to be told: wait for the children, keep for later, try again, or give up. */
export async function settle(error: unknown, { spec, job, token, signal }: Attempt, desk: Desk): Promise<unknown> {
  if (error instanceof WaitingChildrenError) return error;
  if (wasInterrupted(signal)) {
    await job.moveToWait(token);
    return new WaitingError();
  }
  // An aborted step may throw anything; that it was stopped is what counts.
  const cause = signal.aborted ? signal.reason : error;
  const { projectId } = spec.data;
  if (canRetry(cause) && job.attemptsMade + 1 < Math.min(triesOf(cause), job.opts.attempts ?? 1)) {
    desk.log.warn({ project: projectId, job: job.id, err: cause }, 'a job failed and is tried again');
    return cause;
  }
  if (isCancelled(cause)) desk.log.info({ project: projectId, job: job.id }, 'a job was stopped');
  else desk.log.error({ project: projectId, job: job.id, err: cause }, 'a job failed');
  await endProject(spec, toAdgenError(cause), desk);
  return new Refusal(toReason(cause));
}

/** BullMQ gives up by itself on a job that was lost too often. What this file refused has ended its project already. */
export async function endAfterGivingUp(job: Job<unknown> | undefined, error: Error, desk: Desk): Promise<void> {
  const spec = JobSpec.safeParse({ name: job?.name, data: job?.data });
  if (!spec.success || job?.finishedOn === undefined || error instanceof Refusal) return;
  const say = 'This ad was interrupted too many times. Please start it again.';
  await endProject(spec.data, new AdgenError('step-failed', say, { cause: error }), desk);
}

/** Only the two long jobs end an ad; a task's failure reaches its ad through its parent. */
async function endProject(spec: JobSpec, error: AdgenError, { handlers, log }: Desk): Promise<void> {
  if (spec.name !== 'storyboard' && spec.name !== 'produce') return;
  const { projectId } = spec.data;
  // A storyboard job draws whatever version the project stands at.
  const version = spec.name === 'produce' ? spec.data.version : null;
  try {
    await handlers.failed({ projectId, version }, error);
  } catch (problem) {
    log.error({ project: projectId, err: problem }, 'the end of an ad could not be written down');
  }
}
