/** A part of a page with a name of its own. */
import { type ReactNode, useId } from 'react';

type PanelProps = { readonly title: string; readonly children: ReactNode };

export function Panel({ title, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-[20px] border border-line bg-panel p-5 shadow-lift sm:p-7">
      <h2 id={id} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  );
}
