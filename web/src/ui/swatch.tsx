/** A colour to look at, and to pick another one by. */

type SwatchProps = {
  readonly label: string;
  /** `#rrggbb`; null: none is chosen. */
  readonly color: string | null;
  readonly onPick: (hex: string) => void;
};

/** The browser's picker has to begin somewhere. */
const NO_COLOR = '#888888';

export function Swatch({ label, color, onPick }: SwatchProps) {
  return (
    <span
      className={`relative size-12 shrink-0 overflow-hidden rounded-xl border border-edge/60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${color ? '' : 'bg-sunken'}`}
      style={color ? { backgroundColor: color } : undefined}
    >
      <input
        type="color"
        aria-label={label}
        value={color ?? NO_COLOR}
        onChange={({ target }) => onPick(target.value)}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
    </span>
  );
}
