/** The shadow a product throws on its ground: contact line, occlusion and ambient, in one field of darkness 0 to 1. */
import type { Ground } from '../stage.ts';
import { blurField, createField, type Field } from './field.ts';
import type { Footprint } from './footprint.ts';

/** Margins around the product's box, in pixels, that the shadow needs. */
export type Margin = { readonly side: number; readonly top: number; readonly bottom: number };

/** Layers as measured to look grounded: blur across and down as a share of the product's width, and strength. */
const LAYERS = [
  { name: 'contact', across: 0.008, down: 0.005, strength: 0.85, shift: 0 },
  { name: 'occlusion', across: 0.02, down: 0.01, strength: 0.7, shift: -0.004 },
  { name: 'ambient', across: 0.045, down: 0.022, strength: 0.62, shift: -0.018 },
  { name: 'cast', across: 0.12, down: 0.045, strength: 0.46, shift: -0.06 },
] as const;

export function drawShadow(
  footprint: Footprint,
  size: { readonly width: number; readonly height: number },
  margin: Margin,
  ground: Ground,
): Field {
  const canvas = { width: size.width + 2 * margin.side, height: size.height + margin.top + margin.bottom };
  const light = new Float32Array(canvas.width * canvas.height).fill(1);
  for (const layer of LAYERS) {
    const drawn = drawLayer(footprint, size.width, margin, canvas, layer, ground.lightX);
    for (let i = 0; i < light.length; i++)
      light[i] = (light[i] ?? 1) * (1 - Math.min(1, drawn.data[i] ?? 0) * layer.strength);
  }
  return { ...canvas, data: light.map((value) => 1 - value) };
}

function drawLayer(
  footprint: Footprint,
  productWidth: number,
  margin: Margin,
  canvas: { readonly width: number; readonly height: number },
  layer: (typeof LAYERS)[number],
  lightX: number,
): Field {
  const field = createField(canvas.width, canvas.height);
  const shift = Math.round(layer.shift * lightX * productWidth);
  const thickness = Math.max(1, layer.down * productWidth);
  footprint.rests.forEach((rests, x) => {
    const column = x + margin.side + shift;
    if (rests <= 0.01 || column < 0 || column >= canvas.width) return;
    const foot = (footprint.ground[x] ?? 0) + margin.top;
    const top = layer.name === 'occlusion' ? Math.min(foot, (footprint.lowest[x] ?? 0) + margin.top) : foot;
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
