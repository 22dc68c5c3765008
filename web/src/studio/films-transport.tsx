/** One set of controls for films that play as one: play, a scrubber with the scenes marked, sound. */
import { Icon } from '../parts/icons.tsx';
import type { Sync } from './films-sync.ts';

type TransportProps = {
  readonly sync: Sync;
  /** Seconds at which scenes begin, without the first. */
  readonly marks?: readonly number[];
  readonly label: string;
};

export function Transport({ sync, marks = [], label }: TransportProps) {
  const { isPlaying, isMuted, time, duration } = sync;
  const total = duration || 1;
  return (
    <div className="flex items-center gap-3 sm:gap-4">
      <button
        type="button"
        onClick={sync.toggle}
        aria-label={isPlaying ? `Pause: ${label}` : `Play: ${label}`}
        className="flex size-12 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent shadow-sm transition-colors hover:bg-accent-strong"
      >
        {isPlaying ? <PauseBars /> : <Icon name="play" className="size-6" />}
      </button>
      <div className="relative flex min-w-0 grow items-center">
        <input
          type="range"
          aria-label={`Place in ${label}`}
          aria-valuetext={`${time.toFixed(1)} of ${duration.toFixed(1)} seconds`}
          min={0}
          max={total}
          step={0.01}
          value={Math.min(time, total)}
          onChange={({ target }) => sync.seek(target.valueAsNumber)}
          className="h-11 w-full cursor-pointer accent-accent"
        />
        <span aria-hidden="true" className="pointer-events-none absolute inset-x-2 bottom-1.5 h-1.5">
          {marks.map((mark) => (
            <span
              key={mark}
              className="absolute h-1.5 w-0.5 rounded-full bg-edge"
              style={{ left: `${(mark / total) * 100}%` }}
            />
          ))}
        </span>
      </div>
      <span aria-hidden="true" className="shrink-0 text-sm text-muted tabular-nums max-sm:hidden">
        {time.toFixed(1)} / {duration.toFixed(1)} s
      </span>
      <button
        type="button"
        onClick={sync.mute}
        aria-pressed={isMuted}
        aria-label="Without sound"
        className="flex size-11 shrink-0 items-center justify-center rounded-full text-muted hover:bg-sunken hover:text-ink aria-pressed:text-danger"
      >
        <Speaker isMuted={isMuted} />
      </button>
    </div>
  );
}

export function PauseBars() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6" fill="currentColor">
      <rect x="7" y="5.5" width="3.6" height="13" rx="1" />
      <rect x="13.4" y="5.5" width="3.6" height="13" rx="1" />
    </svg>
  );
}

function Speaker({ isMuted }: { readonly isMuted: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className="size-5"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z" />
      {isMuted ? <path d="M16 9.5l5 5M21 9.5l-5 5" /> : <path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />}
    </svg>
  );
}
