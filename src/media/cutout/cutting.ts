/** What helper processes do for the product cutter: everything that touches the pixels of a stranger's photo. */
import { openPhoto } from '../photo/open-photo.ts';
import { type Photo, readPhoto } from '../photo/read-photo.ts';
import { carve, type Outline } from './carve.ts';
import { pictureFor } from './cut-product.ts';

export const CUTTING = {
  check: async ({ file }: OfPhoto, signal: AbortSignal) => void (await read(file, signal)),
  look: async ({ file }: OfPhoto, signal: AbortSignal) => pictureFor(await read(file, signal)),
  carve: async ({ file, outline, folder }: OfPhoto & Carving, signal: AbortSignal) =>
    carve(await read(file, signal), outline, folder),
};
export type Cutting = typeof CUTTING;

type OfPhoto = { readonly file: string };
type Carving = { readonly outline: Outline; readonly folder: string };

async function read(file: string, signal: AbortSignal): Promise<Photo> {
  return readPhoto(await openPhoto(file, signal), signal);
}
