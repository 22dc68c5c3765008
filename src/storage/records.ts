/** What is remembered about finished artefacts, in SQL. */
import { z } from 'zod';
import { ArtifactFacts, Degradation, MadeItem } from '../ad/project.ts';
import type { Records } from '../pipeline/ports.ts';
import type { Database } from './database.ts';

const Stored = MadeItem.pick({ key: true, tookMs: true }).extend({
  degraded: Degradation.array(),
  facts: ArtifactFacts,
});
const Found = z.tuple([Stored.nullable()]).rest(z.unknown());

export function createRecords(database: Pick<Database, 'call'>): Records {
  return {
    find: async (projectId, key) => {
      const given = { p_project_id: projectId, p_key: key };
      return Found.parse(await database.call('find_artifact', given))[0];
    },
    add: async (projectId, { key, tookMs, degraded, facts }) => {
      const given = { p_project_id: projectId, p_key: key, p_took_ms: tookMs, p_degraded: degraded, p_facts: facts };
      await database.call('add_artifact', given);
    },
  };
}
