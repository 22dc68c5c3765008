import { afterAll, beforeAll, describe } from 'vitest';
import { createLedger } from '../../src/storage/ledger.ts';
import { createPredictions } from '../../src/storage/predictions.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { type Fresh, freshDatabase } from './fresh-database.ts';

describe('in PGlite', () => {
  let fresh: Fresh;
  beforeAll(async () => {
    fresh = await freshDatabase();
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
