/** How jobs end on every backend when they do not go well: failures, stops, strangers' payloads, interrupted workers. */
import { expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import type { Handlers } from '../../src/worker/run-jobs.ts';
import { CLIPS, createStage, MUSIC, type OpenBackend, SHOT, untilAborted, WORK, wordsOf } from './queue-stage.ts';

export function queueEndingsContract(open: OpenBackend): void {
  const stage = createStage(open);

  test('a task that cannot succeed fails its ad with its own sentence, and its siblings are still made', async () => {
    const { queue, start, story, tells } = stage();
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
    const { queue, start, story, tells } = stage();
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
    const { queue, start, story, tells } = stage();
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
    const { queue, start, story, tells } = stage();
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

  test('a store that restarts is waited for longer than anything else', async () => {
    const { queue, start, story, tells } = stage();
    let away = 4;
    await start({
      storyboard: async () => {
        if (away-- > 0) throw new AdgenError('storage', 'The database cannot be reached.', { retryAfterMs: 5 });
        story.push('done');
      },
    });
    await queue.storyboard('p1');
    await tells('done');
    expect(story).toEqual(['done']);
  });

  test('a stop reaches the running tasks within a second, takes the waiting ones off, and ends the ad as stopped', async () => {
    const { queue, start, story, tells } = stage();
    await start(
      {
        produce: (work, tasks) => tasks.all(work, [...CLIPS, SHOT]),
        task: (_work, task, signal) => {
          story.push(wordsOf(task));
          return untilAborted(signal);
        },
      },
      { concurrency: 2 },
    );
    await queue.produce(WORK);
    // Two of the clips, and the shot in its own lane.
    await expect.poll(() => story, { timeout: 5000, interval: 10 }).toHaveLength(3);
    const stopped = performance.now();
    await queue.cancel('p1');
    await tells('failed p1 cancelled: Stopped.');
    expect(performance.now() - stopped).toBeLessThan(1000);
    expect(story).toHaveLength(4);
  });

  test('a stop reaches a worker elsewhere, and leaves other ads alone', async () => {
    const { queue, start, story, tells } = stage();
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
    const { queue, start, story } = stage();
    await queue.storyboard('p1');
    await queue.produce(WORK);
    await queue.cancel('p1');
    await start({});
    await expect.poll(() => story, { timeout: 5000 }).toHaveLength(2);
    expect(story).toEqual(['failed p1 cancelled: Stopped.', 'failed p1 cancelled: Stopped.']);
  });

  test('after a stop the ad can be started again at once', async () => {
    const { queue, start, story, tells } = stage();
    await start({
      produce: async (_work, _tasks, signal) => {
        if (story.length > 0) return story.push('second run');
        story.push('first run');
        return untilAborted(signal);
      },
      failed: async ({ projectId }) => {
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
    const { queue, start, tells } = stage();
    await start({});
    await queue.cancel('nobody');
    await queue.storyboard('p1');
    await tells('storyboard p1');
  });

  test('a malformed or foreign job is refused and parked with the reason, and the worker lives', async () => {
    const { backend, queue, start, story, tells } = stage();
    await start({});
    const raw = backend.openQueue('plans');
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
    const { queue, start, story, tells } = stage();
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
    const closed = worker.close(60_000);
    held.resolve();
    await closed;
    expect(story).toEqual(['begun', 'done']);
  });

  test('an interrupted job fails nothing and is taken up by the next worker', async () => {
    const { queue, start, story, tells } = stage();
    const worker = await start({
      storyboard: (_projectId, signal) => {
        story.push('begun');
        return untilAborted(signal);
      },
    });
    await queue.storyboard('p1');
    await tells('begun');
    await worker.close(0);
    expect(story).toEqual(['begun']);
    await start({});
    await tells('storyboard p1');
  });
}
