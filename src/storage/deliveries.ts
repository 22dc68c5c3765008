/** What threads show and what they are to show, in SQL. What must be atomic is a function of `migrations/`. */
import { AdgenError } from '../ad/errors.ts';
import { type Deliveries, Due, Round } from '../bots/ports.ts';
import { isRecord, rowsOfCards, succeeded, threadOf } from './conversation-rows.ts';
import type { Database } from './database.ts';

export function createDeliveries(database: Pick<Database, 'call'>): Deliveries {
  const must = async (name: string, given: Readonly<Record<string, unknown>>) => {
    if (!(await succeeded(database, name, given))) throw lost();
  };
  return {
    claim: async (owner, leaseMs, platforms) => {
      const given = { p_owner: owner, p_lease_ms: leaseMs, p_platforms: platforms };
      const [round] = await database.call('claim_delivery', given);
      return isRecord(round) ? Round.parse({ ...round, thread: threadOf(round.thread) }) : null;
    },
    renew: ({ thread, token }, leaseMs) =>
      succeeded(database, 'renew_delivery', { p_thread: thread.id, p_token: token, p_lease_ms: leaseMs }),
    open: async (threadId) => {
      const rows = await database.call('cards_to_follow', { p_thread: threadId });
      return rows.map((row) => Due.pick({ key: true, card: true }).parse(row));
    },
    narrate: async ({ thread, token }, cards) => {
      if (cards.length === 0) return;
      await must('narrate_cards', { p_thread: thread.id, p_token: token, p_cards: rowsOfCards(cards) });
    },
    due: async (threadId, maxFailures) => {
      const rows = await database.call('due_cards', { p_thread: threadId, p_max_failures: maxFailures });
      return rows.map((row) => Due.parse(row));
    },
    posting: ({ thread, token }, { key }) => must('begin_post', { p_thread: thread.id, p_token: token, p_card: key }),
    delivered: ({ thread, token }, { key, hash }, messageId) =>
      must('record_delivery', {
        ...{ p_thread: thread.id, p_token: token, p_card: key },
        ...{ p_message: messageId, p_hash: hash },
      }),
    failed: async ({ thread, token }, { key, hash }) => {
      await database.call('fail_card', { p_thread: thread.id, p_token: token, p_card: key, p_hash: hash });
    },
    release: async ({ thread, token, changes }, complete, delayMs) => {
      const given = { p_thread: thread.id, p_token: token, p_changes: complete ? changes : null, p_delay_ms: delayMs };
      await database.call('release_delivery', given);
    },
  };
}

function lost(): AdgenError {
  return new AdgenError('conflict', 'Another process delivers to this thread by now.');
}
