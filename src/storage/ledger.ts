/** The ledger in SQL. Reserving under the caps is one function of `migrations/`, so that it holds however many ask at once. */
import type { Left } from '../ad/budget.ts';
import { AdgenError } from '../ad/errors.ts';
import { MicroUsd } from '../ad/money.ts';
import type { Ledger, NewCall, NewWords, Reservation } from '../pipeline/ports.ts';
import { isRecord, succeeded } from './conversation-rows.ts';
import type { Database } from './database.ts';

/** Null holds nothing back. */
export type Caps = { readonly perAdMicroUsd: MicroUsd | null; readonly perMonthMicroUsd: MicroUsd | null };

export function createLedger(database: Database, caps: Caps): Ledger {
  return {
    reserve: (call) => reserve(database, call, caps),
    settle: async (fingerprint, { state, microUsd }) => {
      await database.query('select settle_call($1, $2, $3)', [fingerprint, state, MicroUsd.parse(microUsd)]);
    },
    release: (fingerprint, owner) => succeeded(database, 'release_call($1, $2)', [fingerprint, owner]),
    reserveWords: (words) => reserveWords(database, words, caps),
    adopt: async (threadId, projectId) => {
      await database.query('select adopt_words($1, $2)', [idOf({ threadId }), projectId]);
    },
    room: async (projectId) => (await leftOf(database, projectId, caps))?.microUsd ?? null,
    left: (projectId) => leftOf(database, projectId, caps),
  };
}

async function reserve(database: Database, call: NewCall, caps: Caps): Promise<Reservation> {
  const { fingerprint, artefact, provider, model, input, owner, microUsd } = call;
  const [row] = await database.query('select reserve_call($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10) as answer', [
    ...[fingerprint, artefact.projectId, artefact.key, provider, model, JSON.stringify(input), owner],
    ...[MicroUsd.parse(microUsd), caps.perAdMicroUsd, caps.perMonthMicroUsd],
  ]);
  return reservationOf(row?.answer);
}

async function reserveWords(
  database: Database,
  { fingerprint, payer, userId, model, microUsd }: NewWords,
  caps: Caps,
): Promise<Reservation> {
  const [row] = await database.query('select reserve_words($1, $2, $3, $4, $5, $6, $7) as answer', [
    ...[fingerprint, idOf(payer), userId, model, MicroUsd.parse(microUsd)],
    ...[caps.perAdMicroUsd, caps.perMonthMicroUsd],
  ]);
  return reservationOf(row?.answer);
}

/** What pays has one name in the ledger; no id of an ad has a colon. */
function idOf(payer: NewWords['payer']): string {
  return 'projectId' in payer ? payer.projectId : `thread:${payer.threadId}`;
}

function reservationOf(raw: unknown): Reservation {
  const answer = isRecord(raw) ? raw : {};
  switch (answer.kind) {
    case 'reserved':
    case 'exists':
      return { kind: answer.kind };
    case 'over':
      return {
        kind: 'over',
        cap: answer.cap === 'ad' ? 'ad' : 'month',
        capMicroUsd: MicroUsd.parse(answer.capMicroUsd),
        heldMicroUsd: MicroUsd.parse(answer.heldMicroUsd),
      };
    default:
      throw new AdgenError('not-found', 'This ad does not exist any more.');
  }
}

const LEFT = `
  select $2::bigint - held_by_ad($1) as ad, $3::bigint - held_in_month() as month,
         to_char(date_trunc('month', now() at time zone 'utc') + interval '1 month', 'YYYY-MM-DD') as until`;

async function leftOf(
  database: Database,
  projectId: string,
  { perAdMicroUsd, perMonthMicroUsd }: Caps,
): Promise<Left | null> {
  if (perAdMicroUsd === null && perMonthMicroUsd === null) return null;
  const [row] = await database.query(LEFT, [projectId, perAdMicroUsd, perMonthMicroUsd]);
  const rest = (value: unknown, cap: MicroUsd | null) => (cap === null ? Infinity : Math.max(0, Number(value)));
  const [ad, month] = [rest(row?.ad, perAdMicroUsd), rest(row?.month, perMonthMicroUsd)];
  if (ad <= month) return { cap: 'ad', microUsd: ad };
  return { cap: 'month', microUsd: month, until: String(row?.until) };
}
