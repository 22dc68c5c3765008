/** Orders one ad, says yes to its storyboard, and waits for the films, showing progress all the way. */
import { AdgenError, cancelled } from '../ad/errors.ts';
import type { Project } from '../ad/project.ts';
import type { Order, Studio } from '../pipeline/studio.ts';

export type Steps = {
  readonly onProgress: (project: Project) => void;
  /** Called once, when the storyboard is ready; resolves to the person's yes or no. */
  readonly approve: (project: Project) => Promise<boolean>;
};

/** Resolves with the finished project. Throws `cancelled` when `signal` is aborted, once everything has stopped. */
export async function makeAd(order: Order, studio: Studio, steps: Steps, signal: AbortSignal): Promise<Project> {
  const id = await studio.order(order, signal);
  const stop = () => void studio.cancel(id);
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    return await follow(id, studio, steps);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function follow(id: string, studio: Studio, steps: Steps): Promise<Project> {
  let answered = false;
  for await (const project of studio.watch(id, new AbortController().signal)) {
    steps.onProgress(project);
    if (project.status === 'COMPLETED') return project;
    if (project.status === 'CANCELLED') throw cancelled();
    if (project.status === 'FAILED')
      throw new AdgenError('step-failed', project.errorMessage ?? 'The ad could not be made.');
    if (project.status !== 'AWAITING_APPROVAL' || answered) continue;
    answered = true;
    if (!(await steps.approve(project))) await studio.cancel(id);
    else await studio.approve(id, await studio.offer(id));
  }
  throw new AdgenError('step-failed', 'The ad stopped without an ending.');
}
