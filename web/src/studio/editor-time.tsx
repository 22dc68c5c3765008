/** How long a scene is; the others share what is left of the film, and that is seen at once. */
import { FPS, secondsOf } from '../../../src/ad/frames.ts';
import { Amount } from './editor-controls.tsx';
import { withLength } from './editor-draft.ts';
import { longestOf, type Slot, totalOf } from './editor-outline.ts';
import type { Drafting } from './editor-use-draft.ts';
import { secondsShown } from './editor-words.ts';

export type TimeProps = {
  readonly slots: readonly Slot[];
  /** Whose time it is. */
  readonly slotKey: string;
  readonly drafting: Drafting;
};

/** The shortest scene, in seconds: one transition in, one out. */
const SHORTEST = 1;

export function TimeFields({ slots, slotKey, drafting }: TimeProps) {
  const shown = secondsShown(slots.map(({ frames }) => frames));
  const at = slots.findIndex(({ key }) => key === slotKey);
  const slot = slots[at];
  if (!slot) return null;
  const longest = Math.floor(secondsOf(longestOf(slots)) * 10) / 10;
  const set = (seconds: number) => drafting.change(`${slotKey} length`, (draft) => withLength(draft, slotKey, seconds));
  return (
    <div className="space-y-3">
      <Amount
        label="Length"
        range={[SHORTEST, longest]}
        ends={[`${SHORTEST} s`, `${longest} s`]}
        words={`${shown[at]} s of ${secondsOf(totalOf(slots)).toFixed(1)} s`}
        value={Math.round((slot.frames / FPS) * 10) / 10}
        onChange={set}
      />
      <p className="sr-only">
        The others share the rest:{' '}
        {slots.flatMap((one, place) => (one === slot ? [] : `scene ${place + 1} ${shown[place]} s`)).join(', ')}.
      </p>
      <div aria-hidden="true" className="flex gap-1">
        {slots.map(({ key, frames }, place) => (
          <span
            key={key}
            className={`min-w-0 overflow-hidden rounded-lg py-1.5 text-center text-[13px] tabular-nums ${place === at ? 'bg-soft font-semibold text-on-soft' : 'bg-sunken text-muted'}`}
            style={{ flexGrow: frames, flexBasis: 0 }}
          >
            {shown[place]}
          </span>
        ))}
      </div>
    </div>
  );
}
