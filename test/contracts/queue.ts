/** What the job queue must do on every backend. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AdgenError, isCancelled } from '../../src/ad/errors.ts';
import type { Task, Work } from '../../src/pipeline/ports.ts';
import type { Backend } from '../../src/worker/backend.ts';
import { createJobQueue, type JobQueue } from '../../src/worker/queue.ts';
import { type Handlers, type RunningWorker, startWorker } from '../../src/worker/run-jobs.ts';

type Opened = { readonly backend: Backend; readonly close: () => Promise<void> };

const WORK: Work = { projectId: 'p1', version: 1 };
const CLIPS: readonly Task[] = ['s1', 's2', 's3'].map((sceneId) => ({ kind: 'clip', sceneId }));
const MUSIC: Task = { kind: 'music' };
const SHOT: Task = { kind: 'shot', sceneId: 's1', aspects: ['9:16', '1:1'] };
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** `open` gives an empty queue that no worker works on. */
export function queueContract(open: () => Promise<Opened>): void {
  let opened: Opened;
  let queue: JobQueue;
  let workers: RunningWorker[];
  /** What the handlers did, in order. */
  let story: string[];
  beforeEach(async () => {
    opened = await open();
    queue = createJobQueue(opened.backend);
    workers = [];
    story = [];
  });
  afterEach(async () => {
    for (const worker of workers) await worker.close({ abort: true });
    await queue.close();
    await opened.close();
  });

  const start = async (handlers: Partial<Handlers>, { concurrency = 3, alone = true } = {}) => {
    const all: Handlers = {
      storyboard: async (projectId) => story.push(`storyboard ${projectId}`),
      produce: async ({ projectId, version }) => story.push(`produce ${projectId} v${version}`),
      task: async (_work, task) => story.push(wordsOf(task)),
      failed: async (projectId, error) => void story.push(`failed ${projectId} ${error.code}: ${error.message}`),
      ...handlers,
    };
    const { backend } = opened;
    const worker = await startWorker({ backend, handlers: all, log: SILENT, concurrency, alone, backoffMs: 10 });
    workers.push(worker);
    return worker;
  };
  const tells = (words: string) => expect.poll(() => story, { timeout: 10_000, interval: 10 }).toContain(words);

  test('a storyboard and a production are run with what they were asked for', async () => {
    await start({});
    await queue.storyboard('p1');
    await queue.produce({ projectId: 'p2', version: 7 });
    await tells('storyboard p1');
    await tells('produce p2 v7');
  });

  test('what was asked for before any worker was there is run when one comes', async () => {
    await queue.storyboard('p1');
    await start({});
    await tells('storyboard p1');
  });

  test('adding again while it waits is a no-op; when it is done it can be run again', async () => {
    for (let time = 0; time < 3; time++) await queue.produce(WORK);
    await start({});
    await tells('produce p1 v1');
    await queue.storyboard('last');
    await tells('storyboard last');
    expect(story).toEqual(['produce p1 v1', 'storyboard last']);
    await queue.produce(WORK);
    await expect.poll(() => story.filter((line) => line === 'produce p1 v1')).toHaveLength(2);
  });

  test('adding again while it runs is a no-op', async () => {
    const held = Promise.withResolvers<void>();
    await start({
      produce: async () => {
        story.push('begun');
        await held.promise;
        story.push('done');
      },
    });
    await queue.produce(WORK);
    await tells('begun');
    await queue.produce(WORK);
    held.resolve();
    await tells('done');
    await queue.storyboard('last');
    await tells('storyboard last');
    expect(story.filter((line) => line === 'begun')).toHaveLength(1);
  });

  test('a run that ends its project and is asked for again in the same moment is not lost', async () => {
    await start({
      produce: async () => {
        story.push('run');
        if (story.length === 1) asked.resolve(queue.produce(WORK));
      },
    });
    const asked = Promise.withResolvers<void>();
    await queue.produce(WORK);
    await asked.promise;
    await expect.poll(() => story, { timeout: 5000 }).toEqual(['run', 'run']);
  });

  test('tasks run beside each other, and the ad goes on from the top when they are done, without holding a worker', async () => {
    const made = new Set<string>();
    let most = 0;
    let now = 0;
    await start(
      {
        produce: async (work, tasks) => {
          story.push('top');
          const missing = (wanted: readonly Task[]) => wanted.filter((task) => !made.has(wordsOf(task)));
          if (missing([...CLIPS, MUSIC]).length > 0) await tasks.all(work, missing([...CLIPS, MUSIC]));
          if (missing([SHOT]).length > 0) await tasks.all(work, missing([SHOT]));
          story.push('finished');
        },
        task: async (work, task) => {
          expect(work).toEqual(WORK);
          most = Math.max(most, ++now);
          await new Promise((resolve) => setImmediate(resolve));
          if (task.kind === 'clip' && most < 2) await expect.poll(() => now).toBe(2);
          made.add(wordsOf(task));
          now--;
        },
      },
      // As many as run at once: a production that kept its place would leave room for one task only.
      { concurrency: 2 },
    );
    await queue.produce(WORK);
    await tells('finished');
    expect(story).toEqual(['top', 'top', 'top', 'finished']);
    expect([...made].sort()).toEqual(['clip s1', 'clip s2', 'clip s3', 'music', 'shot s1 9:16,1:1']);
    expect(most).toBe(2);
  });

  test('no tasks at all are done at once', async () => {
    await start({
      produce: async (work, tasks) => {
        await tasks.all(work, []);
        story.push('finished');
      },
    });
    await queue.produce(WORK);
    await tells('finished');
  });

  test('an ad that asks for the same finished tasks again is failed instead of going round for ever', async () => {
    await start({ produce: (work, tasks) => tasks.all(work, [MUSIC]), task: async () => story.push('made') });
    await queue.produce(WORK);
    await expect.poll(() => story.at(-1), { timeout: 10_000 }).toMatch(/^failed p1 step-failed: .*disappearing/);
    expect(story.filter((line) => line === 'made')).toHaveLength(1);
  });

  test('a task that cannot succeed fails its ad with its own sentence, and its siblings are still made', async () => {
    let tries = 0;
    await start({
      produce: (work, tasks) => tasks.all(work, [...CLIPS, MUSIC]),
      task: async (_work, task) => {
        if (task.kind !== 'music') return story.push(wordsOf(task));
        tries++;
        throw new AdgenError('storage', 'There is no room left: delete something.');
      },
    });
    await queue.produce(WORK);
    await tells('failed p1 storage: There is no room left: delete something.');
    expect(story.slice(0, -1).sort()).toEqual(['clip s1', 'clip s2', 'clip s3']);
    expect(tries).toBe(2);
  });

  test('after a failure the same job runs afresh, with none of the old results', async () => {
    let broken = true;
    const made = new Set<string>();
    await start({
      produce: async (work, tasks) => {
        const missing = [MUSIC, SHOT].filter((task) => !made.has(wordsOf(task)));
        if (missing.length > 0) await tasks.all(work, missing);
        story.push('finished');
      },
      task: async (_work, task) => {
        if (broken && task.kind === 'shot') throw new AdgenError('bad-input', 'The photo cannot be read.');
        made.add(wordsOf(task));
      },
    });
    await queue.produce(WORK);
    await tells('failed p1 bad-input: The photo cannot be read.');
    broken = false;
    await queue.produce(WORK);
    await tells('finished');
  });

  test('a stranger error is tried twice and shown as a plain sentence; what cannot be helped is tried once', async () => {
    await start({
      storyboard: async (projectId) => {
        story.push(`try ${projectId}`);
        if (projectId === 'odd') throw new TypeError('x is not a function');
        throw new AdgenError('bad-input', 'That is no photo.');
      },
    });
    await queue.storyboard('odd');
    await queue.storyboard('bad');
    await tells('failed bad bad-input: That is no photo.');
    await tells('failed odd step-failed: Something unexpected went wrong on our side; the log has the details.');
    expect(story.filter((line) => line === 'try odd')).toHaveLength(2);
    expect(story.filter((line) => line === 'try bad')).toHaveLength(1);
  });

  test('a second try waits as long as the error asks, and may succeed', async () => {
    const times: number[] = [];
    await start({
      storyboard: async () => {
        times.push(performance.now());
        if (times.length === 1) throw new AdgenError('step-failed', 'Busy.', { retryAfterMs: 300 });
        story.push('done');
      },
    });
    await queue.storyboard('p1');
    await tells('done');
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(295);
    expect(story).toEqual(['done']);
  });

  test('a stop reaches the running tasks within a second, takes the waiting ones off, and ends the ad as stopped', async () => {
    await start(
      {
        produce: (work, tasks) => tasks.all(work, [...CLIPS, MUSIC, SHOT]),
        task: (_work, task, signal) => {
          story.push(wordsOf(task));
          return untilAborted(signal);
        },
      },
      { concurrency: 2 },
    );
    await queue.produce(WORK);
    await expect.poll(() => story, { timeout: 5000, interval: 10 }).toHaveLength(2);
    const stopped = performance.now();
    await queue.cancel('p1');
    await tells('failed p1 cancelled: Stopped.');
    expect(performance.now() - stopped).toBeLessThan(1000);
    expect(story).toHaveLength(3);
  });

  test('a stop reaches a worker elsewhere, and leaves other ads alone', async () => {
    const handlers: Partial<Handlers> = {
      storyboard: async (projectId, signal) => {
        story.push(`begun ${projectId}`);
        if (projectId === 'p1') await untilAborted(signal);
        else await expect.poll(() => story.join()).toContain('failed p1');
        story.push(`done ${projectId}`);
      },
    };
    await start(handlers, { concurrency: 1 });
    await start(handlers, { concurrency: 1, alone: false });
    await queue.storyboard('p1');
    await queue.storyboard('p10');
    await tells('begun p1');
    await tells('begun p10');
    await queue.cancel('p1');
    await tells('failed p1 cancelled: Stopped.');
    await tells('done p10');
    expect(story).not.toContain('done p1');
  });

  test('what is stopped before it begins never begins, but its ad is ended', async () => {
    await queue.storyboard('p1');
    await queue.produce(WORK);
    await queue.cancel('p1');
    await start({});
    await expect.poll(() => story, { timeout: 5000 }).toHaveLength(2);
    expect(story).toEqual(['failed p1 cancelled: Stopped.', 'failed p1 cancelled: Stopped.']);
  });

  test('after a stop the ad can be started again at once', async () => {
    await start({
      produce: async (_work, _tasks, signal) => {
        if (story.length > 0) return story.push('second run');
        story.push('first run');
        return untilAborted(signal);
      },
      failed: async (projectId) => {
        story.push('stopped');
        asked.resolve(queue.produce({ ...WORK, projectId }));
      },
    });
    const asked = Promise.withResolvers<void>();
    await queue.produce(WORK);
    await tells('first run');
    await queue.cancel('p1');
    await asked.promise;
    await tells('second run');
  });

  test('stopping what is not there is fine', async () => {
    await start({});
    await queue.cancel('nobody');
    await queue.storyboard('p1');
    await tells('storyboard p1');
  });

  test('a malformed or foreign job is refused and parked with the reason, and the worker lives', async () => {
    await start({});
    const raw = opened.backend.openQueue();
    const payloads: [string, unknown][] = [
      ['produce', { projectId: 'p1' }],
      ['produce', { projectId: '../../etc', version: 1 }],
      ['shot', { projectId: 'p1', version: 1, sceneId: 's1', aspects: ['4:3'] }],
      ['film', 'not even an object'],
      ['mine-bitcoin', {}],
    ];
    for (const [name, data] of payloads) await raw.add(name, data, { attempts: 2 });
    await expect.poll(() => raw.getFailedCount(), { timeout: 10_000 }).toBe(payloads.length);
    for (const job of await raw.getFailed()) {
      expect(job.failedReason).toMatch(/^bad-input: The job ".*" is not one of ours/);
      expect(job.attemptsMade).toBe(1);
    }
    await queue.storyboard('p1');
    await tells('storyboard p1');
    expect(story).toEqual(['storyboard p1']);
    await raw.close();
  });

  test('closing waits for the job that runs', async () => {
    const held = Promise.withResolvers<void>();
    const worker = await start({
      storyboard: async () => {
        story.push('begun');
        await held.promise;
        story.push('done');
      },
    });
    await queue.storyboard('p1');
    await tells('begun');
    const closed = worker.close();
    held.resolve();
    await closed;
    expect(story).toEqual(['begun', 'done']);
  });

  test('an interrupted job fails nothing and is taken up by the next worker', async () => {
    const worker = await start({
      storyboard: (_projectId, signal) => {
        story.push('begun');
        return untilAborted(signal);
      },
    });
    await queue.storyboard('p1');
    await tells('begun');
    await worker.close({ abort: true });
    expect(story).toEqual(['begun']);
    await start({});
    await tells('storyboard p1');
  });
}

function wordsOf(task: Task): string {
  switch (task.kind) {
    case 'clip':
      return `clip ${task.sceneId}`;
    case 'music':
      return 'music';
    case 'shot':
      return `shot ${task.sceneId} ${task.aspects.join()}`;
    case 'film':
      return `film ${task.aspect}`;
  }
}

/** Ends only by the signal, and with whatever error a killed program would leave. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(isCancelled(signal.reason) ? new Error('ffmpeg was killed') : signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
