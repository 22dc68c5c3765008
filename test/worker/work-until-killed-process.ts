/** Starts an ad in the database of the folder given, says when its second task has begun, and never finishes that. */
import { openPglite } from '../../src/storage/pglite.ts';
import { openPostgresBackend } from '../../src/worker/backend.ts';
import { createJobQueue } from '../../src/worker/queue.ts';
import { startWorker } from '../../src/worker/run-jobs.ts';
import { IN_TURN } from '../contracts/queue-turns.ts';

const [folder = ''] = process.argv.slice(2);
const database = await openPglite(folder);
const backend = await openPostgresBackend(database.pool, database.listen);
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
      if (task.kind === 'music') return;
      console.log('begun');
      await forever();
    },
    failed: async () => undefined,
  },
});
await createJobQueue(backend, IN_TURN).produce({ projectId: 'p1', version: 1 });
