/** How long the film is: a slider with the usual lengths below it. */
import { MAX_SECONDS, MIN_SECONDS } from '../../../src/ad/frames.ts';
import { described, FormField } from './create-field.tsx';

const USUAL = [6, 15, 30, 45, 60];

type DurationProps = {
  readonly value: number;
  readonly error: string | undefined;
  readonly onChange: (seconds: number) => void;
};

export function DurationField({ value, error, onChange }: DurationProps) {
  return (
    <FormField id="durationSeconds" label="Length" error={error}>
      <div className="flex items-center gap-4">
        <input
          type="range"
          {...described('durationSeconds', error)}
          min={MIN_SECONDS}
          max={MAX_SECONDS}
          step={1}
          value={value}
          aria-valuetext={`${value} seconds`}
          onChange={({ target }) => onChange(target.valueAsNumber)}
          className="h-11 min-w-0 grow cursor-pointer accent-accent"
        />
        <output htmlFor="durationSeconds" className="w-14 text-right text-lg font-semibold tabular-nums">
          {value} s
        </output>
      </div>
      <div className="flex flex-wrap gap-2">
        {USUAL.map((seconds) => (
          <button
            key={seconds}
            type="button"
            aria-pressed={seconds === value}
            onClick={() => onChange(seconds)}
            className="min-h-9 min-w-12 rounded-full border border-line px-3 text-sm tabular-nums hover:border-edge hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-soft aria-pressed:font-semibold aria-pressed:text-on-soft"
          >
            {seconds} s
          </button>
        ))}
      </div>
    </FormField>
  );
}
