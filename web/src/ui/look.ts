/** Class names put together: later ones win over earlier ones that say something about the same. */
import { type ClassValue, clsx } from 'clsx';
import { twMerge } from 'tailwind-merge';

export function look(...classes: readonly ClassValue[]): string {
  return twMerge(clsx(classes));
}
