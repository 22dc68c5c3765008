/** What can be done with the chosen scene as a whole, also by who uses no pointer: earlier, later, away. */
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FEWEST } from './editor-outline.ts';

type OrderProps = {
  readonly place: number;
  readonly count: number;
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: () => void;
};

/** What cannot be done stays in reach and says why: a button that vanished would take the focus with it. */
export function OrderButtons({ place, count, onMove, onRemove }: OrderProps) {
  const [said, setSaid] = useState('');
  const number = place + 1;
  const move = (to: number) => {
    const isPossible = to >= 0 && to < count;
    setSaid(
      isPossible
        ? `Scene ${number} is now scene ${to + 1}.`
        : `Scene ${number} is the ${to < 0 ? 'first' : 'last'} one.`,
    );
    if (isPossible) onMove(place, to);
  };
  const remove = () => {
    const isPossible = count > FEWEST;
    setSaid(
      isPossible
        ? `Scene ${number} is gone. Undo brings it back.`
        : `An ad has at least ${FEWEST} scenes. Add one first.`,
    );
    if (isPossible) onRemove();
  };
  const look = 'min-h-10 px-3.5 text-sm aria-disabled:opacity-55';
  return (
    <div>
      <fieldset onBlur={() => setSaid('')} className="flex flex-wrap justify-center gap-1.5">
        <legend className="sr-only">Scene {number} in the film</legend>
        <Button aria-disabled={place === 0} onClick={() => move(place - 1)} className={look}>
          Earlier
        </Button>
        <Button aria-disabled={number === count} onClick={() => move(place + 1)} className={look}>
          Later
        </Button>
        <Button variant="danger" aria-disabled={count <= FEWEST} onClick={remove} className={look}>
          Remove
        </Button>
      </fieldset>
      <p role="status" className="mt-2 min-h-5 text-center text-[13px] leading-5 text-muted">
        {said}
      </p>
    </div>
  );
}
