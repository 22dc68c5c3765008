/** Rows of conversations as the database gives them, checked; and values as it takes them. */
import { EMPTY_DRAFT, ThreadState } from '../agent/thread-state.ts';
import { type StoredCard, Thread } from '../bots/ports.ts';
import type { Arguments, Database } from './database.ts';

/** `raw` is what the SQL function `thread_json` builds. The columns say who owns it and which ad it is about. */
export function threadOf(raw: unknown): Thread {
  const columns = isRecord(raw) ? raw : {};
  const projectId = columns.projectId ?? null;
  const kept = ThreadState.safeParse(columns.state);
  // A thread without messages has no state yet; one that an older adgen left unreadable begins its brief anew.
  const state = kept.success ? kept.data : { draft: EMPTY_DRAFT, history: [] };
  return Thread.parse({ ...columns, state: { ...state, ownerId: columns.ownerId, projectId } });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function rowsOfCards(cards: readonly StoredCard[]) {
  return cards.map(({ key, card, hash }) => ({ key, card, hash }));
}

/** Calls a function whose one value says whether it did anything. */
export async function succeeded(database: Pick<Database, 'call'>, name: string, given: Arguments): Promise<boolean> {
  const [done] = await database.call(name, given);
  return done === true;
}
