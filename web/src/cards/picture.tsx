/** A picture that can be looked at in full size. */
import { useRef, useState } from 'react';
import type { CardFile } from '../../../src/bots/card.ts';
import { fileAddress } from '../api.ts';
import { Icon } from '../parts/icons.tsx';

export function Picture({ file }: { readonly file: CardFile }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isGone, setGone] = useState(false);
  const address = fileAddress(file.key);
  if (isGone) return <p className="rounded-xl bg-sunken p-4 text-sm text-muted">This picture is no longer kept.</p>;
  return (
    <>
      <button
        type="button"
        onClick={() => dialog.current?.showModal()}
        aria-label={`Enlarge: ${file.alt}`}
        className="group relative block w-full cursor-zoom-in overflow-hidden rounded-xl border border-line bg-sunken"
      >
        <img
          src={address}
          alt={file.alt}
          // The usual shape, so that the page does not jump when it comes.
          width={1600}
          height={1006}
          className="block h-auto w-full"
          onError={() => setGone(true)}
        />
        <span className="absolute right-3 bottom-3 flex size-9 items-center justify-center rounded-full bg-black/60 text-white opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
          <Icon name="expand" className="size-4.5" />
        </span>
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape and the button close it, too */}
      <dialog
        ref={dialog}
        aria-label="Storyboard in full size"
        onClick={() => dialog.current?.close()}
        className="m-auto max-h-[96dvh] max-w-[97vw] cursor-zoom-out overflow-auto rounded-2xl bg-panel p-0 text-ink"
      >
        <img src={address} alt={file.alt} className="block max-h-[96dvh] w-auto max-w-full max-sm:max-w-none" />
        <button
          type="button"
          aria-label="Close"
          className="fixed top-4 right-4 flex size-11 items-center justify-center rounded-full bg-black/65 text-white"
        >
          <Icon name="close" />
        </button>
      </dialog>
    </>
  );
}
