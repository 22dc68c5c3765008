import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProjects } from '../../src/storage/projects.ts';
import { createRecords } from '../../src/storage/records.ts';
import { projectsContract } from '../contracts/projects.ts';
import { recordsContract } from '../contracts/records.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { DATABASES } from './fresh-database.ts';

describe.each(DATABASES)('in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  beforeAll(async () => {
    fresh = await openFresh();
  });
  afterAll(() => fresh.remove());

  /** The same database for all, emptied: opening one takes longer than most of these tests. */
  const open = async () => {
    await fresh.database.script('truncate projects cascade');
    const { database } = fresh;
    return { projects: createProjects(database), records: createRecords(database), close: async () => undefined };
  };
  describe('projects', () => projectsContract(open));
  describe('records', () => recordsContract(open));

  test('which scenes are made is kept with the reports, and says nothing about another version', async () => {
    const { projects } = await open();
    await projects.create(sampleProject());
    const work = { projectId: 'p1', version: 0 };
    const made = async () => (await projects.find('p1'))?.scenesMade;
    await projects.report(work, 'GENERATING_SCENES', 45, 'backgrounds');
    expect(await made()).toEqual([]);
    await projects.report(work, 'COMPOSITING', 70, 'shots', ['s1']);
    await projects.report(work, 'GENERATING_AUDIO', 80, 'music');
    expect(await made()).toEqual(['s1']);
    await projects.addVersion('p1', samplePlan(), { degraded: [] });
    expect(await made()).toEqual([]);
  });
});
