/** Cuts the product out of a photo: its own alpha where it has one, else the matting model's mask, else a framed card. */
import { join } from 'node:path';
import sharp from 'sharp';
import type { Cutout } from '../../ad/cutout.ts';
import { cancelled, isCancelled } from '../../ad/errors.ts';
import type { Matting } from '../../pipeline/ports.ts';
import type { Photo } from '../photo/read-photo.ts';
import { drawCard } from './card.ts';
import { fillPinholes, judgeMask, type Mask, removeIslands, tightenEdge } from './clean-mask.ts';
import { decontaminate } from './decontaminate.ts';
import { productColors } from './product-colors.ts';

/** Pixels: the model's own resolution. The mask is cleaned there and then enlarged. */
const MASK_SIDE = 1024;
/** Transparent share of a picture above which its alpha is meant. */
const OWN_ALPHA_SHARE = 0.02;
/** Shares of the picture between which a mask can be a product. */
const MIN_COVERAGE = 0.015;
const MAX_COVERAGE = 0.97;
/** Good masks are unsure about 0.01 of what they cover; a white book on a white table, of which the model sees rags, 0.29. */
const MAX_DOUBT = 0.2;
const SHOWN = 'so the whole photo is shown in a frame. A plain background of another colour works best.';

/** Writes `original.png`, `masked.png` and `mask.png` into `folder`. Only a stop or a full disk makes it fail. */
export async function cutProduct(
  photo: Photo,
  folder: string,
  { matting, signal }: { readonly matting: Matting; readonly signal: AbortSignal },
): Promise<Cutout> {
  const found = await findMask(photo, matting, signal);
  if (signal.aborted) throw cancelled();
  await writePng(photo.data, photo, 4, join(folder, 'original.png'));
  if ('reason' in found) return writeCard(photo, found.reason, folder);
  await writePng(found.mask, photo, 1, join(folder, 'mask.png'));
  return writeCut(photo, found.mask, folder);
}

type Found = { readonly mask: Uint8Array } | { readonly reason: string };

async function findMask(photo: Photo, matting: Matting, signal: AbortSignal): Promise<Found> {
  const own = ownAlpha(photo);
  if (own) return { mask: removeIslands({ ...photo, data: own }, { leastMeanAlpha: 150 }).data };
  try {
    const small = await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 4 } })
      .removeAlpha()
      .resize(MASK_SIDE, MASK_SIDE, { fit: 'fill' })
      .raw()
      .toBuffer();
    const data = await matting.matte({ data: new Uint8Array(small), width: MASK_SIDE, height: MASK_SIDE }, signal);
    return await judgeAndEnlarge({ data, width: MASK_SIDE, height: MASK_SIDE }, photo);
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw error;
    return { reason: `The product could not be cut out of the photo, ${SHOWN}` };
  }
}

/** Null when the picture is opaque, or all but. */
function ownAlpha({ data, hasAlpha }: Photo): Uint8Array | null {
  if (!hasAlpha) return null;
  const alpha = new Uint8Array(data.length / 4);
  let clear = 0;
  for (let i = 0; i < alpha.length; i++) {
    alpha[i] = data[i * 4 + 3] ?? 0;
    if ((alpha[i] ?? 0) < 128) clear++;
  }
  return clear / alpha.length > OWN_ALPHA_SHARE ? alpha : null;
}

async function judgeAndEnlarge(raw: Mask, photo: Photo): Promise<Found> {
  const clean = tightenEdge(fillPinholes(removeIslands(raw, { leastMeanAlpha: 0 })));
  const { coverage, doubt } = judgeMask(clean);
  if (coverage < MIN_COVERAGE) return { reason: `No product stands out in this photo, ${SHOWN}` };
  if (coverage > MAX_COVERAGE) return { reason: `The product fills the whole photo, ${SHOWN}` };
  if (doubt > MAX_DOUBT) return { reason: `The product has no clear outline in this photo, ${SHOWN}` };
  const large = await sharp(clean.data, { raw: { width: clean.width, height: clean.height, channels: 1 } })
    .resize(photo.width, photo.height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { mask: new Uint8Array(large) };
}

async function writeCut(photo: Photo, mask: Uint8Array, folder: string): Promise<Cutout> {
  const rgba = await decontaminate(photo, mask);
  const box = boundsOf(mask, photo.width, photo.height);
  const file = join(folder, 'masked.png');
  await sharp(rgba, { raw: { width: photo.width, height: photo.height, channels: 4 } })
    .extract(box)
    .png({ compressionLevel: 3 })
    .toFile(file);
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
    if (alpha < 8) return;
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
  await sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 3 }).toFile(file);
}
