/** How many changes of an ad this tab keeps that are not applied, and where to go on with them. */
import { wantedOf } from './editor-edits.ts';
import { type Basis, createDraftStore, isDone } from './editor-storage.ts';

type Unapplied = { readonly count: number /** A scene, or `film`. */; readonly place: string };

/** Null: none. */
export function unappliedOf(projectId: string, here: Basis): Unapplied | null {
  const kept = createDraftStore(() => window.sessionStorage, projectId).read();
  if (kept.basis === null || isDone(kept, here)) return null;
  const { places } = wantedOf(here.plan, kept.draft);
  return places.length === 0 ? null : { count: places.length, place: places[0]?.key ?? 'film' };
}
