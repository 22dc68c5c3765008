/** Shadow and mirror image of a product as one picture. Soft, so it is drawn small and enlarged. */
import sharp from 'sharp';
import { rgbOf } from '../../ad/color.ts';
import type { Palette } from '../../ad/plan.ts';
import type { Box, Ground } from '../stage.ts';
import { type Footprint, readFootprint, shrinkFootprint } from './footprint.ts';
import { drawReflection } from './reflection.ts';
import { drawShadow } from './shadow.ts';
import { flatten, overlap, type Sprite } from './sprite.ts';

/** A mirror image as strong as the product itself would look like a second product. */
const MIRROR_STRENGTH = 0.42;
/** Width in pixels at which a product's shadow is drawn, at most. */
const SHADOW_WIDTH = 220;

type Request = { readonly ground: Ground; readonly palette: Palette; readonly room: Box };

/** Null when nothing of it is seen. */
export async function drawGrounding(product: Sprite, { ground, palette, room }: Request): Promise<Sprite | null> {
  const footprint = readFootprint(product.data, product.width, product.height);
  const shadow = await shadowOf(product, footprint, ground, palette, room);
  const mirror = ground.gloss > 0 ? await mirrorOf(product, footprint, ground.gloss, room) : null;
  const parts = [mirror, shadow].filter((part) => part !== null);
  const [first, second] = parts;
  if (!first || !second) return first ?? null;
  return flatten(parts, around(first, second));
}

function around(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  return { x, y, width, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

async function shadowOf(
  product: Sprite,
  footprint: Footprint,
  ground: Ground,
  palette: Palette,
  room: Box,
): Promise<Sprite | null> {
  const factor = Math.max(1, product.width / SHADOW_WIDTH);
  const { field, x, y } = drawShadow(shrinkFootprint(footprint, factor), Math.ceil(product.width / factor), ground);
  const whole = {
    x: product.x + Math.round(x * factor),
    y: product.y + Math.round(y * factor),
    width: Math.round(field.width * factor),
    height: Math.round(field.height * factor),
  };
  const seen = overlap(whole, room);
  if (!seen) return null;
  const small = Uint8Array.from(field.data, (darkness) => Math.round(Math.min(1, darkness) * 255));
  const alpha = await sharp(small, { raw: { width: field.width, height: field.height, channels: 1 } })
    .resize(whole.width, whole.height, { fit: 'fill', kernel: 'cubic' })
    .extract({ left: seen.x - whole.x, top: seen.y - whole.y, width: seen.width, height: seen.height })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { ...seen, data: tint(alpha, palette.shadow) };
}

/** Darkness as pixels of the shadow colour. */
function tint(alpha: Uint8Array, color: string): Uint8Array {
  const [r = 0, g = 0, b = 0] = rgbOf(color).map((channel) => Math.round(channel * 255));
  const out = new Uint8Array(alpha.length * 4);
  for (let i = 0, at = 0; i < alpha.length; i++, at += 4) {
    out[at] = r;
    out[at + 1] = g;
    out[at + 2] = b;
    out[at + 3] = alpha[i] ?? 0;
  }
  return out;
}

async function mirrorOf(product: Sprite, footprint: Footprint, gloss: number, room: Box): Promise<Sprite | null> {
  const first = Math.floor(Math.min(...footprint.ground));
  const rows = Math.min(Math.ceil(product.height * 1.5), room.y + room.height - product.y) - first;
  if (rows <= 0) return null;
  const mirror = drawReflection(product.data, product, footprint, { first, rows }, gloss * MIRROR_STRENGTH);
  const soft = await sharp(mirror, { raw: { width: product.width, height: rows, channels: 4 } })
    .blur(Math.max(0.5, product.width * 0.005))
    .raw()
    .toBuffer();
  return { x: product.x, y: product.y + first, width: product.width, height: rows, data: new Uint8Array(soft) };
}
