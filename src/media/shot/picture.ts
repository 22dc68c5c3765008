/** A finished frame in memory, and laying pictures with alpha over it. */
import sharp from 'sharp';
import type { Size } from '../../ad/aspect.ts';
import { overlap, type Sprite } from '../product/sprite.ts';
import type { Still } from '../stage.ts';

/** RGB, three bytes a pixel, the whole frame. */
export type Picture = Size & { readonly data: Uint8Array };

/** Lays pictures, whose places are pixels of `frame`, over a picture of the same frame in another size. */
export async function overlayStills(
  picture: Picture,
  stills: readonly (Still | Sprite)[],
  frame: Size,
): Promise<Picture> {
  const factor = picture.width / frame.width;
  const layers = await Promise.all(stills.map((still) => resized(still, factor)));
  const data = Uint8Array.from(picture.data);
  for (const layer of layers) lay(layer, { ...picture, data });
  return { width: picture.width, height: picture.height, data };
}

async function resized(still: Still | Sprite, factor: number): Promise<Sprite> {
  const width = Math.max(1, Math.round(still.width * factor));
  const height = Math.max(1, Math.round(still.height * factor));
  const place = { x: Math.round(still.x * factor), y: Math.round(still.y * factor), width, height };
  if ('data' in still && width === still.width && height === still.height) return { ...place, data: still.data };
  const source =
    'data' in still
      ? sharp(still.data, { raw: { width: still.width, height: still.height, channels: 4 } })
      : sharp(still.file).ensureAlpha();
  const pixels = await source.resize(width, height, { fit: 'fill' }).raw().toBuffer();
  return { ...place, data: new Uint8Array(pixels) };
}

function lay(over: Sprite, under: Picture): void {
  const seen = overlap(over, { x: 0, y: 0, width: under.width, height: under.height });
  if (!seen) return;
  for (let y = seen.y; y < seen.y + seen.height; y++) {
    let from = ((y - over.y) * over.width + seen.x - over.x) * 4;
    let to = (y * under.width + seen.x) * 3;
    for (let x = 0; x < seen.width; x++, from += 4, to += 3) {
      const share = (over.data[from + 3] ?? 0) / 255;
      for (let channel = 0; channel < 3; channel++) {
        const below = under.data[to + channel] ?? 0;
        under.data[to + channel] = below + ((over.data[from + channel] ?? 0) - below) * share + 0.5;
      }
    }
  }
}
