/** A part of the editor with its name, and what is wrong in it. */
import type { ReactNode } from 'react';
import { Icon } from '../parts/icons.tsx';
import type { Part } from './editor-edits.ts';
import type { Price } from './editor-use-price.ts';

type PartProps = { readonly title: string; readonly refusal: string | null; readonly children: ReactNode };

export function EditorPart({ title, refusal, children }: PartProps) {
  return (
    <section aria-label={title} className="space-y-4">
      <h3 className="border-b border-line pb-2 text-lg font-semibold tracking-tight">{title}</h3>
      {refusal && (
        <p role="alert" className="flex gap-2 text-sm leading-5 font-semibold text-danger">
          <Icon name="alert" className="mt-0.5 size-4" />
          {refusal}
        </p>
      )}
      {children}
    </section>
  );
}

/** What is said about one part of one scene, or with null of the whole film; null: nothing. */
export function refusalIn(price: Price, key: string | null, part: Part): string | null {
  const isHere = price.kind === 'refused' && price.place?.part === part && price.place.key === key;
  return isHere ? price.say : null;
}
