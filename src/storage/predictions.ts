/** Paid calls in SQL: what was asked for, by whom, and what became of it. */
import { MicroUsd } from '../ad/money.ts';
import type { PaidCall, Predictions } from '../pipeline/ports.ts';
import { isRecord, succeeded } from './conversation-rows.ts';
import type { Database, Row } from './database.ts';

export function createPredictions(database: Database): Predictions {
  const is = (text: string, parameters: readonly unknown[]) => succeeded(database, text, parameters);
  return {
    ofArtefact: async ({ projectId, key }) =>
      (
        await database.query(`${SELECT} where predictions.project_id = $1 and artifact_key = $2 ${ORDER}`, [
          projectId,
          key,
        ])
      ).map(callOf),
    open: async (provider) => {
      const rows = await database.query(OPEN, [provider]);
      return rows.map((row) => ({ ...callOf(row), over: row.over === true, stopped: row.stopped === true }));
    },
    started: (fingerprint, providerId) => is('start_call($1, $2)', [fingerprint, providerId]),
    renew: async (fingerprint, owner) => (await database.query(RENEW, [fingerprint, owner])).length > 0,
    takeOver: async (fingerprint, owner, graceMs) =>
      (await database.query(TAKE_OVER, [fingerprint, owner, graceMs])).length > 0,
    unclear: async (fingerprint) => {
      await database.query(UNCLEAR, [fingerprint]);
    },
    known: async (provider, ids) => {
      const rows = await database.query(
        'select provider_id from predictions where provider = $1 and provider_id = any ($2)',
        [provider, [...ids]],
      );
      return new Set(rows.map((row) => String(row.provider_id)));
    },
    stopped: (projectId) => is('exists (select from projects where id = $1 and cancel_requested)', [projectId]),
  };
}

/** By the database's clock, because several machines may ask. */
const SELECT = `
  select fingerprint, predictions.project_id, predictions.model, input, owner, provider_id, state,
         extract(epoch from clock_timestamp() - asked_at) * 1000 as age_ms, reserved, settled
    from predictions join ledger using (fingerprint)`;
const ORDER = 'order by predictions.created_at, fingerprint';

const OPEN = `
  select calls.*, projects.status in ('COMPLETED', 'FAILED', 'CANCELLED') as over, cancel_requested as stopped
    from (${SELECT} where provider = $1 and state in ('intent', 'running') ${ORDER}) as calls
    join projects on projects.id = calls.project_id`;

const RENEW = `
  update predictions set asked_at = clock_timestamp(), updated_at = now()
   where fingerprint = $1 and owner = $2 and provider_id is null and state = 'intent'
  returning fingerprint`;

const TAKE_OVER = `
  update predictions set owner = $2, updated_at = now()
   where fingerprint = $1 and provider_id is null and state = 'intent'
     and asked_at < clock_timestamp() - make_interval(secs => $3::double precision / 1000)
  returning fingerprint`;

const UNCLEAR = `update predictions set state = 'unclear', updated_at = now() where fingerprint = $1 and state in ('intent', 'running')`;

function callOf(row: Row): PaidCall {
  return {
    fingerprint: String(row.fingerprint),
    projectId: String(row.project_id),
    model: String(row.model),
    input: isRecord(row.input) ? row.input : {},
    owner: String(row.owner),
    providerId: typeof row.provider_id === 'string' ? row.provider_id : null,
    state: stateOf(row.state),
    ageMs: Number(row.age_ms),
    // Postgres' bigint comes as text from pg and as a number from PGlite.
    reservedMicroUsd: MicroUsd.parse(Number(row.reserved)),
    settledMicroUsd: row.settled === null ? null : MicroUsd.parse(Number(row.settled)),
  };
}

const STATES: readonly PaidCall['state'][] = ['intent', 'running', 'succeeded', 'failed', 'cancelled', 'unclear'];

/** The table's own check allows no other; what cannot be read is best asked about. */
function stateOf(value: unknown): PaidCall['state'] {
  return STATES.find((state) => state === value) ?? 'unclear';
}
