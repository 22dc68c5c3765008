/** A button, or with `asChild` a link that looks like one. */
import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { look } from './look.ts';
import { Spinner } from './spinner.tsx';

const shape = cva(
  'inline-flex items-center justify-center gap-2 rounded-full text-left font-semibold transition-[background-color,border-color,color,transform] active:translate-y-px disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted disabled:shadow-none',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent shadow-sm hover:bg-accent-strong',
        default: 'border border-line bg-panel hover:border-edge hover:bg-sunken',
        quiet: 'hover:bg-sunken',
        danger: 'text-danger hover:bg-danger-soft',
      },
      size: { medium: 'min-h-11 px-5 py-1.5 text-[15px]', large: 'min-h-12 px-6 py-2 text-base' },
    },
    defaultVariants: { variant: 'default', size: 'medium' },
  },
);

type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof shape> & {
    /** What was pressed is on its way: it stays in place, and does nothing. */
    readonly isBusy?: boolean;
    readonly asChild?: boolean;
  };

export function Button({ variant, size, isBusy = false, asChild = false, className, ...rest }: ButtonProps) {
  const classes = look(shape({ variant, size }), isBusy && 'opacity-70', className);
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  const { children, onClick, type = 'button', ...others } = rest;
  return (
    <button
      type={isBusy ? 'button' : type}
      // Not `disabled`: the focus would fall off the page.
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
      className={classes}
      {...others}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  );
}
