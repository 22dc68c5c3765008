/** The list of a person's ads as the page holds it: it outlives a look at one ad, so going back leads to the same place. */
import { createPosters, type Posters } from '../posters.ts';
import { createStore, type Store } from '../store.ts';
import type { AdLine, AdList, Client } from './client.ts';
import { problemOf, type StudioProblem } from './result-problem.ts';

export type ShelfState = {
  /** Newest first; null until it is known. */
  readonly lines: readonly AdLine[] | null;
  /** Where the next page begins; null: that is all. */
  readonly next: string | null;
  readonly isFetchingMore: boolean;
  /** Why the list may be old, or not there at all; null: all is well. */
  readonly problem: StudioProblem | null;
};

export type Shelf = {
  readonly store: Pick<Store<ShelfState>, 'get' | 'subscribe'>;
  readonly posters: Posters;
  /** Looks at the newest again. Never throws. */
  readonly refresh: () => Promise<void>;
  /** Fetches the next page. Never throws. */
  readonly more: () => Promise<void>;
};

const NOTHING: ShelfState = { lines: null, next: null, isFetchingMore: false, problem: null };

export function createShelf(client: Pick<Client, 'ads'>): Shelf {
  const store = createStore(NOTHING);
  const fail = (error: unknown) =>
    store.update((before) => ({ ...before, isFetchingMore: false, problem: problemOf(error) }));
  return {
    store,
    posters: createPosters(),
    refresh: () => client.ads().then((list) => store.update((before) => withNewest(before, list)), fail),
    more: async () => {
      const { next, isFetchingMore } = store.get();
      if (next === null || isFetchingMore) return;
      store.update((before) => ({ ...before, isFetchingMore: true, problem: null }));
      await client.ads(next).then((list) => store.update((before) => withMore(before, list)), fail);
    },
  };
}

/** What was fetched of later pages stays below. */
function withNewest(before: ShelfState, { projects, next }: AdList): ShelfState {
  const known = before.lines ?? [];
  const last = projects.at(-1);
  const at = last ? known.findIndex(({ project_id }) => project_id === last.project_id) : -1;
  const later = next === null || at < 0 ? [] : known.slice(at + 1);
  return { ...before, lines: [...projects, ...later], next: later.length > 0 ? before.next : next, problem: null };
}

function withMore(before: ShelfState, { projects, next }: AdList): ShelfState {
  const known = before.lines ?? [];
  const isNew = ({ project_id }: AdLine) => !known.some((one) => one.project_id === project_id);
  return { lines: [...known, ...projects.filter(isNew)], next, isFetchingMore: false, problem: null };
}
