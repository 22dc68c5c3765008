/** The controls of the editor: a line of text, one of a few, more or less, yes or no. */
import { type ReactNode, useId } from 'react';

type LineProps = {
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly placeholder?: string;
  readonly onChange: (text: string) => void;
};

export const LINE_LOOK =
  'w-full min-w-0 rounded-xl border border-edge/60 bg-panel px-3.5 py-2.5 text-base leading-6 placeholder:text-muted/80 hover:border-edge focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 aria-invalid:border-danger';

/** Words are written in the direction of their language. */
export function Line({ label, value, max, placeholder, onChange }: LineProps) {
  const id = useId();
  const left = max - value.length;
  return (
    <div className="space-y-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        {left < 20 && <span className="text-[13px] text-muted tabular-nums">{left} left</span>}
      </div>
      <input
        id={id}
        dir="auto"
        value={value}
        maxLength={max}
        placeholder={placeholder}
        autoComplete="off"
        // Enter would order all changes at once, also those that cost something.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        onChange={({ target }) => onChange(target.value)}
        className={LINE_LOOK}
      />
    </div>
  );
}

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T | null;
  /** By value, in the order in which they are shown. */
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
};

export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const name = useId();
  // The keys of a record are what its type says: the options are written out in full.
  const values = Object.keys(options) as T[];
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {values.map((one) => (
          <label
            key={one}
            className="relative flex min-h-10 cursor-pointer items-center rounded-full border border-line bg-panel px-3.5 text-sm hover:border-edge has-checked:border-accent has-checked:bg-soft has-checked:font-semibold has-checked:text-on-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              checked={one === value}
              onChange={() => onChange(one)}
              className="sr-only"
            />
            {options[one]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type AmountProps = {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [number, number];
  /** What the two ends mean. */
  readonly ends: readonly [string, string];
  readonly words: string;
  /** A tenth, unless it is said. */
  readonly step?: number;
  readonly onChange: (value: number) => void;
};

export function Amount({
  label,
  value,
  range: [min, max],
  ends: [low, high],
  words,
  step = 0.1,
  onChange,
}: AmountProps) {
  const id = useId();
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        <span className="text-[13px] text-muted tabular-nums">{words}</span>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={words}
        // A step of a tenth comes with binary dust.
        onChange={({ target }) => onChange(Math.round(target.valueAsNumber * 10) / 10)}
        className="h-10 w-full cursor-pointer accent-accent"
      />
      <p aria-hidden="true" className="-mt-1.5 flex justify-between text-[13px] text-muted">
        <span>{low}</span>
        <span>{high}</span>
      </p>
    </div>
  );
}

type TickProps = {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
};

export function Tick({ isOn, onChange, children }: TickProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ target }) => onChange(target.checked)}
        className="size-5 shrink-0 accent-accent"
      />
      <span>{children}</span>
    </label>
  );
}
