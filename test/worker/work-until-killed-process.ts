/** Starts an ad in the database of the folder given, says when one task is over and another has begun, and never finishes that. */
import { openPglite } from '../../src/storage/pglite.ts';
import { openPostgresBackend } from '../../src/worker/backend.ts';
import { createJobQueue } from '../../src/worker/queue.ts';
import { startWorker } from '../../src/worker/run-jobs.ts';
import { IN_TURN } from '../contracts/queue-turns.ts';

const [folder = ''] = process.argv.slice(2);
const database = await openPglite(folder);
const backend = await openPostgresBackend(database.pool, database.listen);
const queue = createJobQueue(backend, IN_TURN);
const music = Promise.withResolvers<void>();
/** Music has a lane of its own: its job is off the queue a moment after its work is done. */
const isMusicOver = async () => (await queue.counts()).every(({ lane, count }) => lane !== 'music' || count === 0);
const forever = () => new Promise<never>(() => undefined);
const silent = () => undefined;
await startWorker({
  backend,
  lanes: { plans: 2, clips: 2, music: 2 },
  turns: IN_TURN,
  alone: true,
  log: { info: silent, warn: silent, error: silent },
  handlers: {
    storyboard: forever,
    produce: (work, tasks) => tasks.all(work, [{ kind: 'music' }, { kind: 'clip', sceneId: 's1' }]),
    task: async (_work, task) => {
      if (task.kind === 'music') return music.resolve();
      await music.promise;
      while (!(await isMusicOver()));
      console.log('begun');
      await forever();
    },
    failed: async () => undefined,
  },
});
await queue.produce({ projectId: 'p1', version: 1 });
