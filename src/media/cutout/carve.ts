/** From a photo and a rough outline to the three pictures of a cutout. Takes about a second of one core. */
import { join } from 'node:path';
import sharp from 'sharp';
import type { Cutout } from '../../ad/cutout.ts';
import { AdgenError } from '../../ad/errors.ts';
import type { Photo } from '../photo/read-photo.ts';
import { drawCard } from './card.ts';
import { judgeMask, type Mask, removeIslands, tightenEdge } from './clean-mask.ts';
import { decontaminate, withAlpha } from './decontaminate.ts';
import { fillHoles } from './fill-holes.ts';
import { productColors } from './product-colors.ts';

/** Where the product's outline is known from: the photo's own alpha, the model's mask, or nowhere. */
export type Outline =
  | { readonly from: 'photo' }
  | { readonly from: 'model'; readonly mask: Mask }
  | { readonly from: 'nothing' };

/** Shares of the picture between which a mask can be a product. */
const MIN_COVERAGE = 0.015;
const MAX_COVERAGE = 0.97;
/** Good masks are unsure about 0.01 of what they cover; a white book on a white table, of which the model sees rags, 0.29. */
const MAX_DOUBT = 0.2;
/** Below this alpha a pixel is as good as not there. */
const VISIBLE = 8;
const SHOWN = 'so the whole photo is shown in a frame. A plain background of another colour works best.';

/** Writes `original.png`, `masked.png` (trimmed RGBA) and `mask.png` (one channel, the photo's size) into `folder`. */
export async function carve(photo: Photo, outline: Outline, folder: string): Promise<Cutout> {
  try {
    return await write(photo, outline, folder);
  } catch (cause) {
    throw new AdgenError('step-failed', 'The cut out product could not be saved. Please try again.', { cause });
  }
}

async function write(photo: Photo, outline: Outline, folder: string): Promise<Cutout> {
  await writePng(photo.data, photo, 4, join(folder, 'original.png'));
  const product = await findProduct(photo, outline);
  if ('reason' in product) return writeCard(photo, product.reason, folder);
  await writePng(product.mask, photo, 1, join(folder, 'mask.png'));
  return writeCut(photo, product, folder);
}

type Product = { readonly mask: Uint8Array; readonly rgba: Uint8Array };
type Found = Product | { readonly reason: string };

function findProduct(photo: Photo, outline: Outline): Found | Promise<Found> {
  if (outline.from === 'photo') return byOwnAlpha(photo);
  if (outline.from === 'model') return byModel(photo, outline.mask);
  return { reason: `The product could not be cut out of the photo, ${SHOWN}` };
}

/** Whoever made this alpha also saw to the colours under it: glass and soft edges stay exactly as they are. */
function byOwnAlpha(photo: Photo): Found {
  const alpha = photo.data.filter((_, index) => index % 4 === 3);
  const mask = removeIslands({ ...photo, data: alpha }, { leastMeanAlpha: 150 }).data;
  if (!mask.some((value) => value >= VISIBLE))
    return { reason: `The product in this picture is almost invisible, ${SHOWN}` };
  return { mask, rgba: withAlpha(photo.data, mask) };
}

async function byModel(photo: Photo, raw: Mask): Promise<Found> {
  const clean = tightenEdge(fillHoles(removeIslands(raw, { leastMeanAlpha: 0 }), photo));
  const { coverage, doubt } = judgeMask(clean);
  if (coverage < MIN_COVERAGE) return { reason: `No product stands out in this photo, ${SHOWN}` };
  if (coverage > MAX_COVERAGE) return { reason: `The product fills the whole photo, ${SHOWN}` };
  if (doubt > MAX_DOUBT) return { reason: `The product has no clear outline in this photo, ${SHOWN}` };
  const large = await sharp(clean.data, { raw: { width: clean.width, height: clean.height, channels: 1 } })
    .resize(photo.width, photo.height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const mask = new Uint8Array(large);
  return { mask, rgba: await decontaminate(photo, mask) };
}

async function writeCut(photo: Photo, { mask, rgba }: Product, folder: string): Promise<Cutout> {
  const box = boundsOf(mask, photo.width, photo.height);
  await sharp(rgba, { raw: { width: photo.width, height: photo.height, channels: 4 } })
    .extract(box)
    .png({ compressionLevel: 3 })
    .toFile(join(folder, 'masked.png'));
  return { kind: 'cut', reason: null, width: box.width, height: box.height, ...productColors(rgba) };
}

async function writeCard(photo: Photo, reason: string, folder: string): Promise<Cutout> {
  const card = await drawCard(photo, join(folder, 'masked.png'));
  await writePng(new Uint8Array(photo.width * photo.height).fill(255), photo, 1, join(folder, 'mask.png'));
  return { kind: 'card', reason, ...card, ...productColors(photo.data) };
}

/** The smallest box around everything visible, and two pixels more. */
function boundsOf(mask: Uint8Array, width: number, height: number) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  mask.forEach((alpha, index) => {
    if (alpha < VISIBLE) return;
    const x = index % width;
    const y = (index - x) / width;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  });
  const box = { left: Math.max(0, left - 2), top: Math.max(0, top - 2) };
  return { ...box, width: Math.min(width, right + 3) - box.left, height: Math.min(height, bottom + 3) - box.top };
}

async function writePng(
  data: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  channels: 1 | 4,
  file: string,
): Promise<void> {
  await sharp(data, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png({ compressionLevel: 3 })
    .toFile(file);
}
