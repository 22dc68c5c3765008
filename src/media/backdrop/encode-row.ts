/** Linear light in, 12-bit bt.709 picture lines out. */

const STEPS = 16384;
/** The brightest light that still makes a difference. */
const BRIGHTEST = 6;
const SHOULDER = 0.72;
/** Squared steps per unit of light. */
const PER_LIGHT = (STEPS * STEPS) / BRIGHTEST;

/** What a camera does to light: linear up to the shoulder, then ever flatter towards white, then the sRGB curve. */
export function createResponse(): Float32Array {
  return Float32Array.from({ length: STEPS + 1 }, (_, step) => {
    const light = (step / STEPS) ** 2 * BRIGHTEST;
    const room = 1 - SHOULDER;
    const held = light < SHOULDER ? light : SHOULDER + room * (1 - Math.exp((SHOULDER - light) / room));
    return held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055;
  });
}

type Planes = { readonly luma: Uint16Array; readonly blue: Uint16Array; readonly red: Uint16Array };

/** Writes `pixels` interleaved RGB values of `row` from `start` on in the planes: Y 256–3760, Cb and Cr 256–3840. */
export function encodeRow(row: Float32Array, response: Float32Array, planes: Planes, start: number): void {
  const pixels = row.length / 3;
  for (let x = 0; x < pixels; x++) {
    const r = coded(response, row[3 * x] ?? 0);
    const g = coded(response, row[3 * x + 1] ?? 0);
    const b = coded(response, row[3 * x + 2] ?? 0);
    const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    planes.luma[start + x] = 256.5 + 3504 * y;
    planes.blue[start + x] = 2048.5 + (3584 / 1.8556) * (b - y);
    planes.red[start + x] = 2048.5 + (3584 / 1.5748) * (r - y);
  }
}

/** The table is even in the square root of light, where the curve is nearly straight. */
function coded(response: Float32Array, light: number): number {
  if (light <= 0) return 0;
  if (light >= BRIGHTEST) return 1;
  return response[(Math.sqrt(light * PER_LIGHT) + 0.5) | 0] ?? 1;
}
