/** A line to fill in: its name above it, and what is wrong with it below. */
import { type ComponentProps, type ReactNode, useId } from 'react';
import { Icon } from '../parts/icons.tsx';
import { look } from './look.ts';

type FieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Beside the line, as a swatch of its colour. */
  readonly before?: ReactNode;
};

export function Field({ label, hint, error, before, className, ...rest }: FieldProps) {
  const id = useId();
  const told = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter((one) => one !== null).join(' ');
  return (
    <div className="space-y-2">
      <label htmlFor={id} className="block text-[15px] font-semibold">
        {label}
      </label>
      <div className="flex gap-2.5">
        {before}
        <input
          id={id}
          aria-invalid={error !== undefined}
          aria-describedby={told || undefined}
          className={look(
            'w-full min-w-0 rounded-xl border border-edge/60 bg-panel px-3.5 py-2.5 text-base leading-6 placeholder:text-muted/80 hover:border-edge focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 aria-invalid:border-danger',
            className,
          )}
          {...rest}
        />
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-sm leading-5 text-muted">
          {hint}
        </p>
      )}
      <p id={`${id}-error`} aria-live="polite" className="text-sm leading-5 font-semibold text-danger empty:mt-0!">
        {error && (
          <span className="arrive flex gap-1.5">
            <Icon name="alert" className="mt-0.5 size-4" />
            {error}
          </span>
        )}
      </p>
    </div>
  );
}
