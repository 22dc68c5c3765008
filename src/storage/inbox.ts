/** The inbox in SQL: events, who works on them, what they came to. What must be atomic is a function of `migrations/`. */
import { AdgenError } from '../ad/errors.ts';
import { Claim, type Inbox, PendingIntent } from '../bots/ports.ts';
import { isRecord, jsonOfCards, succeeded, threadOf } from './conversation-rows.ts';
import type { Database } from './database.ts';

export function createInbox(database: Database): Inbox {
  return {
    add: (event) => succeeded(database, 'receive_event($1::jsonb)', [JSON.stringify(event)]),
    claim: async (owner, leaseMs, platforms) => {
      const [row] = await database.query('select claim_event($1, $2, $3) as claim', [owner, leaseMs, [...platforms]]);
      return isRecord(row?.claim) ? Claim.parse({ ...row.claim, thread: threadOf(row.claim.thread) }) : null;
    },
    renew: ({ event, token }, leaseMs) => succeeded(database, 'renew_event($1, $2, $3)', [event.key, token, leaseMs]),
    answer: async ({ event, token }, { state, facts, cards, intents }) => {
      const stored = await succeeded(database, 'answer_event($1, $2, $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb)', [
        event.key,
        token,
        state && JSON.stringify(state),
        JSON.stringify(facts),
        jsonOfCards(cards),
        JSON.stringify(intents),
      ]);
      if (!stored) throw lost();
    },
    pending: async ({ event }) => {
      const rows = await database.query(
        'select id, intent from intents where event_key = $1 and done_at is null order by id',
        [event.key],
      );
      return rows.map((row) => PendingIntent.parse({ id: Number(row.id), intent: row.intent }));
    },
    done: async ({ event, token }, intentId, { projectId, facts, cards }) => {
      const stored = await succeeded(database, 'finish_intent($1, $2, $3, $4, $5::jsonb, $6::jsonb)', [
        event.key,
        token,
        intentId,
        projectId,
        JSON.stringify(facts),
        jsonOfCards(cards),
      ]);
      if (!stored) throw lost();
    },
    release: async ({ event, token }, delayMs, counts) => {
      await database.query('select release_event($1, $2, $3, $4)', [event.key, token, delayMs, counts]);
    },
  };
}

function lost(): AdgenError {
  return new AdgenError('conflict', 'Another process works on this message by now.');
}
