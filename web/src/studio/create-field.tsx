/** A question of the form: its name, what to fill in, and beside it what is missing. */
import type { ReactNode } from 'react';
import { Icon } from '../parts/icons.tsx';

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isOptional?: boolean;
  readonly error: string | undefined;
  readonly children: ReactNode;
};

export function FormField({ id, label, hint, isOptional = false, error, children }: FieldProps) {
  return (
    <div className="space-y-2">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-[15px] font-semibold">
          {label}
        </label>
        {isOptional && <span className="text-[13px] text-muted">optional</span>}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="-mt-1 text-sm leading-5 text-muted">
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} say={error} />
    </div>
  );
}

export function FieldError({ id, say }: { readonly id: string; readonly say: string | undefined }) {
  return (
    <p id={`${id}-error`} aria-live="polite" className="text-sm leading-5 font-semibold text-danger empty:mt-0!">
      {say && (
        <span className="arrive flex gap-1.5">
          <Icon name="alert" className="mt-0.5 size-4" />
          <span>{say}</span>
        </span>
      )}
    </p>
  );
}

/** What a control says about itself: whether it is right, and where it is explained. */
export function described(id: string, error: string | undefined, hasHint = false) {
  const ids = [...(hasHint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])];
  return { id, 'aria-invalid': error !== undefined, 'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined };
}

export const INPUT_LOOK =
  'w-full rounded-xl border border-edge/60 bg-panel px-3.5 py-2.5 text-base leading-6 placeholder:text-muted/80 hover:border-edge focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 aria-invalid:border-danger';
