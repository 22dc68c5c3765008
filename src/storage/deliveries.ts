/** What threads show and what they are to show, in SQL. What must be atomic is a function of `migrations/`. */
import { AdgenError } from '../ad/errors.ts';
import { type Deliveries, Due, Round } from '../bots/ports.ts';
import { isRecord, jsonOfCards, succeeded, threadOf } from './conversation-rows.ts';
import type { Database } from './database.ts';

export function createDeliveries(database: Database): Deliveries {
  return {
    claim: async (owner, leaseMs, platforms) => {
      const parameters = [owner, leaseMs, [...platforms]];
      const [row] = await database.query('select claim_delivery($1, $2, $3) as round', parameters);
      return isRecord(row?.round) ? Round.parse({ ...row.round, thread: threadOf(row.round.thread) }) : null;
    },
    renew: ({ thread, token }, leaseMs) =>
      succeeded(database, 'renew_delivery($1, $2, $3)', [thread.id, token, leaseMs]),
    open: async (threadId) => {
      const rows = await database.call('cards_to_follow', { p_thread: threadId });
      return rows.map((row) => Due.pick({ key: true, card: true }).parse(row));
    },
    narrate: async ({ thread, token }, cards) => {
      if (cards.length === 0) return;
      const stored = 'narrate_cards($1, $2, $3::jsonb)';
      if (!(await succeeded(database, stored, [thread.id, token, jsonOfCards(cards)]))) throw lost();
    },
    due: async (threadId, maxFailures) => {
      const rows = await database.query(DUE, [threadId, maxFailures]);
      return rows.map((row) => Due.parse(row));
    },
    posting: async ({ thread, token }, { key }) => {
      if (!(await succeeded(database, 'begin_post($1, $2, $3)', [thread.id, token, key]))) throw lost();
    },
    delivered: async ({ thread, token }, { key, hash }, messageId) => {
      const parameters = [thread.id, token, key, messageId, hash];
      if (!(await succeeded(database, 'record_delivery($1, $2, $3, $4, $5)', parameters))) throw lost();
    },
    failed: async ({ thread, token }, { key, hash }) => {
      await database.query(FAILED, [thread.id, key, hash, token]);
    },
    release: async ({ thread, token, changes }, complete, delayMs) => {
      const parameters = [thread.id, token, complete ? changes : null, delayMs];
      await database.query('select release_delivery($1, $2, $3, $4)', parameters);
    },
  };
}

const DUE = `
  select cards.card_key as key, card, cards.content_hash as hash, message_id as "messageId", failures, posting
    from cards left join deliveries using (thread_id, card_key)
   where thread_id = $1 and failures < $2 and deliveries.content_hash is distinct from cards.content_hash
   order by position`;

/** The failures of a courier whose time ran out are not the card's. */
const FAILED = `
  update cards set failures = failures + 1
   where thread_id = $1 and card_key = $2 and content_hash = $3
     and exists (select from threads where id = $1 and courier = $4)`;

function lost(): AdgenError {
  return new AdgenError('conflict', 'Another process delivers to this thread by now.');
}
