/** The ledger in SQL. Reserving under the caps is one function of `migrations/`, so that it holds however many ask at once. */
import type { Left } from '../ad/budget.ts';
import { AdgenError } from '../ad/errors.ts';
import { MicroUsd } from '../ad/money.ts';
import type { Ledger, NewCall, NewWords, Reservation } from '../pipeline/ports.ts';
import { isRecord, succeeded } from './conversation-rows.ts';
import type { Database } from './database.ts';

/** Null holds nothing back. */
export type Caps = { readonly perAdMicroUsd: MicroUsd | null; readonly perMonthMicroUsd: MicroUsd | null };

export function createLedger(database: Pick<Database, 'call'>, caps: Caps): Ledger {
  return {
    reserve: (call) => reserve(database, call, caps),
    settle: async (fingerprint, { state, microUsd }) => {
      const given = { p_fingerprint: fingerprint, p_state: state, p_micro_usd: MicroUsd.parse(microUsd) };
      await database.call('settle_call', given);
    },
    release: (fingerprint, owner) =>
      succeeded(database, 'release_call', { p_fingerprint: fingerprint, p_owner: owner }),
    reserveWords: (words) => reserveWords(database, words, caps),
    adopt: async (threadId, projectId) => {
      await database.call('adopt_words', { p_payer: idOf({ threadId }), p_project_id: projectId });
    },
    room: async (projectId) => (await leftOf(database, projectId, caps))?.microUsd ?? null,
    left: (projectId) => leftOf(database, projectId, caps),
  };
}

type Caller = Pick<Database, 'call'>;

async function reserve(database: Caller, call: NewCall, caps: Caps): Promise<Reservation> {
  const { fingerprint, artefact, provider, model, input, owner, microUsd } = call;
  const [answer] = await database.call('reserve_call', {
    ...{ p_fingerprint: fingerprint, p_project_id: artefact.projectId, p_artifact_key: artefact.key },
    ...{ p_provider: provider, p_model: model, p_input: input, p_owner: owner, p_micro_usd: MicroUsd.parse(microUsd) },
    ...{ p_ad_cap: caps.perAdMicroUsd, p_month_cap: caps.perMonthMicroUsd },
  });
  return reservationOf(answer);
}

async function reserveWords(
  database: Caller,
  { fingerprint, payer, userId, model, microUsd }: NewWords,
  caps: Caps,
): Promise<Reservation> {
  const [answer] = await database.call('reserve_words', {
    ...{ p_fingerprint: fingerprint, p_payer: idOf(payer), p_user_id: userId, p_model: model },
    p_micro_usd: MicroUsd.parse(microUsd),
    ...{ p_ad_cap: caps.perAdMicroUsd, p_month_cap: caps.perMonthMicroUsd },
  });
  return reservationOf(answer);
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

async function leftOf(
  database: Caller,
  projectId: string,
  { perAdMicroUsd, perMonthMicroUsd }: Caps,
): Promise<Left | null> {
  if (perAdMicroUsd === null && perMonthMicroUsd === null) return null;
  const [left] = await database.call('budget_left', {
    ...{ p_project_id: projectId, p_ad_cap: perAdMicroUsd, p_month_cap: perMonthMicroUsd },
  });
  const row = isRecord(left) ? left : {};
  const rest = (value: unknown, cap: MicroUsd | null) => (cap === null ? Infinity : Math.max(0, Number(value)));
  const [ad, month] = [rest(row.ad, perAdMicroUsd), rest(row.month, perMonthMicroUsd)];
  if (ad <= month) return { cap: 'ad', microUsd: ad };
  return { cap: 'month', microUsd: month, until: String(row.until) };
}
