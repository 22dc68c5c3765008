/** A field of numbers over pixels, and a soft blur that may differ across and down. */

export type Field = { readonly width: number; readonly height: number; readonly data: Float32Array };

export function createField(width: number, height: number): Field {
  return { width, height, data: new Float32Array(width * height) };
}

/** Gaussian blur by three box passes each way; `sigmaX` and `sigmaY` in pixels. Outside is 0. */
export function blurField(field: Field, sigmaX: number, sigmaY: number): Field {
  let data = field.data;
  for (const radius of boxRadii(sigmaX)) data = boxPass(data, field.width, field.height, radius, 1, field.width);
  for (const radius of boxRadii(sigmaY)) data = boxPass(data, field.height, field.width, radius, field.width, 1);
  return { ...field, data };
}

/** Radii of three box filters whose sequence has the variance of a Gaussian. */
function boxRadii(sigma: number): readonly number[] {
  const ideal = Math.sqrt(4 * sigma * sigma + 1);
  const lower = Math.max(1, Math.floor(ideal) - (Math.floor(ideal) % 2 === 0 ? 1 : 0));
  const lowerCount = Math.round((12 * sigma * sigma - 3 * lower * lower - 12 * lower - 9) / (-4 * lower - 4));
  return [0, 1, 2].map((pass) => ((pass < lowerCount ? lower : lower + 2) - 1) / 2);
}

function boxPass(
  source: Float32Array,
  length: number,
  lines: number,
  radius: number,
  step: number,
  lineStep: number,
): Float32Array {
  if (radius < 1) return source;
  const out = new Float32Array(source.length);
  const share = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    let sum = 0;
    for (let i = 0; i <= radius && i < length; i++) sum += source[start + i * step] ?? 0;
    for (let i = 0; i < length; i++) {
      out[start + i * step] = sum * share;
      if (i + radius + 1 < length) sum += source[start + (i + radius + 1) * step] ?? 0;
      if (i - radius >= 0) sum -= source[start + (i - radius) * step] ?? 0;
    }
  }
  return out;
}
