/** What there is to do, as people who wait see it. */
import { expect, test } from 'vitest';
import type { Project } from '../../src/ad/project.ts';
import { tasksOf } from '../../src/bots/progress-tasks.ts';
import { sampleFiles, sampleProject } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';

const project = (change: Partial<Project>): Project => ({
  ...{ ...sampleProject(), plan: null, version: 0, approved: false, status: 'PENDING', progress: 0, activity: null },
  ...{ scenesMade: [], cancelRequested: false, costMicroUsd: 0, errorMessage: null, files: sampleFiles() },
  ...change,
});
const shown = (change: Partial<Project>) => tasksOf(project(change)).map(({ title, status }) => `${title}: ${status}`);

test('before the yes: what leads to the storyboard', () => {
  expect(shown({ progress: 10 })).toEqual([
    ...['Cut out the product: in-work', 'Write the scenes: to-come', 'Draw the storyboard: to-come'],
  ]);
  expect(shown({ progress: 20 })).toEqual([
    ...['Cut out the product: done', 'Write the scenes: in-work', 'Draw the storyboard: to-come'],
  ]);
  expect(shown({ progress: 20, plan: samplePlan() })[2]).toBe('Draw the storyboard: in-work');
});

test('after it: each scene by its words, the music, the films', () => {
  const plan = samplePlan();
  const [first] = plan.scenes;
  const making = shown({ plan, approved: true, progress: 70, scenesMade: [first?.id ?? ''] });
  expect(making).toHaveLength(2 + plan.scenes.length + 2);
  expect(making.slice(2, 4).map((line) => line.split(': ').at(-1))).toEqual(['done', 'in-work']);
  expect(making.slice(-2)).toEqual(['Music: in-work', 'Films in three shapes: to-come']);
  expect(
    shown({ plan, approved: true, progress: 95 })
      .slice(2, -1)
      .every((line) => line.endsWith(': done')),
  ).toBe(true);
});

test('an ad without music has no task for it', () => {
  expect(shown({ plan: { ...samplePlan(), music: null }, approved: true, progress: 30 }).join()).not.toContain('Music');
});
