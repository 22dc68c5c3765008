/** The product cutter: takes the photo in, then cuts. */
import type { Matting, ProductCutter } from '../../pipeline/ports.ts';
import { createSlots } from '../ffmpeg/slots.ts';
import { openPhoto } from '../photo/open-photo.ts';
import { readPhoto } from '../photo/read-photo.ts';
import { cutProduct } from './cut-product.ts';

export function createProductCutter({ matting }: { readonly matting: Matting }): ProductCutter {
  // The model takes over half a gigabyte and every core there is: two at once would take twice as long each.
  const turn = createSlots(1);
  const read = async (file: string, signal: AbortSignal) => readPhoto(await openPhoto(file, signal), signal);
  return {
    id: 'cutter-3',
    check: async (file, signal) => void (await read(file, signal)),
    cut: async (file, folder, signal) =>
      turn.use(async () => cutProduct(await read(file, signal), folder, { matting, signal }), signal),
  };
}
