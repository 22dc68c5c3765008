/** The brand's colour: proposed from the photo, picked, or written. */
import type { UseFormRegisterReturn } from 'react-hook-form';
import { described, FormField, INPUT_LOOK } from './create-field.tsx';
import { hexOfColor } from './create-photo.ts';

type ColorProps = {
  readonly registered: UseFormRegisterReturn;
  readonly value: string;
  readonly proposals: readonly string[];
  readonly error: string | undefined;
  readonly onPick: (hex: string) => void;
};

const NO_COLOR = '#888888';

export function ColorField({ registered, value, proposals, error, onPick }: ColorProps) {
  const hex = hexOfColor(value);
  return (
    <FormField id="brandColor" label="Brand colour" error={error}>
      <div className="flex gap-2.5">
        <span
          className={`relative size-12 shrink-0 overflow-hidden rounded-xl border border-edge/60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${hex ? '' : 'bg-sunken'}`}
          style={hex ? { backgroundColor: hex } : undefined}
        >
          <input
            type="color"
            aria-label="Pick the brand colour"
            value={hex ?? NO_COLOR}
            onChange={({ target }) => onPick(target.value)}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
        </span>
        <input
          {...registered}
          {...described('brandColor', error)}
          placeholder="teal, or #0f766e"
          autoComplete="off"
          spellCheck={false}
          className={INPUT_LOOK}
        />
      </div>
      {proposals.length > 0 && <Proposals proposals={proposals} chosen={hex} onPick={onPick} />}
    </FormField>
  );
}

type ProposalsProps = Pick<ColorProps, 'proposals' | 'onPick'> & { readonly chosen: string | null };

function Proposals({ proposals, chosen, onPick }: ProposalsProps) {
  return (
    <fieldset className="arrive flex flex-wrap items-center gap-x-3 gap-y-2">
      <legend className="float-left mr-3 text-sm text-muted">From the photo</legend>
      {proposals.map((color) => (
        <button
          key={color}
          type="button"
          aria-label={`Use ${color}`}
          aria-pressed={color === chosen}
          onClick={() => onPick(color)}
          style={{ backgroundColor: color }}
          className="size-9 rounded-full border border-edge/50 ring-offset-2 ring-offset-paper transition-transform hover:scale-110 aria-pressed:ring-2 aria-pressed:ring-accent"
        />
      ))}
    </fieldset>
  );
}
