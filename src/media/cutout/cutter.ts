/** The product cutter: takes the photo in, then cuts. The photo is opened in a helper process, never in this one. */
import type { Matting, ProductCutter } from '../../pipeline/ports.ts';
import { createSlots } from '../ffmpeg/slots.ts';
import { createWorkshop } from '../workshop/workshop.ts';
import { findOutline } from './cut-product.ts';
import type { Cutting } from './cutting.ts';
import { remembered } from './remembered.ts';

const PROGRAM = new URL('./cutting-process.ts', import.meta.url);
/** A photo is checked for a chat while another is cut. */
const HELPERS = 2;
/** While the model works, its gigabyte is all the memory there should be. */
const IDLE_MS = 500;

export function createProductCutter(given: { readonly matting: Matting }): ProductCutter {
  const matting = remembered(given.matting);
  // The model takes over half a gigabyte and every core there is: two at once would take twice as long each.
  const turn = createSlots(1);
  const workshop = createWorkshop<Cutting>({ program: PROGRAM, size: HELPERS, idleMs: IDLE_MS });
  return {
    id: 'cutter-3',
    check: (file, signal) => workshop.make('check', { file }, signal),
    cut: (file, folder, signal) =>
      turn.use(async () => {
        const picture = await workshop.make('look', { file }, signal);
        const outline = await findOutline(picture, matting, signal);
        return workshop.make('carve', { file, outline, folder }, signal);
      }, signal),
  };
}
