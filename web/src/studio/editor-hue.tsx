/** A colour: seen, picked, or written as a name or a value. */
import { useId, useState } from 'react';
import { Swatch } from '../ui/swatch.tsx';
import { hexOfColor } from './create-photo.ts';
import { LINE_LOOK } from './editor-controls.tsx';

type HueProps = {
  readonly label: string;
  /** `#rrggbb`. */
  readonly value: string;
  readonly onChange: (hex: string) => void;
};

/** What is written half is no colour yet; it stays until it is one, or is left. */
export function Hue({ label, value, onChange }: HueProps) {
  const id = useId();
  const [written, setWritten] = useState<string | null>(null);
  const isWrong = written !== null && hexOfColor(written) === null;
  const write = (text: string) => {
    setWritten(text);
    const hex = hexOfColor(text);
    if (hex !== null) onChange(hex);
  };
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block text-sm font-semibold">
        {label}
      </label>
      <div className="flex gap-2.5">
        <Swatch label={`Pick: ${label.toLowerCase()}`} color={value} onPick={onChange} />
        <input
          id={id}
          value={written ?? value}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-wrong` : undefined}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          onChange={({ target }) => write(target.value)}
          onBlur={() => setWritten(null)}
          className={LINE_LOOK}
        />
      </div>
      <p id={`${id}-wrong`} aria-live="polite" className="text-sm leading-5 text-danger empty:mt-0!">
        {isWrong && 'Write a colour by its name, such as teal, or as #0f766e.'}
      </p>
    </div>
  );
}
