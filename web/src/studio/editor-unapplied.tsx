/** The changes of an ad that this tab keeps and nobody has applied, and the way back to them. */
import { useState } from 'react';
import { isDone, wantedOf } from './editor-edits.ts';
import { type Basis, createDraftStore } from './editor-storage.ts';
import { Note } from './result-states.tsx';

type UnappliedProps = {
  readonly projectId: string;
  /** Where the ad stands. */
  readonly here: Basis;
  /** A scene, or `film`. */
  readonly onEdit: (place: string) => void;
};

export function Unapplied({ projectId, here, onEdit }: UnappliedProps) {
  const [places] = useState(() => unapplied(projectId, here));
  if (places.length === 0) return null;
  const isOne = places.length === 1;
  return (
    <Note>
      {isOne ? 'One change is' : `${places.length} changes are`} not applied yet.{' '}
      <button
        type="button"
        onClick={() => onEdit(places[0]?.key ?? 'film')}
        className="font-semibold text-accent underline"
      >
        Go on with {isOne ? 'it' : 'them'}
      </button>
    </Note>
  );
}

function unapplied(projectId: string, here: Basis) {
  const kept = createDraftStore(() => window.sessionStorage, projectId).read();
  return kept.basis === null || isDone(kept, here) ? [] : wantedOf(here.plan, kept.draft).places;
}
