/** Removes what has been kept long enough: the files of ads, one job each, and pictures that came with messages, by the day. */
import { keptFolder, keptProject } from './keys.ts';
import type { Retention } from './ports/retention.ts';
import type { Artifacts, Log, Queue } from './ports.ts';

type Needs = {
  readonly retention: Retention;
  readonly artifacts: Pick<Artifacts, 'removeProject'>;
  readonly log: Log;
};

/**
 * The sweep job. What is known of the files goes first, so that nobody is led to what is being removed; done again after a
 * crash, it goes on where it was. Does nothing where the ad's time is not over, or somebody has kept it since.
 */
export async function sweep(projectId: string, { retention, artifacts, log }: Needs): Promise<void> {
  if (!(await retention.beginSweep(projectId))) return;
  await artifacts.removeProject(projectId);
  await retention.endSweep(projectId);
  log.info({ project: projectId }, 'the files of an ad are removed');
}

/** One look at everything: warns, puts the sweeps that are due on the queue, removes pictures. A repeat is a no-op. */
export async function lookForExpired(needs: Needs & { readonly queue: Pick<Queue, 'sweep'> }): Promise<void> {
  const { retention, queue, log } = needs;
  const warned = await retention.warn();
  if (warned.length > 0) log.info({ projects: warned.length }, 'ads are in their last day');
  for (const projectId of await retention.dueSweeps()) await queue.sweep(projectId);
  await sweepPictures(needs);
}

/** An ad has a copy of its own; these are of messages that became none, or of ads that have theirs. */
async function sweepPictures({ retention, artifacts, log }: Needs): Promise<void> {
  for (const day of await retention.duePictureDays()) {
    await artifacts.removeProject(keptProject(day));
    await retention.forgetPictures(day, keptFolder(day));
    log.info({ day }, 'the pictures of a day are removed');
  }
}
