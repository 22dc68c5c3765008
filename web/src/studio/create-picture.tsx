/** Where the photo of the product goes: dropped, pasted or chosen, and shown at once. */
import { useEffect, useRef } from 'react';
import { useDropzone } from 'react-dropzone';
import { Icon } from '../parts/icons.tsx';
import type { Cutout } from './create-cutout.ts';
import { described, FieldError } from './create-field.tsx';
import { MAX_PICTURE_BYTES } from './create-order.ts';
import type { Photo } from './create-photo.ts';
import { Shown } from './create-picture-shown.tsx';

type PictureProps = {
  readonly picture: File | null;
  readonly photo: Photo;
  readonly cutout: Cutout;
  /** `#rrggbb` behind what is cut out; null: none is chosen yet. */
  readonly ground: string | null;
  readonly error: string | undefined;
  /** Beside other things: as small as can be looked at. */
  readonly isSmall?: boolean;
  readonly onPicture: (picture: File) => void;
  readonly onError: (say: string) => void;
};

export function PictureField(props: PictureProps) {
  const { picture, photo, cutout, ground, isSmall = false, onPicture, onError } = props;
  const error = props.error ?? (cutout.kind === 'failed' && cutout.isNoPicture ? cutout.say : undefined);
  const take = (file: File | undefined) => {
    const say = complaint(file);
    if (say !== null) onError(say);
    else if (file) onPicture(file);
  };
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept: { 'image/*': [] },
    multiple: false,
    noClick: true,
    noKeyboard: true,
    onDrop: ([accepted], [rejected]) => take(accepted ?? rejected?.file),
  });
  usePaste(take);
  const border = isDragActive
    ? 'border-accent bg-soft'
    : error
      ? 'border-danger'
      : 'border-edge/60 hover:border-accent';
  return (
    <div className="space-y-2">
      {!isSmall && <p className="text-[15px] font-semibold">The product</p>}
      <div
        {...getRootProps()}
        className={`relative flex aspect-4/3 w-full overflow-hidden rounded-[20px] border bg-panel transition-colors ${isSmall ? '' : 'lg:aspect-4/5'} ${picture ? 'border-line' : 'border-dashed'} ${border}`}
      >
        <input {...getInputProps({ 'aria-label': 'Photo of the product', tabIndex: -1 })} />
        {picture ? <Shown {...{ picture, photo, cutout, ground }} /> : <Invitation isOver={isDragActive} />}
        <button
          type="button"
          onClick={open}
          {...described('picture', error)}
          aria-label={picture ? `Choose another photo instead of ${picture.name}` : 'Choose a photo of the product'}
          className={picture ? CHANGE_LOOK : 'absolute inset-0 rounded-[19px] focus-visible:-outline-offset-4'}
        >
          {picture && (
            <>
              <Icon name="picture" className="size-4.5" />
              Another photo
            </>
          )}
        </button>
      </div>
      <FieldError id="picture" say={error} />
      <CutoutNote cutout={cutout} />
    </div>
  );
}

const CHANGE_LOOK =
  'absolute right-3 bottom-3 flex min-h-11 items-center gap-2 rounded-full bg-black/65 px-4 text-sm font-semibold text-white backdrop-blur-sm hover:bg-black/80';

function Invitation({ isOver }: { readonly isOver: boolean }) {
  return (
    <div className="m-auto flex max-w-[30ch] flex-col items-center gap-3 p-6 text-center">
      <span className="flex size-14 items-center justify-center rounded-full bg-soft text-accent">
        <Icon name="picture" className="size-7" />
      </span>
      <p className="font-semibold">{isOver ? 'Let go: this is it' : 'Drop a photo of the product'}</p>
      <p className="text-sm leading-5 text-pretty text-muted">
        or choose one. A sharp photo on a plain background is best; up to 25 MB.
      </p>
    </div>
  );
}

/** What is said about the cutout; its line is there before, so that nothing moves. */
function CutoutNote({ cutout }: { readonly cutout: Cutout }) {
  return (
    <p aria-live="polite" className="min-h-10 text-sm leading-5 text-pretty text-muted">
      {cutout.kind === 'waiting' && 'Cutting out the product. You can go on meanwhile.'}
      {cutout.kind === 'ready' && 'This is how the product will stand in the ad.'}
      {cutout.kind === 'failed' && !cutout.isNoPicture && cutout.say}
    </p>
  );
}

function complaint(file: File | undefined): string | null {
  if (!file) return null;
  // Some systems do not say what a file is; the server looks for itself.
  if (file.type !== '' && !file.type.startsWith('image/'))
    return `“${file.name}” is no picture. Choose a photo, for example a JPEG or PNG.`;
  if (file.size === 0) return `“${file.name}” is empty. Choose another photo.`;
  return file.size > MAX_PICTURE_BYTES ? `“${file.name}” is larger than 25 MB. Choose a smaller one.` : null;
}

/** A copied picture, wherever on the page it is pasted; copied words go where they were meant to go. */
function usePaste(take: (file: File) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => {
      const file = [...(clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (file) latest.current(file);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}
