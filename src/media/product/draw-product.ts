/** The product as it stands in a scene: its own pixels, and below them the shadow and the mirror image that ground it. */
import sharp from 'sharp';
import type { Cutout } from '../../ad/cutout.ts';
import { cancelled } from '../../ad/errors.ts';
import type { Palette } from '../../ad/plan.ts';
import type { Box, Ground, Stage } from '../stage.ts';
import { drawGrounding } from './grounding.ts';
import { overlap, type Sprite } from './sprite.ts';

/**
 * Back to front: what the product does to its ground, then the product, whose pixels are resized and otherwise as in the
 * photo. Both move together. `room` is what can ever be seen, in pixels of the frame; nothing outside it is drawn. Empty
 * when nothing of the product is seen.
 */
export async function drawProduct(
  request: {
    readonly cutout: Cutout;
    readonly maskedFile: string;
    readonly stage: Stage;
    readonly ground: Ground;
    readonly palette: Palette;
    readonly room: Box;
  },
  signal: AbortSignal,
): Promise<readonly Sprite[]> {
  const { maskedFile, stage, room } = request;
  const box = stage.product;
  const seen = box && overlap(box, room);
  if (!box || !seen) return [];
  const picture = sharp(maskedFile)
    .resize(box.width, box.height, { fit: 'fill' })
    .extract({ left: seen.x - box.x, top: seen.y - box.y, width: seen.width, height: seen.height })
    .ensureAlpha();
  const product = { ...seen, data: new Uint8Array(await picture.raw().toBuffer()) };
  if (signal.aborted) throw cancelled();
  // What stands on ground below the frame throws no shadow that anybody sees.
  if (box.y + box.height > room.y + room.height) return [product];
  const grounding = await drawGrounding(product, request);
  return grounding ? [grounding, product] : [product];
}
