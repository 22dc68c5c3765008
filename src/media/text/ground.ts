/** What words stand on when the scene behind them is too busy: a soft veil, or a card with a bar in the brand colour. */
import sharp from 'sharp';
import type { Size } from '../../ad/aspect.ts';
import type { Palette } from '../../ad/plan.ts';
import type { Box, Stage } from '../stage.ts';
import type { Ground } from './readable.ts';

export type PlacedPicture = Box & { readonly png: Buffer };

/** `block` is the box of the words; null when they need nothing behind them. */
export async function drawGround(
  ground: Ground,
  block: Box,
  { scale, size }: Pick<Stage, 'scale' | 'size'>,
  palette: Palette,
): Promise<PlacedPicture | null> {
  switch (ground.kind) {
    case 'none':
      return null;
    case 'veil':
      return drawVeil(ground, block, scale, size);
    case 'card':
      return drawCard(ground, block, scale, palette);
  }
}

/** The veil has no detail: it is drawn this much smaller and enlarged. */
const VEIL_SHRINK = 8;

/** Full strength behind all the words, fading out around them so far that no edge is seen. */
async function drawVeil(
  { color, opacity }: { readonly color: string; readonly opacity: number },
  block: Box,
  scale: number,
  frame: Size,
) {
  const fade = Math.round(104 * scale);
  const box = grow(block, fade * 2);
  const small = { width: Math.ceil(box.width / VEIL_SHRINK), height: Math.ceil(box.height / VEIL_SHRINK) };
  const edge = fade / VEIL_SHRINK;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${small.width}" height="${small.height}">
    <rect x="${edge}" y="${edge}" width="${small.width - 2 * edge}" height="${small.height - 2 * edge}" rx="${edge}" fill="${color}" fill-opacity="${opacity.toFixed(2)}"/></svg>`;
  const soft = await sharp(Buffer.from(svg))
    .blur(Math.max(0.5, edge / 2.4))
    .png({ compressionLevel: 1 })
    .toBuffer();
  const seen = within(box, frame);
  const png = await sharp(soft)
    .resize({ width: box.width, height: box.height, fit: 'fill', kernel: 'cubic' })
    .extract({ left: seen.x - box.x, top: seen.y - box.y, width: seen.width, height: seen.height })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { ...seen, png };
}

async function drawCard(
  { color, opacity }: { readonly color: string; readonly opacity: number },
  block: Box,
  scale: number,
  palette: Palette,
) {
  const box = grow(block, Math.round(36 * scale));
  const radius = 20 * scale;
  const bar = Math.max(2, Math.round(10 * scale));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}">
    <clipPath id="box"><rect width="${box.width}" height="${box.height}" rx="${radius}"/></clipPath>
    <g clip-path="url(#box)">
      <rect width="${box.width}" height="${box.height}" fill="${color}" fill-opacity="${opacity}"/>
      <rect width="${bar}" height="${box.height}" fill="${palette.brand}"/>
    </g></svg>`;
  return { ...box, png: await sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer() };
}

function within({ x, y, width, height }: Box, frame: Size): Box {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(frame.width, x + width), Math.min(frame.height, y + height)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function grow(box: Box, by: number): Box {
  const [x, y] = [Math.round(box.x - by), Math.round(box.y - by)];
  return { x, y, width: Math.round(box.width + 2 * by), height: Math.round(box.height + 2 * by) };
}
