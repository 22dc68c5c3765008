/** What words stand on when the scene behind them is too busy: a soft veil, or a card with a bar in the brand colour. */
import sharp from 'sharp';
import type { Size } from '../../ad/aspect.ts';
import type { Palette } from '../../ad/plan.ts';
import { overlap } from '../product/sprite.ts';
import type { Box, Stage } from '../stage.ts';
import type { Ground } from './readable.ts';

/** `below`: it lies under the product, whose pixels stay as they are. */
export type PlacedPicture = Box & { readonly png: Buffer; readonly below: boolean };

/** `block` is the box of the words; null when they need nothing behind them. */
export async function drawGround(
  ground: Ground,
  block: Box,
  { scale, size, product }: Pick<Stage, 'scale' | 'size' | 'product'>,
  palette: Palette,
): Promise<PlacedPicture | null> {
  switch (ground.kind) {
    case 'none':
      return null;
    case 'veil':
      return drawVeil(ground, block, { scale, size, below: !product || !overlap(block, product) });
    case 'card':
      return drawCard(ground, block, scale, palette);
  }
}

/** The veil has no detail: it is drawn this much smaller and enlarged. */
const VEIL_SHRINK = 8;

/** Full-size pixels in which a veil fades out, twice: outside the words and on. Over a product it keeps out of its way. */
const FADE = 170;
const FADE_OVER_PRODUCT = 104;

/**
 * Full strength behind all the words and on to the frame's edge they are nearest to, as light falls off there; towards the
 * middle it fades out so slowly that no edge is seen. A box around the words would look like a stain.
 */
async function drawVeil(
  { color, opacity }: { readonly color: string; readonly opacity: number },
  block: Box,
  { scale, size: frame, below }: { readonly scale: number; readonly size: Size; readonly below: boolean },
): Promise<PlacedPicture> {
  const fade = Math.round((below ? FADE : FADE_OVER_PRODUCT) * scale);
  const solid = grow(toTheEdge(block, frame, 4 * fade), fade);
  const seen = within(grow(solid, fade), frame);
  const small = { width: Math.ceil(seen.width / VEIL_SHRINK), height: Math.ceil(seen.height / VEIL_SHRINK) };
  const edge = fade / VEIL_SHRINK;
  const rect = {
    x: (solid.x - seen.x) / VEIL_SHRINK,
    y: (solid.y - seen.y) / VEIL_SHRINK,
    width: solid.width / VEIL_SHRINK,
    height: solid.height / VEIL_SHRINK,
  };
  const margin = Math.ceil(3 * edge);
  // Drawn with a margin, so that the blur finds at the frame's edge what lies beyond it.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${small.width + 2 * margin}" height="${small.height + 2 * margin}">
    <rect x="${rect.x + margin}" y="${rect.y + margin}" width="${rect.width}" height="${rect.height}" rx="${edge}" fill="${color}" fill-opacity="${opacity.toFixed(2)}"/></svg>`;
  const blurred = await sharp(Buffer.from(svg))
    .blur(Math.max(0.5, edge / 2.4))
    .png({ compressionLevel: 1 })
    .toBuffer();
  const soft = await sharp(blurred)
    .extract({ left: margin, top: margin, ...small })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const png = await sharp(soft)
    .resize({ width: seen.width, height: seen.height, fit: 'fill', kernel: 'cubic' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { ...seen, png, below };
}

/** Words that take less than this of a wide frame stand beside the product, not above it. */
const BESIDE = 0.55;

/** The block, grown to the edges of the frame on its own side of the product and `beyond` them. */
function toTheEdge(block: Box, frame: Size, beyond: number): Box {
  const [right, bottom] = [block.x + block.width, block.y + block.height];
  const beside = frame.width > frame.height && block.width < frame.width * BESIDE;
  const [middleX, middleY] = [(block.x + right) / frame.width / 2, (block.y + bottom) / frame.height / 2];
  const left = beside && middleX > 0.5 ? block.x : -beyond;
  const top = !beside && middleY > 0.5 ? block.y : -beyond;
  const end = {
    x: beside && middleX <= 0.5 ? right : frame.width + beyond,
    y: !beside && middleY <= 0.5 ? bottom : frame.height + beyond,
  };
  return { x: left, y: top, width: end.x - left, height: end.y - top };
}

async function drawCard(
  { color, opacity }: { readonly color: string; readonly opacity: number },
  block: Box,
  scale: number,
  palette: Palette,
): Promise<PlacedPicture> {
  const box = grow(block, Math.round(36 * scale));
  const radius = 20 * scale;
  const bar = Math.max(2, Math.round(10 * scale));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}">
    <clipPath id="box"><rect width="${box.width}" height="${box.height}" rx="${radius}"/></clipPath>
    <g clip-path="url(#box)">
      <rect width="${box.width}" height="${box.height}" fill="${color}" fill-opacity="${opacity}"/>
      <rect width="${bar}" height="${box.height}" fill="${palette.brand}"/>
    </g></svg>`;
  return { ...box, below: false, png: await sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer() };
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
