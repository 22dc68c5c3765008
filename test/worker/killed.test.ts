import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPglite } from '../../src/storage/pglite.ts';
import { openPostgresBackend } from '../../src/worker/backend.ts';
import { createJobQueue } from '../../src/worker/queue.ts';
import { startWorker } from '../../src/worker/run-jobs.ts';
import { IN_TURN } from '../contracts/queue-turns.ts';
import { freshFolder } from '../storage/fresh-database.ts';
import { runNode } from '../storage/run-program.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('after kill -9 in the middle of a task the next start goes on at once, with what is missing only', async () => {
  const folder = await freshFolder();
  const program = runNode(join(import.meta.dirname, 'work-until-killed-process.ts'), folder);
  expect(await program.line()).toBe('begun');
  await program.kill();

  const database = await openPglite(folder);
  const backend = await openPostgresBackend(database.pool, database.listen);
  const story: string[] = [];
  const opened = performance.now();
  const worker = await startWorker({
    backend,
    lanes: { plans: 2, clips: 2, music: 2 },
    turns: IN_TURN,
    alone: true,
    log: SILENT,
    handlers: {
      storyboard: async () => story.push('storyboard'),
      // The clip exists now; the production has nothing left to ask for.
      produce: async () => story.push('produce'),
      task: async (_work, task) => story.push(task.kind),
      failed: async (_projectId, error) => void story.push(error.message),
    },
  });
  const queue = createJobQueue(backend, IN_TURN);
  // As every start does with what is unfinished: it must not start the ad a second time.
  await queue.produce({ projectId: 'p1', version: 1 });
  await expect.poll(() => story, { timeout: 20_000, interval: 10 }).toContain('produce');
  // Half of what it would take to wait for the dead worker's lock to run out, on however busy a machine.
  expect(performance.now() - opened).toBeLessThan(15_000);
  expect(story).toEqual(['clip', 'produce']);

  await worker.close(0);
  await queue.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
