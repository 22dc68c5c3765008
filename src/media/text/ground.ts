/** What words stand on when the scene behind them is too busy: a soft veil, or a card with a bar in the brand colour. */
import sharp from 'sharp';
import type { Palette } from '../../ad/plan.ts';
import type { Box } from '../stage.ts';
import type { Ground } from './readable.ts';

export type PlacedPicture = Box & { readonly png: Buffer };

/** `block` is the box of the words; null when they need nothing behind them. */
export async function drawGround(
  ground: Ground,
  block: Box,
  scale: number,
  palette: Palette,
): Promise<PlacedPicture | null> {
  switch (ground.kind) {
    case 'none':
      return null;
    case 'veil':
      return drawVeil(ground, block, scale);
    case 'card':
      return drawCard(ground, block, scale, palette);
  }
}

/** Full strength behind all the words, fading out around them. */
async function drawVeil(
  { color, opacity }: { readonly color: string; readonly opacity: number },
  block: Box,
  scale: number,
) {
  const fade = Math.round(64 * scale);
  const box = grow(block, fade * 2);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}">
    <rect x="${fade}" y="${fade}" width="${box.width - 2 * fade}" height="${box.height - 2 * fade}" rx="${fade}" fill="${color}" fill-opacity="${opacity.toFixed(2)}"/></svg>`;
  const png = await sharp(Buffer.from(svg))
    .blur(Math.max(0.5, fade / 2.4))
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { ...box, png };
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

function grow(box: Box, by: number): Box {
  const [x, y] = [Math.round(box.x - by), Math.round(box.y - by)];
  return { x, y, width: Math.round(box.width + 2 * by), height: Math.round(box.height + 2 * by) };
}
