/** Runs a job's tasks as its children: the job lets go of its worker, and is run again from the top when they are done. */
import { type Job, WaitingChildrenError } from 'bullmq';
import { AdgenError, isCancelled } from '../ad/errors.ts';
import { LANES } from '../ad/lane.ts';
import type { Tasks } from '../pipeline/ports.ts';
import type { Queues } from './backend.ts';
import { jobId, jobOf, LANE_OF } from './catalogue.ts';
import { fromReason } from './failure.ts';
import { ATTEMPTS } from './queue.ts';

/**
 * A child that failed for good does not stop its siblings: what they make is kept, and the next run of the ad is shorter.
 * Its reason stays with the parent, which `throwFailure` reads when the last child has ended.
 */
export function createTasks(parent: Job, token: string, queues: Queues, signal: AbortSignal): Tasks {
  return {
    all: async (work, tasks) => {
      signal.throwIfAborted();
      if (tasks.length === 0) return;
      const specs = tasks.map((task) => jobOf(work, task));
      const { done, open } = await childrenOf(parent);
      const missing = specs.filter((spec) => !done.has(jobId(spec)));
      if (missing.length === 0) {
        // Their work was done in this run already. Doing it over would go round for ever.
        throw new AdgenError('step-failed', 'Finished parts of this ad keep disappearing. Please start it again.');
      }
      const family = {
        parent: { id: idOf(parent), queue: parent.queueQualifiedName },
        ignoreDependencyOnFailure: true,
      };
      const added = missing.filter((spec) => !open.has(jobId(spec)));
      // They wait where their ad would.
      const opts = { ...ATTEMPTS, ...family, priority: parent.opts.priority ?? 0, removeOnFail: true };
      for (const lane of LANES) {
        const own = added.filter(({ name }) => LANE_OF[name] === lane);
        if (own.length > 0)
          await queues[lane].addBulk(own.map((spec) => ({ ...spec, opts: { ...opts, jobId: jobId(spec) } })));
      }
      if (await parent.moveToWaitingChildren(token)) throw new WaitingChildrenError();
      // They were faster than the move.
      await throwFailure(parent);
    },
  };
}

/** Throws what a child of this job failed with, if one did. */
export async function throwFailure(parent: Job): Promise<void> {
  const failures = Object.values(await parent.getIgnoredChildrenFailures()).map(fromReason);
  const failure = failures.find((error) => !isCancelled(error)) ?? failures[0];
  if (failure) throw failure;
}

async function childrenOf(parent: Job) {
  const { processed = {}, unprocessed = [] } = await parent.getDependencies();
  return { done: new Set(Object.keys(processed).map(idOfKey)), open: new Set(unprocessed.map(idOfKey)) };
}

/** Keys are `{queue}:{id}`, and an id has no colon. */
function idOfKey(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}

function idOf({ id }: Job): string {
  if (id === undefined) throw new TypeError('A job that runs has an id.');
  return id;
}
