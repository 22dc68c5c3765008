/** Cuts the product out of a photo: its own alpha where it has one, else the matting model's mask, else a framed card. */
import sharp from 'sharp';
import type { Cutout } from '../../ad/cutout.ts';
import { cancelled, isCancelled } from '../../ad/errors.ts';
import type { Matting } from '../../pipeline/ports.ts';
import type { Photo } from '../photo/read-photo.ts';
import { carve, type Outline } from './carve.ts';

/** What the matting model is shown. */
type Picture = Parameters<Matting['matte']>[0];

/** Pixels: the model's own resolution. The mask is cleaned there and then enlarged. */
const MASK_SIDE = 1024;
/** Transparent share of a picture above which its alpha is meant. */
const OWN_ALPHA_SHARE = 0.02;

/** Writes `original.png`, `masked.png` and `mask.png` into `folder`, all of it in this process. Only a stop or a full disk makes it fail. */
export async function cutProduct(
  photo: Photo,
  folder: string,
  { matting, signal }: { readonly matting: Matting; readonly signal: AbortSignal },
): Promise<Cutout> {
  const outline = await findOutline(await pictureFor(photo), matting, signal);
  return carve(photo, outline, folder);
}

/** Null: the photo itself says where its product ends. */
export async function pictureFor(photo: Photo): Promise<Picture | null> {
  if (hasOwnOutline(photo)) return null;
  const small = await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 4 } })
    // Whatever lies under the few transparent pixels was never meant to be seen.
    .flatten({ background: '#fff' })
    .resize(MASK_SIDE, MASK_SIDE, { fit: 'fill' })
    .raw()
    .toBuffer();
  return { data: new Uint8Array(small), width: MASK_SIDE, height: MASK_SIDE };
}

/** False when the picture is opaque, or all but. */
function hasOwnOutline({ data, hasAlpha }: Photo): boolean {
  if (!hasAlpha) return false;
  let clear = 0;
  for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) < 128) clear++;
  return clear / (data.length / 4) > OWN_ALPHA_SHARE;
}

/** A model that fails is no reason to fail. */
export async function findOutline(picture: Picture | null, matting: Matting, signal: AbortSignal): Promise<Outline> {
  if (signal.aborted) throw cancelled();
  if (!picture) return { from: 'photo' };
  try {
    const data = await matting.matte(picture, signal);
    return { from: 'model', mask: { data, width: picture.width, height: picture.height } };
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw cancelled();
    return { from: 'nothing' };
  }
}
