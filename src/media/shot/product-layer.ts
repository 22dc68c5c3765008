/** The product and its grounding as one picture, and its gentle motion. */
import { writeFile } from 'node:fs/promises';
import { FPS } from '../../ad/frames.ts';
import type { ProductUsage } from '../../ad/plan.ts';
import { bleed, flatten, type Sprite } from '../product/sprite.ts';
import type { Box, Stage } from '../stage.ts';
import type { FrameRange, Graph } from './graph.ts';

/** Raw RGBA pixels on disk, placed in the frame on even pixels, so that luma and chroma stay together. */
export type ProductLayer = Box & {
  readonly file: string;
  readonly motion: ProductUsage['motion'];
  /** The point on the ground that stays where it is, in pixels of the layer. */
  readonly anchor: { readonly x: number; readonly y: number };
  /** How far a drift goes to each side of its place. */
  readonly driftPx: number;
};

/** How much nearer a push comes, per second and at most. Slow enough to be felt rather than seen. */
const PUSH_PER_SECOND = 0.011;
const MAX_PUSH = 0.06;
/** How far a drift goes to each side of its place, as a fraction of the product's width. */
const DRIFT = 0.016;
/** Frames between two drawn states of a moving product; between them it is mixed, which is what sub-pixel motion is. */
const KEY_FRAMES = 12;

/** What can ever be seen of the product and its grounding while it moves; even on all sides. Null when that is nothing. */
export function roomFor({ size, product }: Stage, motion: ProductUsage['motion']): Box | null {
  if (!product) return null;
  const { side, above } = marginsOf(product, motion);
  // A product cropped by the lower edge grows from a point below it, and so out of what is not seen at rest.
  const hidden = Math.max(0, product.y + product.height - size.height) * MAX_PUSH;
  return evenBox({ left: -side, top: -above, right: size.width + side, bottom: size.height + hidden + 2 });
}

/** Pixels a moving product needs around it. */
function marginsOf(product: Box, motion: ProductUsage['motion']): { readonly side: number; readonly above: number } {
  if (motion === 'still') return { side: 2, above: 2 };
  if (motion === 'drift') return { side: product.width * DRIFT * 2 + 6, above: 2 };
  return { side: product.width * MAX_PUSH, above: product.height * MAX_PUSH + 2 };
}

type Edges = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Luma and chroma stay together on even pixels. */
function evenBox({ left, top, right, bottom }: Edges): Box {
  const [x, y] = [2 * Math.floor(left / 2), 2 * Math.floor(top / 2)];
  return { x, y, width: 2 * Math.ceil((right - x) / 2), height: 2 * Math.ceil((bottom - y) / 2) };
}

/** Joins `sprites` (back to front) in one picture in `file`: what moves together cannot come apart. Null when there are none. */
export async function mergeProduct(
  sprites: readonly Sprite[],
  stage: Stage,
  motion: ProductUsage['motion'],
  file: string,
): Promise<ProductLayer | null> {
  const room = roomFor(stage, motion);
  const { product } = stage;
  if (!room || !product || sprites.length === 0) return null;
  const box = tight(sprites, product, motion, room);
  const merged = flatten(sprites, box);
  bleed(merged);
  await writeFile(file, merged.data);
  const anchor = { x: product.x + product.width / 2 - box.x, y: product.y + product.height - box.y };
  return { ...box, file, motion, anchor, driftPx: product.width * DRIFT };
}

/** Around the sprites, with room to move in. */
function tight(sprites: readonly Sprite[], product: Box, motion: ProductUsage['motion'], room: Box): Box {
  const { side, above } = marginsOf(product, motion);
  return evenBox({
    left: Math.max(room.x, Math.min(...sprites.map((one) => one.x)) - side),
    top: Math.max(room.y, Math.min(...sprites.map((one) => one.y)) - above),
    right: Math.min(room.x + room.width, Math.max(...sprites.map((one) => one.x + one.width)) + side),
    bottom: Math.min(room.y + room.height, Math.max(...sprites.map((one) => one.y + one.height)) + 2),
  });
}

/** Lays the product over `under`; what a frame shows depends on its number in the scene alone. Returns the link. */
export function drawProductLayer(
  graph: Graph,
  under: string,
  layer: ProductLayer,
  range: FrameRange,
  totalFrames: number,
): string {
  const shape = ['-pixel_format', 'rgba', '-video_size', `${layer.width}x${layer.height}`];
  const input = graph.addInput(['-f', 'rawvideo', ...shape, '-framerate', String(FPS), '-i', layer.file]);
  const moved = movesOf(layer, range, totalFrames);
  const [top, output] = [graph.link('product'), graph.link('staged')];
  if (!moved) graph.addFilter(`[${input}:v]${TO_STANDARD}[${top}]`);
  else mixKeys(graph, `[${input}:v]loop=${moved.keys - 1}:1,${moved.chain}`, moved, range, top);
  graph.addFilter(`[${under}][${top}]overlay=${layer.x + (moved?.shiftX ?? 0)}:${layer.y}:format=yuv420[${output}]`);
  return output;
}

const TO_STANDARD = 'scale=out_color_matrix=bt709:out_range=tv,format=yuva420p';

/** States of a moving product: drawn exactly every so many frames. */
type Moved = {
  readonly keys: number;
  readonly framesPerKey: number;
  /** Frames before the range's first that the first key stands for. */
  readonly skip: number;
  /** From the resting picture to yuva420p keys. */
  readonly chain: string;
  /** Where the moved picture lies against the resting one. */
  readonly shiftX: number;
};

function movesOf(layer: ProductLayer, range: FrameRange, totalFrames: number): Moved | null {
  if (layer.motion === 'still') return null;
  if (layer.motion === 'drift') return drift(layer, range, totalFrames);
  const keys = Math.ceil(range.frames / KEY_FRAMES) + 2;
  const chain = `${TO_STANDARD},perspective=eval=frame:${cornersOf(layer, range, totalFrames)}`;
  return { keys, framesPerKey: KEY_FRAMES, skip: 0, chain, shiftX: 0 };
}

/** One pixel to the right from key to key: between whole pixels, mixing is all that resampling would do. */
function drift({ width, driftPx }: ProductLayer, range: FrameRange, totalFrames: number): Moved | null {
  const framesPerKey = Math.max(KEY_FRAMES, Math.ceil(totalFrames / Math.max(1, 2 * driftPx)));
  const steps = 4 * Math.ceil(totalFrames / framesPerKey / 4);
  const firstKey = Math.floor(range.from / framesPerKey);
  const skip = range.from - firstKey * framesPerKey;
  const keys = Math.ceil((skip + range.frames) / framesPerKey) + 2;
  const window = `crop=w=${width - steps}:x='max(0,${steps - firstKey}-n)':y=0`;
  return { keys, framesPerKey, skip, chain: `${window},${TO_STANDARD}`, shiftX: steps / 2 };
}

/**
 * The frames between two keys are mixed from them (they are a pixel or two apart): smooth, at a fraction of the price of
 * drawing each. Mixing needs planes without alpha, so alpha travels as the luma of a second stream.
 */
function mixKeys(
  graph: Graph,
  chain: string,
  { framesPerKey, skip }: Moved,
  { frames }: FrameRange,
  output: string,
): void {
  const [color, alpha] = [graph.link('color'), graph.link('alpha')];
  graph.addFilter(`${chain},settb=1/${FPS},setpts=N*${framesPerKey},split[${color}][${alpha}]`);
  const mix = `framerate=fps=${FPS}:interp_start=0:interp_end=255:scene=100`;
  const [mixedColor, mixedAlpha] = [graph.link('color'), graph.link('alpha')];
  graph.addFilter(`[${color}]mergeplanes=0x000102:yuv420p,${mix}[${mixedColor}]`);
  graph.addFilter(`[${alpha}]mergeplanes=0x030102:yuv420p,${mix}[${mixedAlpha}]`);
  graph.addFilter(
    `[${mixedColor}][${mixedAlpha}]mergeplanes=0x00010210:yuva420p,trim=start_frame=${skip}:end_frame=${skip + frames},settb=1/${FPS},setpts=N[${output}]`,
  );
}

/** Which corners of the resting picture fill the layer at a key: it is enlarged around the anchor. */
function cornersOf({ motion, anchor, width, height }: ProductLayer, range: FrameRange, totalFrames: number): string {
  const last = Math.max(1, totalFrames - 1);
  // `on` counts from 1.
  const time = `((on-1)*${KEY_FRAMES}+${range.from})/${last}`;
  const push = Math.min(MAX_PUSH, (totalFrames / FPS) * PUSH_PER_SECOND);
  const zoom = motion === 'push' ? `(1+${push}*${time})` : `(1+${push}*(1-${time}))`;
  const x = (corner: number) => `'${anchor.x}+${corner - anchor.x}/${zoom}'`;
  const y = (corner: number) => `'${anchor.y}+${corner - anchor.y}/${zoom}'`;
  const [left, right, top, bottom] = [x(0), x(width), y(0), y(height)];
  return `x0=${left}:y0=${top}:x1=${right}:y1=${top}:x2=${left}:y2=${bottom}:x3=${right}:y3=${bottom}`;
}
