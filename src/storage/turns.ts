/** Turns in SQL, because several machines draw from the same numbers. */
import { z } from 'zod';
import type { Turns } from '../pipeline/ports/turns.ts';
import type { Database } from './database.ts';

const Numbers = z.tuple([z.int().positive()]);

export function createTurns(database: Pick<Database, 'call'>): Turns {
  return {
    take: async ({ projectId, version }) =>
      Numbers.parse(await database.call('take_turn', { p_project_id: projectId, p_version: version ?? 0 }))[0],
    begin: async ({ projectId, version }) => {
      await database.call('begin_turn', { p_project_id: projectId, p_version: version ?? 0 });
    },
  };
}
