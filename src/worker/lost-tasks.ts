/** Finds out whether a job waits for tasks that are in no queue any more: a queue that lost its memory never ends them. */
import type { Job } from 'bullmq';
import type { Queues } from './backend.ts';
import { LANE_OF } from './catalogue.ts';

/** For a job in `waiting-children`. */
export async function waitsInVain(parent: Job, queues: Queues): Promise<boolean> {
  const lost: string[] = [];
  for (const key of await openTasks(parent)) if (!(await isQueued(key, queues))) lost.push(key);
  if (lost.length === 0) return false;
  // A task leaves its queue and its parent in one step: one that ended in between is not waited for now.
  const open = await openTasks(parent);
  return lost.some((key) => open.includes(key));
}

async function openTasks(parent: Job): Promise<readonly string[]> {
  const { unprocessed = [] } = await parent.getDependencies();
  return unprocessed;
}

/** Keys are `{queue}:{id}`, and an id begins with the kind of its job. */
async function isQueued(key: string, queues: Queues): Promise<boolean> {
  const id = key.slice(key.lastIndexOf(':') + 1);
  for (const [kind, lane] of Object.entries(LANE_OF)) {
    if (id.startsWith(`${kind}.`)) return (await queues[lane].getJob(id)) !== undefined;
  }
  return false;
}
