/** Labels with their values. */
import type { Card } from '../../../src/bots/card.ts';

export function Fields({ fields }: { readonly fields: Card['fields'] }) {
  if (fields.length === 0) return null;
  return (
    <dl className="grid grid-cols-[fit-content(40%)_1fr] gap-x-5 gap-y-1.5 text-sm leading-5">
      {fields.map(({ label, value }) => (
        <div key={`${label} ${value}`} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
