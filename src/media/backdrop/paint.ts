/** A surface's colour and how it answers light. */
import type { Tone } from './tones.ts';

/** Linear red, green, blue; and each as a share of the strongest, by which shade loses it faster. */
export type Paint = {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly lackR: number;
  readonly lackG: number;
  readonly lackB: number;
};

export function paintOf(tone: Tone): Paint {
  const most = Math.max(tone[0], tone[1], tone[2], 1e-6);
  const [r, g, b] = tone;
  return { r, g, b, lackR: 1 - r / most, lackG: 1 - g / most, lackB: 1 - b / most };
}

export function mixPaints(a: Paint, b: Paint, amount: number): Paint {
  const at = (from: number, to: number) => from + (to - from) * amount;
  return paintOf([at(a.r, b.r), at(a.g, b.g), at(a.b, b.b)]);
}

/**
 * Writes the surface's colour under `light` (1 is full) plus `air` of the colour `glowing`. In a coloured room shade is lit by
 * what bounces off the walls, so it grows richer, not greyer.
 */
export function putLit(out: Float32Array, at: number, paint: Paint, light: number, glowing: Tone, air: number): void {
  const bounce = light < 1 ? 0.75 * (1 - light) : 0;
  out[at] = paint.r * light * (1 - bounce * paint.lackR) + glowing[0] * air;
  out[at + 1] = paint.g * light * (1 - bounce * paint.lackG) + glowing[1] * air;
  out[at + 2] = paint.b * light * (1 - bounce * paint.lackB) + glowing[2] * air;
}

/** The same for a colour between two paints. */
export function putMixed(
  out: Float32Array,
  at: number,
  [first, second, amount]: readonly [Paint, Paint, number],
  light: number,
  glowing: Tone,
  air: number,
): void {
  const bounce = light < 1 ? 0.75 * (1 - light) : 0;
  const r = first.r + (second.r - first.r) * amount;
  const g = first.g + (second.g - first.g) * amount;
  const b = first.b + (second.b - first.b) * amount;
  out[at] = r * light * (1 - bounce * (first.lackR + (second.lackR - first.lackR) * amount)) + glowing[0] * air;
  out[at + 1] = g * light * (1 - bounce * (first.lackG + (second.lackG - first.lackG) * amount)) + glowing[1] * air;
  out[at + 2] = b * light * (1 - bounce * (first.lackB + (second.lackB - first.lackB) * amount)) + glowing[2] * air;
}
