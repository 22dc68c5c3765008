/** The scenes of the film in a row: one is chosen, pulled to another place, added, or taken away. */
import { useEffect, useRef } from 'react';
import type { Plan } from '../../../src/ad/plan.ts';
import { Icon } from '../parts/icons.tsx';
import { MOST, type Slot } from './editor-outline.ts';
import { asideOf, useDrag } from './editor-use-drag.ts';
import { secondsShown } from './editor-words.ts';
import type { Pictures } from './progress-pictures.ts';
import { SceneStill } from './progress-still.tsx';

type StripProps = {
  readonly plan: Plan;
  readonly slots: readonly Slot[];
  readonly pictures: Pictures;
  /** Null: the whole film. */
  readonly chosen: string | null;
  /** Scenes with changes that are not applied yet. */
  readonly touched: ReadonlySet<string>;
  readonly onChoose: (key: string) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onAdd: () => void;
};

export function EditorStrip({ plan, slots, pictures, chosen, touched, onChoose, onMove, onAdd }: StripProps) {
  const row = useRef<HTMLOListElement>(null);
  const stepOf = () => {
    const [first, second] = row.current?.children ?? [];
    return first && second ? second.getBoundingClientRect().left - first.getBoundingClientRect().left : 0;
  };
  // Where the button that had the focus is gone, it goes to what is chosen now.
  useEffect(() => {
    if (document.activeElement === document.body && chosen !== null)
      row.current?.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true });
  }, [chosen]);
  const { pull, handlers, wasPull } = useDrag(slots.length, stepOf, onMove);
  const shown = secondsShown(slots.map(({ frames }) => frames));
  const step = pull === null ? 0 : stepOf();
  return (
    <ol ref={row} aria-label="Scenes" className="grid grid-cols-5 gap-2 select-none">
      {slots.map(({ key }, place) => (
        <li
          key={key}
          {...handlers(place)}
          className={`touch-pan-y ${pull?.from === place ? 'relative z-10' : pull ? 'transition-transform duration-150' : ''}`}
          style={{ transform: `translateX(${asideOf(pull, place, step)}px)` }}
        >
          <button
            type="button"
            aria-current={key === chosen ? 'true' : undefined}
            onClick={() => wasPull() || onChoose(key)}
            className="group block w-full cursor-grab rounded-xl text-center active:cursor-grabbing"
          >
            <span
              className={`relative block overflow-hidden rounded-xl group-aria-current:ring-3 group-aria-current:ring-accent group-aria-current:ring-offset-2 group-aria-current:ring-offset-paper ${pull?.from === place ? 'shadow-lift' : ''}`}
            >
              <Thumb plan={plan} slotKey={key} pictures={pictures} />
              {touched.has(key) && (
                <span className="arrive absolute top-1.5 right-1.5 size-3 rounded-full border-2 border-white bg-[#0f766e]" />
              )}
            </span>
            <span className="mt-2 block text-[13px] leading-5 tabular-nums">
              <span className="font-semibold">
                <span className="sr-only">Scene </span>
                {place + 1}
              </span>
              <span className="text-muted">
                <span className="sr-only">, {headlineOf(plan, key)}, </span> {shown[place]} s
              </span>
              {touched.has(key) && <span className="sr-only">, changed</span>}
            </span>
          </button>
        </li>
      ))}
      {slots.length < MOST && (
        <li>
          <button
            type="button"
            onClick={onAdd}
            aria-label="Add a scene"
            className="flex aspect-9/16 w-full items-center justify-center rounded-xl border border-dashed border-edge text-muted hover:border-accent hover:bg-soft hover:text-on-soft"
          >
            <Icon name="plus" className="size-6" />
          </button>
        </li>
      )}
    </ol>
  );
}

type ThumbProps = { readonly plan: Plan; readonly slotKey: string; readonly pictures: Pictures };

export function Thumb({ plan, slotKey, pictures }: ThumbProps) {
  const index = plan.scenes.findIndex(({ id }) => id === slotKey);
  if (index >= 0) return <SceneStill {...{ plan, index, pictures }} isBare />;
  const { wall, floor } = plan.style.palette;
  return (
    <span
      aria-hidden="true"
      className="flex aspect-9/16 w-full items-center justify-center"
      style={{ backgroundImage: `linear-gradient(${wall} 55%, ${floor} 85%)` }}
    >
      <span className="rounded-full bg-black/65 px-2 py-0.5 text-[13px] font-semibold text-white">New</span>
    </span>
  );
}

function headlineOf({ scenes }: Plan, key: string): string {
  const scene = scenes.find(({ id }) => id === key);
  return scene ? (scene.overlay?.headline ?? 'no words') : 'new';
}
