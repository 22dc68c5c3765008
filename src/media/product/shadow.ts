/** The shadow a product throws on its ground: contact line, occlusion and ambient, in one field of darkness 0 to 1. */
import type { Ground } from '../stage.ts';
import { blurField, createField, type Field } from './field.ts';
import type { Footprint } from './footprint.ts';

/** A field of darkness and where it lies: pixels from the top left corner of the product's box. */
export type Shadow = { readonly field: Field; readonly x: number; readonly y: number };

/** Layers as measured to look grounded: blur across and down as a share of the product's width, and strength. */
const LAYERS = [
  { name: 'contact', across: 0.008, down: 0.005, strength: 0.85, shift: 0 },
  { name: 'occlusion', across: 0.02, down: 0.01, strength: 0.7, shift: -0.004 },
  { name: 'ambient', across: 0.045, down: 0.022, strength: 0.62, shift: -0.018 },
  { name: 'cast', across: 0.12, down: 0.045, strength: 0.46, shift: -0.06 },
] as const;

/** Columns that rest less than this throw no shadow. */
const FAINT = 0.01;
/** As a share of the product's width, how far the widest layer reaches. */
const REACH_ACROSS = 0.3;
const REACH_DOWN = 0.16;

export function drawShadow(footprint: Footprint, productWidth: number, ground: Ground): Shadow {
  const side = Math.ceil(productWidth * REACH_ACROSS);
  const reach = Math.ceil(productWidth * REACH_DOWN);
  const [first, last] = restingRows(footprint);
  const origin = { x: -side, y: first - reach };
  const canvas = { width: productWidth + 2 * side, height: last - first + 1 + 2 * reach };
  const light = new Float32Array(canvas.width * canvas.height).fill(1);
  for (const layer of LAYERS) {
    const { data } = drawLayer(footprint, productWidth, origin, canvas, layer, ground.lightX);
    for (let i = 0; i < light.length; i++)
      light[i] = (light[i] ?? 1) * (1 - Math.min(1, data[i] ?? 0) * layer.strength);
  }
  return { field: { ...canvas, data: light.map((value) => 1 - value) }, ...origin };
}

/** First and last row in which the product rests on something, or has a gap below it. */
function restingRows({ lowest, ground, rests }: Footprint): readonly [number, number] {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  rests.forEach((share, x) => {
    if (share <= FAINT) return;
    first = Math.min(first, lowest[x] ?? first);
    last = Math.max(last, ground[x] ?? 0);
  });
  return [Math.floor(Math.min(first, last)), Math.ceil(last)];
}

function drawLayer(
  footprint: Footprint,
  productWidth: number,
  origin: { readonly x: number; readonly y: number },
  canvas: { readonly width: number; readonly height: number },
  layer: (typeof LAYERS)[number],
  lightX: number,
): Field {
  const field = createField(canvas.width, canvas.height);
  const shift = Math.round(layer.shift * lightX * productWidth) - origin.x;
  const thickness = Math.max(1, layer.down * productWidth);
  footprint.rests.forEach((rests, x) => {
    const column = x + shift;
    if (rests <= FAINT || column < 0 || column >= canvas.width) return;
    const foot = (footprint.ground[x] ?? 0) - origin.y;
    const top = layer.name === 'occlusion' ? Math.min(foot, (footprint.lowest[x] ?? 0) - origin.y) : foot;
    const from = Math.max(0, Math.floor(top - thickness));
    const to = Math.min(canvas.height - 1, Math.ceil(foot + thickness));
    for (let y = from; y <= to; y++) field.data[y * canvas.width + column] = rests;
  });
  const blurred = blurField(field, layer.across * productWidth, Math.max(0.6, layer.down * productWidth));
  return normalise(blurred);
}

/** Blurring a thin line makes it faint; its peak is brought back to 1. */
function normalise(field: Field): Field {
  let peak = 0;
  for (const value of field.data) if (value > peak) peak = value;
  return peak === 0 ? field : { ...field, data: field.data.map((value) => value / peak) };
}
