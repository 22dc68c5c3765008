/** Another picture of the product for this ad: chosen, seen as it is cut out, and kept until it is applied. */
import { useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import type { Client } from './client.ts';
import { useCutout } from './create-cutout.ts';
import { usePhoto } from './create-photo.ts';
import { PictureField } from './create-picture.tsx';
import { problemOf } from './result-problem.ts';

type ProductPictureProps = {
  readonly client: Client;
  /** Another one is chosen already. */
  readonly isOther: boolean;
  readonly onKept: (photoKey: string) => void;
};

export function ProductPicture({ client, isOther, onKept }: ProductPictureProps) {
  const [picture, setPicture] = useState<File | null>(null);
  const [problem, setProblem] = useState<string>();
  // Of two that are chosen one after the other, the second counts, whichever arrives first.
  const latest = useRef<File | null>(null);
  const photo = usePhoto(picture);
  const cutout = useCutout(client, picture);
  const keep = (chosen: File) => {
    latest.current = chosen;
    setPicture(chosen);
    setProblem(undefined);
    const isLatest = () => latest.current === chosen;
    client.keepPicture(chosen).then(
      (photoKey) => isLatest() && onKept(photoKey),
      (error: unknown) => isLatest() && setProblem(problemOf(error).message),
    );
  };
  return (
    <div className="max-w-sm space-y-2">
      <PictureField
        {...{ picture, photo, cutout }}
        ground={null}
        isSmall
        error={problem}
        onPicture={keep}
        onError={setProblem}
      />
      {problem && picture && <Button onClick={() => keep(picture)}>Send it again</Button>}
      {isOther && !picture && <p className="text-sm text-muted">Another picture is chosen and not applied yet.</p>}
    </div>
  );
}
