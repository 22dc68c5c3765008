/** What went wrong, in a sentence, where it has to be seen. */
import { Icon } from '../parts/icons.tsx';
import { look } from './look.ts';

export function Alert({ say, className }: { readonly say: string; readonly className?: string }) {
  return (
    <p role="alert" className={look('flex gap-2.5 rounded-xl bg-danger-soft px-4 py-3 text-sm leading-5', className)}>
      <Icon name="alert" className="mt-px size-4.5 text-danger" />
      <span className="min-w-0">{say}</span>
    </p>
  );
}
