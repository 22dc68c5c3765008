/** Where changes that are not applied yet are kept for this tab: a reload loses nothing, and two tabs do not mix. */
import type { Plan } from '../../../src/ad/plan.ts';
import { type Draft, NO_DRAFT } from './editor-draft.ts';
import type { Slot } from './editor-outline.ts';

/** What a draft was begun on. */
export type Basis = { readonly version: number; readonly plan: Plan };
export type Kept = {
  readonly draft: Draft;
  /** Null: nothing is filled in. */
  readonly basis: Basis | null;
  /** The scenes as they were to be when all was sent and no answer came; null: nothing is under way. */
  readonly sent: readonly Slot[] | null;
};

export type DraftStore = { readonly read: () => Kept; readonly keep: (kept: Kept) => void };

export const NOTHING_KEPT: Kept = { draft: NO_DRAFT, basis: null, sent: null };

/** Works without a storage, too: then nothing outlives a reload. */
export function createDraftStore(storage: () => Storage, projectId: string): DraftStore {
  const name = `adgen.changes.${projectId}`;
  return {
    read: () => {
      try {
        const found: unknown = JSON.parse(storage().getItem(name) ?? 'null');
        // Only this page writes under this name; the server checks every edit anyway.
        return isKept(found) ? found : NOTHING_KEPT;
      } catch {
        return NOTHING_KEPT;
      }
    },
    keep: (kept) => {
      try {
        if (kept.basis === null) storage().removeItem(name);
        else storage().setItem(name, JSON.stringify(kept));
      } catch {
        // full or switched off: it is only not found again after a reload
      }
    },
  };
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' &&
    value !== null &&
    'draft' in value &&
    'sent' in value &&
    'basis' in value &&
    value.basis !== null
  );
}
