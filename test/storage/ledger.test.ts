import { afterAll, beforeAll, describe } from 'vitest';
import { createLedger } from '../../src/storage/ledger.ts';
import { createPredictions } from '../../src/storage/predictions.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { DATABASES } from './fresh-database.ts';

describe.each(DATABASES)('in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  beforeAll(async () => {
    fresh = await openFresh();
  });
  afterAll(() => fresh.remove());

  ledgerContract(async () => {
    const { database } = fresh;
    await database.script('truncate projects, ledger cascade');
    return {
      ledger: (caps) => createLedger(database, caps),
      predictions: createPredictions(database),
      projects: createProjects(database),
      close: async () => undefined,
    };
  });
});
