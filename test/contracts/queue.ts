/** What the job queue must do on every backend: run what it is asked for, once, with tasks beside each other. */
import { expect, test } from 'vitest';
import type { Task } from '../../src/pipeline/ports.ts';
import type { Handlers } from '../../src/worker/run-jobs.ts';
import { CLIPS, createStage, MUSIC, type OpenBackend, SHOT, WORK, wordsOf } from './queue-stage.ts';

export function queueContract(open: OpenBackend): void {
  const stage = createStage(open);

  test('a storyboard and a production are run with what they were asked for', async () => {
    const { queue, start, tells } = stage();
    await start({});
    await queue.storyboard('p1');
    await queue.produce({ projectId: 'p2', version: 7 });
    await tells('storyboard p1');
    await tells('produce p2 v7');
  });

  test('what was asked for before any worker was there is run when one comes', async () => {
    const { queue, start, tells } = stage();
    await queue.storyboard('p1');
    await start({});
    await tells('storyboard p1');
  });

  test('adding again while it waits is a no-op; when it is done it can be run again', async () => {
    const { queue, start, story, tells } = stage();
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
    const { queue, start, story, tells } = stage();
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
    const { queue, start, story } = stage();
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
    const { queue, start, story, tells } = stage();
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
      { concurrency: 2 },
    );
    await queue.produce(WORK);
    await tells('finished');
    // Tasks that are done before the ad has let go of its worker send it on without another start.
    expect(story.at(-1)).toBe('finished');
    expect(story.slice(0, -1).every((line) => line === 'top')).toBe(true);
    expect(story.length).toBeLessThanOrEqual(4);
    expect([...made].sort()).toEqual(['clip s1', 'clip s2', 'clip s3', 'music', 'shot s1 9:16,1:1']);
    expect(most).toBeGreaterThanOrEqual(2);
  });

  test('no tasks at all are done at once', async () => {
    const { queue, start, story, tells } = stage();
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
    const { queue, start, story } = stage();
    await start({ produce: (work, tasks) => tasks.all(work, [MUSIC]), task: async () => story.push('made') });
    await queue.produce(WORK);
    await expect.poll(() => story.at(-1), { timeout: 10_000 }).toMatch(/^failed p1 step-failed: .*disappearing/);
    expect(story.filter((line) => line === 'made')).toHaveLength(1);
  });

  test('the lowest number goes first, and its tasks with it', async () => {
    const { queue, numbers, start, story, tells } = stage();
    const asked: readonly (readonly [string, number])[] = [
      ['late', 9],
      ['soon', 2],
      ['first', 1],
    ];
    for (const [projectId, number] of asked) {
      numbers.set(projectId, number);
      await queue.produce({ projectId, version: 1 });
    }
    const run = { produce: 0 };
    await start(
      {
        produce: async (work, tasks) => {
          // All have asked for their task before the first of them is begun.
          if (++run.produce > 3) return story.push(`done ${work.projectId}`);
          await tasks.all(work, [SHOT]);
        },
      },
      { concurrency: 1, lanes: { plans: 1 } },
    );
    await expect.poll(() => run.produce, { timeout: 10_000 }).toBe(3);
    await start(
      { task: async ({ projectId }) => story.push(`shot of ${projectId}`) },
      { lanes: { films: 1 }, alone: false },
    );
    await tells('done late');
    expect(story.filter((line) => line.startsWith('shot'))).toEqual(['shot of first', 'shot of soon', 'shot of late']);
  });

  test('a worker takes on what it was told to, and leaves the rest to others', async () => {
    const { queue, start, story, tells } = stage();
    const produce: Handlers['produce'] = (work, tasks) =>
      story.includes('music') ? Promise.resolve(story.push('done')) : tasks.all(work, [MUSIC]);
    await start({ produce }, { lanes: { plans: 1, clips: 1, films: 1 } });
    await queue.produce(WORK);
    await queue.storyboard('p2');
    await tells('storyboard p2');
    expect(story).not.toContain('music');
    await start({}, { lanes: { music: 1 }, alone: false });
    await tells('done');
  });
}
