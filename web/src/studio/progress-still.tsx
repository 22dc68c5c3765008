/** One scene as a picture: a moment of the film where there is one, else its part of the storyboard. */
import { useState } from 'react';
import type { Ad } from './client.ts';
import type { Pictures } from './progress-pictures.ts';

type Plan = NonNullable<Ad['plan']>;

type StillProps = {
  readonly plan: Plan;
  readonly index: number;
  readonly pictures: Pictures;
  /** Its number stands beside it. */
  readonly isBare?: boolean;
};

/** Pixels of the sheet as src/media/storyboard draws it: stills of 9:16 in a row. */
const SHEET = { still: 360, stillHeight: 640, gap: 32, margin: 64, top: 192, height: 1046 };
const FPS = 30;

export function SceneStill({ plan, index, pictures: { film, storyboard }, isBare = false }: StillProps) {
  return (
    <span className="relative block aspect-9/16 w-full overflow-hidden rounded-xl bg-linear-to-b from-[#23504b] to-[#0f211f]">
      {film ? (
        <>
          <FilmMoment key={film} address={film} second={middleOf(plan, index)} />
          {!isBare && (
            <span
              aria-hidden="true"
              className="absolute top-2.5 left-2.5 flex size-7 items-center justify-center rounded-full bg-black/60 text-[13px] font-semibold text-white tabular-nums"
            >
              {index + 1}
            </span>
          )}
        </>
      ) : (
        storyboard && <SheetPart key={storyboard} address={storyboard} index={index} count={plan.scenes.length} />
      )}
    </span>
  );
}

function FilmMoment({ address, second }: { readonly address: string; readonly second: number }) {
  return (
    <video
      src={`${address}#t=${second.toFixed(2)}`}
      preload="metadata"
      muted
      playsInline
      tabIndex={-1}
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 size-full object-cover"
    />
  );
}

type SheetProps = { readonly address: string; readonly index: number; readonly count: number };

function SheetPart({ address, index, count }: SheetProps) {
  const [isGone, setGone] = useState(false);
  if (isGone) return null;
  const { still, stillHeight, gap, margin, top, height } = SHEET;
  const width = 2 * margin + count * still + (count - 1) * gap;
  return (
    <img
      src={address}
      alt=""
      draggable={false}
      onError={() => setGone(true)}
      className="arrive absolute max-w-none"
      style={{
        width: `${(width / still) * 100}%`,
        height: `${(height / stillHeight) * 100}%`,
        left: `${(-(margin + index * (still + gap)) / still) * 100}%`,
        top: `${(-top / stillHeight) * 100}%`,
      }}
    />
  );
}

/** Seconds into the film where the scene shows itself whole. */
function middleOf(plan: Plan, index: number): number {
  const before = plan.scenes.slice(0, index).reduce((sum, { frames }) => sum + frames, 0);
  return (before + (plan.scenes[index]?.frames ?? 0) * 0.6) / FPS;
}
