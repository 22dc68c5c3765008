/** The chosen picture as the browser sees it: an address to show it by, and the colours in it. */
import { useEffect, useState } from 'react';
import { dominantColors } from './create-colors.ts';

export type Photo = {
  readonly address: string | null;
  readonly colors: readonly string[];
  /** Some cameras write what no browser shows; adgen can still read it. */
  readonly isUnseen: boolean;
};

const NOTHING: Photo = { address: null, colors: [], isUnseen: false };
/** Enough to count colours in. */
const SIDE = 96;

export function usePhoto(picture: File | null): Photo {
  const [photo, setPhoto] = useState(NOTHING);
  useEffect(() => {
    setPhoto(NOTHING);
    if (!picture) return;
    let isWanted = true;
    const address = URL.createObjectURL(picture);
    colorsOf(picture).then(
      (colors) => isWanted && setPhoto({ address, colors, isUnseen: false }),
      () => isWanted && setPhoto({ ...NOTHING, isUnseen: true }),
    );
    return () => {
      isWanted = false;
      URL.revokeObjectURL(address);
    };
  }, [picture]);
  return photo;
}

/** Throws where the browser cannot read the picture. */
async function colorsOf(picture: File): Promise<readonly string[]> {
  const bitmap = await createImageBitmap(picture);
  try {
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!canvas) return [];
    canvas.drawImage(bitmap, 0, 0, width, height);
    return dominantColors(canvas.getImageData(0, 0, width, height).data, width);
  } finally {
    bitmap.close();
  }
}

/** `#rrggbb` of whatever the browser takes for a colour; null for anything else. */
export function hexOfColor(written: string): string | null {
  const text = written.trim();
  if (text === '' || !CSS.supports('color', text)) return null;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  if (!canvas) return null;
  canvas.fillStyle = text;
  return /^#[0-9a-f]{6}$/.test(canvas.fillStyle) ? canvas.fillStyle : null;
}
