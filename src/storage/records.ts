/** What is remembered about finished artefacts, in SQL. */
import { ArtifactFacts, Degradation, MadeItem } from '../ad/project.ts';
import type { Records } from '../pipeline/ports.ts';
import type { Database } from './database.ts';

export function createRecords(database: Database): Records {
  return {
    find: async (projectId, key) => {
      const [row] = await database.query(
        'select key, took_ms, degraded, facts from artifacts where project_id = $1 and key = $2',
        [projectId, key],
      );
      if (!row) return null;
      return {
        key: MadeItem.shape.key.parse(row.key),
        tookMs: MadeItem.shape.tookMs.parse(row.took_ms),
        degraded: Degradation.array().parse(row.degraded),
        facts: ArtifactFacts.parse(row.facts),
      };
    },
    add: async (projectId, { key, tookMs, degraded, facts }) => {
      await database.query(
        `insert into artifacts (project_id, key, took_ms, degraded, facts) values ($1, $2, $3, $4::jsonb, $5::jsonb)
         on conflict (project_id, key) do nothing`,
        [projectId, key, tookMs, JSON.stringify(degraded), JSON.stringify(facts)],
      );
    },
  };
}
