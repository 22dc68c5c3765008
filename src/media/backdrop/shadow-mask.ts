/** What stands between the sun and the wall: a silhouette, blurred as its distance wants, that can sway. */
import sharp from 'sharp';
import { blurField, createField, type Field } from '../product/field.ts';
import type { StudioSet } from './studio-set.ts';

/** Room around the frame, in units, so that what sways in from outside is there. */
const MARGIN = 0.3;

type ShadowMask = {
  readonly field: Field;
  readonly unit: number;
  readonly left: number;
  readonly top: number;
};

/** `path` is SVG path data in units; `near` and `far` are the penumbra at the stem and at the tips, in units. */
export async function drawMask(
  set: StudioSet,
  path: string,
  penumbra: { readonly near: number; readonly far: number; readonly fromV: number; readonly toV: number },
): Promise<ShadowMask> {
  const { edges, unit } = set;
  const [left, top] = [edges.left - MARGIN, edges.top - MARGIN];
  const width = Math.ceil((edges.right - edges.left + 2 * MARGIN) * unit);
  const height = Math.ceil((edges.bottom - edges.top + 2 * MARGIN) * unit);
  const view = `viewBox="${left} ${top} ${width / unit} ${height / unit}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${view}><rect x="${left}" y="${top}" width="100%" height="100%" fill="#000"/><path fill="#fff" d="${path}"/></svg>`;
  const grey = await sharp(Buffer.from(svg)).extractChannel(0).raw().toBuffer();
  const sharpField = createField(width, height);
  for (let index = 0; index < grey.length; index++) sharpField.data[index] = (grey[index] ?? 0) / 255;
  const near = blurField(sharpField, penumbra.near * unit, penumbra.near * unit);
  if (penumbra.far === penumbra.near) return { field: near, unit, left, top };
  const far = blurField(sharpField, penumbra.far * unit, penumbra.far * unit);
  const field = createField(width, height);
  for (let y = 0; y < height; y++) {
    const v = top + y / unit;
    const amount = Math.min(1, Math.max(0, (v - penumbra.fromV) / (penumbra.toV - penumbra.fromV)));
    for (let at = y * width; at < (y + 1) * width; at++) {
      field.data[at] = (near.data[at] ?? 0) * (1 - amount) + (far.data[at] ?? 0) * amount;
    }
  }
  return { field, unit, left, top };
}

/** Shade at a point in units, 0 to 1; 0 outside. */
export function shadeAt({ field, unit, left, top }: ShadowMask, u: number, v: number): number {
  const x = (u - left) * unit - 0.5;
  const y = (v - top) * unit - 0.5;
  const column = Math.floor(x);
  const line = Math.floor(y);
  if (column < 0 || line < 0 || column >= field.width - 1 || line >= field.height - 1) return 0;
  const at = line * field.width + column;
  const { data } = field;
  const fx = x - column;
  const upper = (data[at] ?? 0) * (1 - fx) + (data[at + 1] ?? 0) * fx;
  const lower = (data[at + field.width] ?? 0) * (1 - fx) + (data[at + field.width + 1] ?? 0) * fx;
  return upper + (lower - upper) * (y - line);
}
