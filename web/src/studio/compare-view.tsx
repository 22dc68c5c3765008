/** Two versions of one film over each other, and a line between them that is pulled from side to side. */
import { useState } from 'react';
import type { VersionLine } from './client.ts';
import { useSync } from './films-sync.ts';
import { Transport } from './films-transport.tsx';
import { SHAPES } from './films-view.tsx';

type Aspect = keyof typeof SHAPES;

/** `versions`: at least two, all with films, oldest first. */
export function CompareView({ versions }: { readonly versions: readonly VersionLine[] }) {
  const [left, setLeft] = useState(versions.at(-2)?.version ?? 1);
  const [right, setRight] = useState(versions.at(-1)?.version ?? 1);
  const [aspect, setAspect] = useState<Aspect>('1:1');
  const address = (version: number) =>
    versions.find((one) => one.version === version)?.films.find((film) => film.aspect === aspect)?.url;
  const [before, after] = [address(left), address(right)];
  return (
    <div className="arrive mt-5 space-y-4">
      <div className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap sm:gap-4">
        <Choice label="Left" versions={versions} value={left} onChange={setLeft} />
        <Choice label="Right" versions={versions} value={right} onChange={setRight} />
        <fieldset className="flex justify-self-start rounded-full border border-line p-0.5 max-sm:col-span-2">
          <legend className="sr-only">Shape</legend>
          {(['9:16', '1:1', '16:9'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === aspect}
              aria-label={`${SHAPES[one].name}, ${one}`}
              onClick={() => setAspect(one)}
              className="min-h-10 rounded-full px-3.5 text-sm tabular-nums aria-pressed:bg-soft aria-pressed:font-semibold aria-pressed:text-on-soft"
            >
              {one}
            </button>
          ))}
        </fieldset>
      </div>
      {before && after && (
        <Slider key={`${before} ${after}`} before={before} after={after} left={left} right={right} aspect={aspect} />
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly versions: readonly VersionLine[];
  readonly value: number;
  readonly onChange: (version: number) => void;
};

function Choice({ label, versions, value, onChange }: ChoiceProps) {
  return (
    <label className="flex gap-x-2 gap-y-1 text-sm text-muted max-sm:flex-col sm:items-center">
      {label}
      <select
        value={value}
        onChange={({ target }) => onChange(Number(target.value))}
        className="min-h-11 min-w-0 grow rounded-xl border border-edge/60 bg-panel px-3 text-[15px] text-ink"
      >
        {versions.map(({ version }) => (
          <option key={version} value={version}>
            Version {version}
          </option>
        ))}
      </select>
    </label>
  );
}

type SliderProps = {
  readonly before: string;
  readonly after: string;
  readonly left: number;
  readonly right: number;
  readonly aspect: Aspect;
};

const WIDTHS: Readonly<Record<Aspect, string>> = { '9:16': 'max-w-72', '1:1': 'max-w-md', '16:9': 'max-w-3xl' };
const FILM = 'pointer-events-none absolute inset-0 size-full object-contain';

function Slider({ before, after, left, right, aspect }: SliderProps) {
  const sync = useSync();
  const [share, setShare] = useState(50);
  return (
    <div className={`mx-auto space-y-2 ${WIDTHS[aspect]}`}>
      <div
        className={`relative overflow-hidden rounded-2xl bg-[#0f211f] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${SHAPES[aspect].look}`}
      >
        {/* biome-ignore lint/a11y/useMediaCaption: nobody speaks in these films, and their words are in the picture */}
        <video
          ref={sync.place(0)}
          src={after}
          aria-label={`Version ${right}`}
          playsInline
          preload="auto"
          className={FILM}
        />
        {/* biome-ignore lint/a11y/useMediaCaption: as above */}
        <video
          ref={sync.place(1)}
          src={before}
          aria-label={`Version ${left}`}
          playsInline
          preload="auto"
          className={FILM}
          style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}
        />
        <Tag side="left-3">{left}</Tag>
        <Tag side="right-3">{right}</Tag>
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.25)]"
          style={{ left: `${share}%` }}
        >
          <span className="absolute top-1/2 left-1/2 flex size-10 -translate-1/2 items-center justify-center rounded-full bg-white text-sm font-semibold text-[#14201e] shadow-md">
            ‹ ›
          </span>
        </span>
        <input
          type="range"
          aria-label={`How much of version ${left} is shown over version ${right}`}
          aria-valuetext={`${share} percent`}
          min={0}
          max={100}
          value={share}
          onChange={({ target }) => setShare(target.valueAsNumber)}
          className="absolute inset-0 size-full cursor-ew-resize touch-pan-y opacity-0"
        />
      </div>
      <Transport sync={sync} label="both versions" />
    </div>
  );
}

function Tag({ side, children }: { readonly side: string; readonly children: number }) {
  return (
    <span
      aria-hidden="true"
      className={`pointer-events-none absolute bottom-3 rounded-full bg-black/65 px-2.5 py-1 text-[13px] font-semibold text-white ${side}`}
    >
      Version {children}
    </span>
  );
}
