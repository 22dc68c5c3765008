/** The inbox in SQL: events, who works on them, what they came to. What must be atomic is a function of `migrations/`. */
import { AdgenError } from '../ad/errors.ts';
import { Amended, Claim, type Inbox, PendingIntent } from '../bots/ports.ts';
import { isRecord, rowsOfCards, succeeded, threadOf } from './conversation-rows.ts';
import type { Database } from './database.ts';

export function createInbox(database: Pick<Database, 'call'>): Inbox {
  return {
    add: (event) => succeeded(database, 'receive_event', { p_event: event }),
    amend: async (key, text) => {
      const [amended] = await database.call('amend_event', { p_key: key, p_text: text });
      return isRecord(amended) ? Amended.parse(amended) : null;
    },
    claim: async (owner, leaseMs, platforms) => {
      const given = { p_owner: owner, p_lease_ms: leaseMs, p_platforms: platforms };
      const [claim] = await database.call('claim_event', given);
      return isRecord(claim) ? Claim.parse({ ...claim, thread: threadOf(claim.thread) }) : null;
    },
    renew: ({ event, token }, leaseMs) =>
      succeeded(database, 'renew_event', { p_key: event.key, p_token: token, p_lease_ms: leaseMs }),
    answer: async ({ event, token }, { state, facts, cards, intents }) => {
      const stored = await succeeded(database, 'answer_event', {
        ...{ p_key: event.key, p_token: token, p_state: state, p_facts: facts },
        ...{ p_cards: rowsOfCards(cards), p_intents: intents },
      });
      if (!stored) throw lost();
    },
    pending: async ({ event }) => {
      const rows = await database.call('pending_intents', { p_key: event.key });
      return rows.map((row) => PendingIntent.parse(row));
    },
    done: async ({ event, token }, intentId, { projectId, facts, cards }) => {
      const stored = await succeeded(database, 'finish_intent', {
        ...{ p_key: event.key, p_token: token, p_intent: intentId, p_project: projectId },
        ...{ p_facts: facts, p_cards: rowsOfCards(cards) },
      });
      if (!stored) throw lost();
    },
    release: async ({ event, token }, delayMs, counts) => {
      const given = { p_key: event.key, p_token: token, p_delay_ms: delayMs, p_counts: counts };
      await database.call('release_event', given);
    },
  };
}

function lost(): AdgenError {
  return new AdgenError('conflict', 'Another process works on this message by now.');
}
