/** The chosen photo at once, and over it, when it is there, the product cut out of it on a ground of the brand. */
import { useState } from 'react';
import type { Cutout } from './create-cutout.ts';
import type { Photo } from './create-photo.ts';

type ShownProps = {
  readonly picture: File;
  readonly photo: Photo;
  readonly cutout: Cutout;
  /** `#rrggbb` of the brand; null: none is chosen, and the ground is checkered. */
  readonly ground: string | null;
};

/** Squares as in a picture editor: what can be seen through. */
const CHECKERED = 'bg-[repeating-conic-gradient(var(--sunken)_0_25%,var(--panel)_0_50%)] bg-size-[28px_28px]';
const LAYER = 'absolute inset-0 size-full object-contain';

export function Shown({ picture, photo, cutout, ground }: ShownProps) {
  const [isWhole, setWhole] = useState(false);
  const [isDrawn, setDrawn] = useState<string | null>(null);
  const address = cutout.kind === 'ready' ? cutout.address : null;
  const isCut = address !== null && isDrawn === address && !isWhole;
  return (
    <>
      {photo.isUnseen && address === null && <Unseen name={picture.name} />}
      {photo.address === null && !photo.isUnseen && <div className="sheen size-full bg-sunken" />}
      {photo.address !== null && (
        <img
          src={photo.address}
          alt={isCut ? '' : `The product: ${picture.name}`}
          className={`arrive bg-sunken ${LAYER}`}
        />
      )}
      {address !== null && (
        <div
          className={`absolute inset-0 transition-opacity duration-700 ${isCut ? '' : 'pointer-events-none opacity-0'} ${ground ? '' : CHECKERED}`}
          // A breath of it: a product in the colour of its brand has to stand out.
          style={ground ? { backgroundColor: `color-mix(in oklab, ${ground} 22%, var(--panel))` } : undefined}
        >
          <img
            key={address}
            src={address}
            alt={isCut ? `The product cut out: ${picture.name}` : ''}
            onLoad={() => setDrawn(address)}
            className={`${LAYER} p-[6%]`}
          />
        </div>
      )}
      {cutout.kind === 'waiting' && photo.address !== null && <span className="sheen absolute inset-0 opacity-60" />}
      {address !== null && photo.address !== null && <Views isWhole={isWhole} onChange={setWhole} />}
    </>
  );
}

function Unseen({ name }: { readonly name: string }) {
  return (
    <p className="m-auto max-w-[32ch] p-6 text-center text-sm leading-5 text-muted">
      {name} is chosen. This browser cannot show pictures of its kind; adgen will tell you if it cannot read it either.
    </p>
  );
}

type ViewsProps = { readonly isWhole: boolean; readonly onChange: (isWhole: boolean) => void };

function Views({ isWhole, onChange }: ViewsProps) {
  const look =
    'min-h-10 rounded-full px-3.5 text-sm font-semibold text-white aria-pressed:bg-white aria-pressed:text-[#14201e]';
  return (
    <fieldset className="arrive absolute top-3 left-3 flex rounded-full bg-black/65 p-0.5 backdrop-blur-sm">
      <legend className="sr-only">What is shown of the photo</legend>
      <button type="button" aria-pressed={!isWhole} onClick={() => onChange(false)} className={look}>
        Cut out
      </button>
      <button type="button" aria-pressed={isWhole} onClick={() => onChange(true)} className={look}>
        Photo
      </button>
    </fieldset>
  );
}
