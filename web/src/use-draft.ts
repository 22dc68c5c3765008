/** What is being written: words and pictures, with a sentence where something does not fit. */
import { useState } from 'react';

/** The same caps as the server's, so that nobody waits for an upload that is refused. */
const MAX_FILES = 10;
const MAX_FILE_BYTES = 25 * 1024 * 1024;

export type Draft = {
  readonly text: string;
  readonly files: readonly File[];
  readonly say: string | null;
  readonly setText: (text: string) => void;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (index: number) => void;
  readonly clear: () => void;
};

const EMPTY = { text: '', files: [], say: null };

export function useDraft(): Draft {
  const [draft, setDraft] = useState<Pick<Draft, 'text' | 'files' | 'say'>>(EMPTY);
  return {
    ...draft,
    setText: (text) => setDraft((before) => ({ ...before, text })),
    add: (added) => setDraft((before) => ({ ...before, ...withFiles(before.files, added) })),
    remove: (index) =>
      setDraft((before) => ({ ...before, files: before.files.filter((_, place) => place !== index), say: null })),
    clear: () => setDraft(EMPTY),
  };
}

function withFiles(before: readonly File[], added: readonly File[]): Pick<Draft, 'files' | 'say'> {
  const all = [...before, ...added.filter((file) => file.size <= MAX_FILE_BYTES)];
  return { files: all.slice(0, MAX_FILES), say: complaint(added, all) };
}

function complaint(added: readonly File[], all: readonly File[]): string | null {
  const large = added.find((file) => file.size > MAX_FILE_BYTES);
  if (large) return `“${large.name}” is larger than 25 MB. Please choose a smaller picture.`;
  return all.length > MAX_FILES ? `At most ${MAX_FILES} pictures fit into one message.` : null;
}
