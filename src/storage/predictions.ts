/** Paid calls in SQL: what was asked for, by whom, and what became of it. */
import { z } from 'zod';
import { MicroUsd } from '../ad/money.ts';
import type { Predictions } from '../pipeline/ports.ts';
import { succeeded } from './conversation-rows.ts';
import type { Database } from './database.ts';

const Call = z.object({
  fingerprint: z.string(),
  projectId: z.string(),
  model: z.string(),
  input: z.record(z.string(), z.unknown()),
  owner: z.string(),
  providerId: z.string().nullable(),
  // What cannot be read is best asked about.
  state: z.enum(['intent', 'running', 'succeeded', 'failed', 'cancelled', 'unclear']).catch('unclear'),
  ageMs: z.number(),
  reservedMicroUsd: MicroUsd,
  settledMicroUsd: MicroUsd.nullable(),
});
const OpenCall = Call.extend({ over: z.boolean(), stopped: z.boolean() });

export function createPredictions(database: Pick<Database, 'call'>): Predictions {
  return {
    ofArtefact: async ({ projectId, key }) =>
      Call.array().parse(await database.call('calls_of_artifact', { p_project_id: projectId, p_key: key })),
    open: async (provider) => OpenCall.array().parse(await database.call('open_calls', { p_provider: provider })),
    started: (fingerprint, providerId) =>
      succeeded(database, 'start_call', { p_fingerprint: fingerprint, p_provider_id: providerId }),
    renew: (fingerprint, owner) => succeeded(database, 'renew_call', { p_fingerprint: fingerprint, p_owner: owner }),
    takeOver: (fingerprint, owner, graceMs) =>
      succeeded(database, 'take_over_call', { p_fingerprint: fingerprint, p_owner: owner, p_grace_ms: graceMs }),
    unclear: async (fingerprint) => {
      await database.call('unclear_call', { p_fingerprint: fingerprint });
    },
    known: async (provider, ids) => {
      const known = await database.call('known_calls', { p_provider: provider, p_ids: ids });
      return new Set(z.string().array().parse(known));
    },
    stopped: (projectId) => succeeded(database, 'is_stopped', { p_project_id: projectId }),
  };
}
