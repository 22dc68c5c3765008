/** The product as it stands in a scene: its own pixels, and below them the shadow and the mirror image that ground it. */
import { join } from 'node:path';
import sharp from 'sharp';
import { rgbOf } from '../../ad/color.ts';
import type { Cutout } from '../../ad/cutout.ts';
import { cancelled } from '../../ad/errors.ts';
import type { Palette } from '../../ad/plan.ts';
import type { Box, Ground, Stage, Still } from '../stage.ts';
import type { Field } from './field.ts';
import { readFootprint } from './footprint.ts';
import { drawReflection } from './reflection.ts';
import { drawShadow } from './shadow.ts';

/** A mirror image as strong as the product itself would look like a second product. */
const MIRROR_STRENGTH = 0.42;

/**
 * Back to front: what the product does to its ground, then the product, whose pixels are resized and otherwise as in the
 * photo. Both stills move together. Empty when the stage has no product.
 */
export async function drawProduct(
  request: {
    readonly cutout: Cutout;
    readonly maskedFile: string;
    readonly stage: Stage;
    readonly ground: Ground;
    readonly palette: Palette;
  },
  folder: string,
  signal: AbortSignal,
): Promise<readonly Still[]> {
  const box = request.stage.product;
  if (!box) return [];
  const picture = sharp(request.maskedFile).resize(box.width, box.height, { fit: 'fill' }).ensureAlpha();
  const rgba = new Uint8Array(await picture.raw().toBuffer());
  if (signal.aborted) throw cancelled();
  const grounding = await drawGrounding(rgba, box, request, join(folder, 'grounding.png'));
  const file = join(folder, 'product.png');
  await writeRgba(rgba, box.width, box.height, file);
  return [grounding, { ...box, file }];
}

async function drawGrounding(
  rgba: Uint8Array,
  box: Box,
  { ground, palette }: { readonly ground: Ground; readonly palette: Palette },
  file: string,
): Promise<Still> {
  const footprint = readFootprint(rgba, box.width, box.height);
  const shadow = drawShadow(footprint, box.width, ground);
  const { width, height } = shadow.field;
  // A flat product's shadow may begin above the product itself.
  const top = Math.min(0, shadow.y);
  const layers = [
    { input: await pngOf(tint(shadow.field, palette.shadow), width, height), left: 0, top: shadow.y - top },
  ];
  const lowest = Math.max(shadow.y + height, ground.gloss > 0 ? Math.ceil(box.height * 1.5) : 0);
  const canvas = { width, height: lowest - top };
  if (ground.gloss > 0) {
    const mirror = drawReflection(rgba, box, footprint, lowest, ground.gloss * MIRROR_STRENGTH);
    const soft = await sharp(mirror, { raw: { width: box.width, height: lowest, channels: 4 } })
      .blur(Math.max(0.5, box.width * 0.005))
      .png({ compressionLevel: 1 })
      .toBuffer();
    layers.unshift({ input: soft, left: -shadow.x, top: -top });
  }
  await sharp({ create: { ...canvas, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite(layers)
    .png({ compressionLevel: 1 })
    .toFile(file);
  return { file, x: box.x + shadow.x, y: box.y + top, ...canvas };
}

/** A darkness field as pixels of the shadow colour. */
function tint(field: Field, color: string): Uint8Array {
  const [r, g, b] = rgbOf(color).map((channel) => Math.round(channel * 255));
  const out = new Uint8Array(field.data.length * 4);
  field.data.forEach((darkness, i) => {
    out[i * 4] = r ?? 0;
    out[i * 4 + 1] = g ?? 0;
    out[i * 4 + 2] = b ?? 0;
    out[i * 4 + 3] = Math.round(Math.min(1, darkness) * 255);
  });
  return out;
}

function pngOf(rgba: Uint8Array, width: number, height: number): Promise<Buffer> {
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

async function writeRgba(rgba: Uint8Array, width: number, height: number, file: string): Promise<void> {
  await sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 1 })
    .toFile(file);
}
