/** The changes that are not applied yet: made one by one, taken back one by one, kept for this tab. */
import { useEffect, useMemo, useState } from 'react';
import { type Draft, NO_DRAFT } from './editor-draft.ts';
import { isDone } from './editor-edits.ts';
import type { Slot } from './editor-outline.ts';
import { type Basis, createDraftStore, type Kept, NOTHING_KEPT } from './editor-storage.ts';

export type Drafting = Pick<Kept, 'draft' | 'basis'> & {
  /** `field`: what is changed; several changes of one field in a row are taken back as one. */
  readonly change: (field: string, how: (draft: Draft) => Draft) => void;
  /** Null: there is nothing to take back, or to do again. */
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
  /** From now on it is about the ad as it stands now. */
  readonly settle: (how: (draft: Draft) => Draft) => void;
  /** It is sent, and perhaps done: no answer came. */
  readonly lose: (slots: readonly Slot[]) => void;
  /** It is applied. */
  readonly forget: () => void;
};

type History = {
  readonly kept: Kept;
  /** What was changed last. */
  readonly field: string | null;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
};

const MOST_STEPS = 100;

/** `onDone`: what was sent without an answer turns out to be done. */
export function useDraft(projectId: string, here: Basis, onDone: () => void): Drafting {
  const store = useMemo(() => createDraftStore(() => window.sessionStorage, projectId), [projectId]);
  const [history, setHistory] = useState<History>(() => begun(store.read()));
  const { kept, past, future } = history;
  useEffect(() => store.keep(kept), [store, kept]);
  const forget = () => {
    store.keep(NOTHING_KEPT);
    setHistory(begun(NOTHING_KEPT));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked at when another version is seen
  useEffect(() => {
    if (!isDone(kept, here)) return;
    forget();
    onDone();
  }, [here.version]);
  return {
    draft: kept.draft,
    basis: kept.basis,
    change: (field, how) => setHistory((before) => changed(before, { field, how, here })),
    undo: past.length > 0 ? () => setHistory((before) => turned(before, here, 'past')) : null,
    redo: future.length > 0 ? () => setHistory((before) => turned(before, here, 'future')) : null,
    settle: (how) => setHistory((before) => begun({ draft: how(before.kept.draft), basis: here, sent: null })),
    lose: (sent) => setHistory((before) => ({ ...before, kept: { ...before.kept, sent } })),
    forget,
  };
}

function begun(kept: Kept): History {
  return { kept, field: null, past: [], future: [] };
}

type Change = { readonly field: string; readonly how: (draft: Draft) => Draft; readonly here: Basis };

function changed({ kept, field: last, past }: History, { field, how, here }: Change): History {
  const steps = last === field ? past : [...past, kept.draft].slice(-MOST_STEPS);
  return { kept: keptOf(how(kept.draft), kept, here), field, past: steps, future: [] };
}

/** One step back into the past, or forth into what was taken back. */
function turned(before: History, here: Basis, to: 'past' | 'future'): History {
  const draft = before[to].at(-1);
  if (draft === undefined) return before;
  const kept = keptOf(draft, before.kept, here);
  const [rest, other] = [before[to].slice(0, -1), to === 'past' ? before.future : before.past];
  const grown = [...other, before.kept.draft];
  return { kept, field: null, past: to === 'past' ? rest : grown, future: to === 'past' ? grown : rest };
}

/** The first change says what it was made on. */
function keptOf(draft: Draft, { basis }: Kept, here: Basis): Kept {
  return { draft, basis: draft === NO_DRAFT ? null : (basis ?? here), sent: null };
}
