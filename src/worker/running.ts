/** The jobs this process is working on, so that they can be ended by project. */
import { AdgenError, cancelled } from '../ad/errors.ts';

export type Running = {
  /** The signal a job works under, from now until `end`. */
  begin(jobId: string, projectId: string): AbortSignal;
  end(jobId: string): void;
  cancelProject(projectId: string): void;
  /** Ends jobs without failing them: they are to be run again, by whoever is there. */
  interrupt(jobIds: readonly string[]): void;
  /** Interrupts all, also those that begin later. */
  interruptAll(): void;
};

const INTERRUPTED = 'Interrupted; this work goes on with the next start.';

export function createRunning(): Running {
  const jobs = new Map<string, { readonly projectId: string; readonly controller: AbortController }>();
  const interrupted = () => new AdgenError('cancelled', INTERRUPTED);
  let over = false;
  return {
    begin: (jobId, projectId) => {
      const controller = new AbortController();
      jobs.set(jobId, { projectId, controller });
      if (over) controller.abort(interrupted());
      return controller.signal;
    },
    end: (jobId) => void jobs.delete(jobId),
    cancelProject: (projectId) => {
      for (const job of jobs.values()) if (job.projectId === projectId) job.controller.abort(cancelled());
    },
    interrupt: (jobIds) => {
      for (const jobId of jobIds) jobs.get(jobId)?.controller.abort(interrupted());
    },
    interruptAll: () => {
      over = true;
      for (const job of jobs.values()) job.controller.abort(interrupted());
    },
  };
}

export function wasInterrupted({ reason }: AbortSignal): boolean {
  return reason instanceof AdgenError && reason.message === INTERRUPTED;
}
