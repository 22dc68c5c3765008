/** The storyboard: the picture large, then the scenes, then what it costs beside the button that spends it. */
import type { Card } from '../../../src/bots/card.ts';
import { CardButtons } from '../parts/buttons.tsx';
import type { CardProps } from './card-view.tsx';
import { Fields } from './fields.tsx';
import { Picture } from './picture.tsx';

const SCENE = /^Scene (\d+), (.+)$/;

export function Storyboard(props: CardProps) {
  const { card } = props;
  const scenes = card.fields.filter(({ label }) => SCENE.test(label));
  const price = card.fields.find(({ label }) => label === 'Price');
  const others = card.fields.filter((field) => field !== price && !scenes.includes(field));
  return (
    <div className="rounded-[20px] border border-line bg-panel shadow-lift">
      <div className="space-y-1 px-4 pt-4 sm:px-6 sm:pt-5">
        {card.title && <h3 className="text-lg font-semibold tracking-tight">{card.title}</h3>}
        {card.text && <p className="whitespace-pre-line text-[15px] text-muted">{card.text}</p>}
      </div>
      <div className="space-y-5 p-4 sm:px-6 sm:pb-6">
        {card.picture && <Picture file={card.picture} />}
        {scenes.length > 0 && <Scenes scenes={scenes} />}
        <Fields fields={others} />
      </div>
      {(card.buttons.length > 0 || price) && (
        <div
          // What is to be decided stays in sight while any of the storyboard is.
          className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-b-[19px] border-t border-line bg-sunken px-4 py-4 sm:px-6 ${card.buttons.length > 0 ? 'sticky bottom-0 z-10' : ''}`}
        >
          {price && (
            <p className="leading-tight">
              <span className="block text-[13px] text-muted">Price</span>
              <span className="font-semibold first-letter:uppercase inline-block">{price.value}</span>
            </p>
          )}
          <CardButtons {...props} />
        </div>
      )}
    </div>
  );
}

function Scenes({ scenes }: { readonly scenes: Card['fields'] }) {
  return (
    <ol aria-label="Scenes" className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
      {scenes.map(({ label, value }) => {
        const [, number, length] = SCENE.exec(label) ?? [];
        return (
          <li key={label} className="flex gap-3 text-sm leading-5">
            <span
              aria-hidden="true"
              className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent text-[13px] font-semibold text-on-accent"
            >
              {number}
            </span>
            <span>
              <span className="sr-only">Scene {number}: </span>
              {value} <span className="whitespace-nowrap text-muted">{length}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
