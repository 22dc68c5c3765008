/** The finished ad: the films side by side in their true shapes, then an honest receipt. */
import type { Card } from '../../../src/bots/card.ts';
import { CardButtons } from '../parts/buttons.tsx';
import { Icon } from '../parts/icons.tsx';
import type { CardProps } from './card-view.tsx';
import { Disclosure } from './disclosure.tsx';
import { Fields } from './fields.tsx';
import { Film } from './film.tsx';

const WARNING = /not as planned/i;

export function Result(props: CardProps) {
  const { card, posters } = props;
  const warnings = card.fields.filter(({ label }) => WARNING.test(label));
  const receipt = card.fields.filter((field) => !warnings.includes(field));
  const isBare = card.films.length + warnings.length + card.buttons.length === 0;
  return (
    <div className="overflow-hidden rounded-[20px] border border-line bg-panel shadow-lift">
      <div className={`space-y-1 px-4 pt-4 sm:px-6 sm:pt-5 ${isBare ? 'pb-4 sm:pb-5' : ''}`}>
        {card.title && <h3 className="text-lg font-semibold tracking-tight">{card.title}</h3>}
        {card.text && <p className="text-[15px] text-muted">{card.text}</p>}
      </div>
      {!isBare && (
        <div className="space-y-5 p-4 sm:px-6 sm:pb-6">
          {card.films.length > 0 && (
            <div className="flex flex-wrap gap-3 sm:flex-nowrap sm:gap-5">
              {card.films.map((film) => (
                <Film key={film.key} film={film} posters={posters} />
              ))}
            </div>
          )}
          <Warnings warnings={warnings} />
          <CardButtons {...props} />
        </div>
      )}
      {(receipt.length > 0 || card.disclosure) && (
        <div className="space-y-3 border-t border-line bg-sunken/60 px-4 py-4 sm:px-6">
          <Fields fields={receipt} />
          {card.disclosure && <Disclosure text={card.disclosure} />}
        </div>
      )}
    </div>
  );
}

function Warnings({ warnings }: { readonly warnings: Card['fields'] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="space-y-2">
      {warnings.map(({ label, value }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two can have the same words
          key={index}
          className="flex gap-3 rounded-xl bg-warning-soft px-4 py-3 text-sm leading-5"
        >
          <Icon name="alert" className="mt-px size-4.5 text-warning" />
          <p>
            <strong className="font-semibold">{label}.</strong> {value}
          </p>
        </li>
      ))}
    </ul>
  );
}
