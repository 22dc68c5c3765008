/** The line that says how much of an ad a machine made. */
import { Icon } from '../parts/icons.tsx';

export function Disclosure({ text }: { readonly text: string }) {
  return (
    <p className="flex gap-2 text-[13px] leading-5 text-muted">
      <Icon name="info" className="mt-0.5 size-4" />
      <span>{text}</span>
    </p>
  );
}
