/** The product and its grounding as one picture, and its gentle motion. */
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { FPS } from '../../ad/frames.ts';
import type { ProductUsage } from '../../ad/plan.ts';
import type { Box, Stage, Still } from '../stage.ts';
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

type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** How much nearer a push comes, per second and at most. Slow enough to be felt rather than seen. */
const PUSH_PER_SECOND = 0.011;
const MAX_PUSH = 0.06;
/** How far a drift goes to each side of its place, as a fraction of the product's width. */
const DRIFT = 0.016;
/** Frames between two drawn states of a moving product; between them it is mixed, which is what sub-pixel motion is. */
const KEY_FRAMES = 12;

/** Joins `stills` (back to front) in one picture in `file`: what moves together cannot come apart. Null when nothing is visible. */
export async function mergeProduct(
  stills: readonly Still[],
  stage: Stage,
  motion: ProductUsage['motion'],
  file: string,
): Promise<ProductLayer | null> {
  const box = roomFor(stills, stage, motion);
  if (!box || !stage.product) return null;
  const merged = await flatten(stills, box);
  await writeFile(file, await bleed(merged));
  const anchor = {
    x: stage.product.x + stage.product.width / 2 - box.x,
    y: stage.product.y + stage.product.height - box.y,
  };
  return { ...box, file, motion, anchor, driftPx: stage.product.width * DRIFT };
}

/** The part of the stills that can be seen, with room to move; even on all sides. Null when they lie outside the frame. */
function roomFor(stills: readonly Still[], { size, product }: Stage, motion: ProductUsage['motion']): Box | null {
  if (stills.length === 0 || !product) return null;
  const side = motion === 'still' ? 2 : motion === 'drift' ? product.width * DRIFT * 2 + 2 : product.width * MAX_PUSH;
  const above = motion === 'still' || motion === 'drift' ? 2 : product.height * MAX_PUSH + 2;
  const edge = (pick: (still: Still) => number, choose: (...values: number[]) => number) => choose(...stills.map(pick));
  const left = Math.max(edge((still) => still.x, Math.min) - side, -side);
  const top = Math.max(edge((still) => still.y, Math.min) - above, -above);
  const right = Math.min(edge((still) => still.x + still.width, Math.max) + side, size.width + side);
  // A product cropped by the lower edge grows from a point below it, and so out of what is not seen at rest.
  const hidden = Math.max(0, product.y + product.height - size.height) * MAX_PUSH;
  const bottom = Math.min(edge((still) => still.y + still.height, Math.max) + 2, size.height + hidden + 2);
  const x = 2 * Math.floor(left / 2);
  const y = 2 * Math.floor(top / 2);
  const box = { x, y, width: 2 * Math.ceil((right - x) / 2), height: 2 * Math.ceil((bottom - y) / 2) };
  return box.width > 0 && box.height > 0 ? box : null;
}

async function flatten(stills: readonly Still[], box: Box): Promise<Pixels> {
  const layers = await Promise.all(stills.map((still) => cutToBox(still, box)));
  const blank = {
    width: box.width,
    height: box.height,
    channels: 4 as const,
    background: { r: 0, g: 0, b: 0, alpha: 0 },
  };
  const picture = sharp({ create: blank }).composite(layers.filter((layer) => layer !== null));
  return { data: new Uint8Array(await picture.raw().toBuffer()), width: box.width, height: box.height };
}

async function cutToBox(still: Still, box: Box) {
  const left = Math.max(0, Math.round(box.x - still.x));
  const top = Math.max(0, Math.round(box.y - still.y));
  const width = Math.min(Math.round(still.width) - left, Math.round(box.x + box.width - Math.max(still.x, box.x)));
  const height = Math.min(Math.round(still.height) - top, Math.round(box.y + box.height - Math.max(still.y, box.y)));
  if (width <= 0 || height <= 0) return null;
  const part = sharp(still.file).ensureAlpha().extract({ left, top, width, height }).raw();
  const place = { left: Math.max(0, Math.round(still.x - box.x)), top: Math.max(0, Math.round(still.y - box.y)) };
  return { input: await part.toBuffer(), raw: { width, height, channels: 4 as const }, ...place };
}

/**
 * Gives pixels that are wholly transparent the colour of their neighbours. They are not seen, but chroma subsampling and
 * motion mix them into the edge, where their black would draw a dark line around the product.
 */
async function bleed({ data, width, height }: Pixels): Promise<Uint8Array> {
  const blurred = await sharp(data, { raw: { width, height, channels: 4 } })
    .blur(2)
    .raw()
    .toBuffer();
  const out = Uint8Array.from(data);
  for (let i = 0; i < out.length; i += 4) {
    if (out[i + 3] !== 0) continue;
    out[i] = blurred[i] ?? 0;
    out[i + 1] = blurred[i + 1] ?? 0;
    out[i + 2] = blurred[i + 2] ?? 0;
  }
  return out;
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
  const [still, output] = [graph.link('product'), graph.link('staged')];
  graph.addFilter(`[${input}:v]scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[${still}]`);
  const top = layer.motion === 'still' ? still : moving(graph, still, layer, range, totalFrames);
  graph.addFilter(`[${under}][${top}]overlay=${layer.x}:${layer.y}:format=yuv420[${output}]`);
  return output;
}

/**
 * Whole-pixel steps would make a slow move tick. So the picture is resampled exactly at every twelfth frame only, and the
 * frames between are mixed from their two neighbours (which are at most a pixel or two apart): smooth, at a third of the price.
 * Mixing needs planes without alpha, so alpha travels as the luma of a second stream.
 */
function moving(graph: Graph, still: string, layer: ProductLayer, range: FrameRange, totalFrames: number): string {
  const keys = Math.ceil(range.frames / KEY_FRAMES) + 2;
  const [color, alpha] = [graph.link('color'), graph.link('alpha')];
  const corners = cornersOf(layer, range, totalFrames);
  graph.addFilter(
    `[${still}]loop=${keys - 1}:1,settb=1/${FPS},setpts=N*${KEY_FRAMES},perspective=eval=frame:${corners},split[${color}][${alpha}]`,
  );
  const mix = `framerate=fps=${FPS}:interp_start=0:interp_end=255:scene=100`;
  const [mixedColor, mixedAlpha, output] = [graph.link('color'), graph.link('alpha'), graph.link('moving')];
  graph.addFilter(`[${color}]mergeplanes=0x000102:yuv420p,${mix}[${mixedColor}]`);
  graph.addFilter(`[${alpha}]mergeplanes=0x030102:yuv420p,${mix}[${mixedAlpha}]`);
  graph.addFilter(
    `[${mixedColor}][${mixedAlpha}]mergeplanes=0x00010210:yuva420p,trim=end_frame=${range.frames},settb=1/${FPS},setpts=N[${output}]`,
  );
  return output;
}

/** Which corners of the resting picture fill the layer at a key frame: enlarged around the anchor, or shifted. */
function cornersOf(
  { motion, anchor, driftPx, width, height }: ProductLayer,
  range: FrameRange,
  totalFrames: number,
): string {
  const last = Math.max(1, totalFrames - 1);
  // `on` counts from 1.
  const time = `((on-1)*${KEY_FRAMES}+${range.from})/${last}`;
  const push = Math.min(MAX_PUSH, (totalFrames / FPS) * PUSH_PER_SECOND);
  const zoom = motion === 'push' ? `(1+${push}*${time})` : motion === 'pull' ? `(1+${push}*(1-${time}))` : '1';
  const drift = motion === 'drift' ? `(${driftPx}*(1-2*${time}))` : '0';
  const x = (corner: number) => `'${anchor.x}+${corner - anchor.x}/${zoom}+${drift}'`;
  const y = (corner: number) => `'${anchor.y}+${corner - anchor.y}/${zoom}'`;
  const [left, right, top, bottom] = [x(0), x(width), y(0), y(height)];
  return `x0=${left}:y0=${top}:x1=${right}:y1=${top}:x2=${left}:y2=${bottom}:x3=${right}:y3=${bottom}`;
}
