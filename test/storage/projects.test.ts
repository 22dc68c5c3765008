import { afterAll, beforeAll, describe } from 'vitest';
import { createProjects } from '../../src/storage/projects.ts';
import { createRecords } from '../../src/storage/records.ts';
import { projectsContract } from '../contracts/projects.ts';
import { recordsContract } from '../contracts/records.ts';
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
});
