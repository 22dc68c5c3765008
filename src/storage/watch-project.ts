/** Follows a project through the database's notifications: its state now, and again after every change. */
import { isDeepStrictEqual } from 'node:util';
import { AdgenError } from '../ad/errors.ts';
import { isFinal, type Project } from '../ad/project.ts';
import type { Database } from './database.ts';

type Source = {
  readonly database: Pick<Database, 'listen'>;
  readonly find: (id: string) => Promise<Project | null>;
};

/**
 * Ends after a final status, and quietly when `signal` aborts. Changes that come faster than they are taken are passed over
 * except for the newest. Throws `not-found`.
 *
 * It listens before it reads: a change between the two is announced, so none is missed.
 */
export async function* watchProject(source: Source, id: string, signal: AbortSignal): AsyncGenerator<Project> {
  const bell = createBell(signal);
  const stop = await source.database.listen(
    'adgen_project',
    (changed) => {
      if (changed === id) bell.ring();
    },
    bell.ring,
  );
  try {
    let last: Project | null = null;
    while (!signal.aborted) {
      const project = await source.find(id);
      if (!project) throw new AdgenError('not-found', 'This ad does not exist any more.');
      if (!isDeepStrictEqual(project, last)) yield project;
      if (isFinal(project.status)) return;
      last = project;
      await bell.rung();
    }
  } finally {
    bell.close();
    await stop();
  }
}

/** Remembers one ring until somebody waits for it; an abort rings, too. */
function createBell(signal: AbortSignal) {
  let next = Promise.withResolvers<void>();
  const ring = () => next.resolve();
  signal.addEventListener('abort', ring);
  return {
    ring,
    rung: async () => {
      await next.promise;
      next = Promise.withResolvers<void>();
    },
    close: () => signal.removeEventListener('abort', ring),
  };
}
