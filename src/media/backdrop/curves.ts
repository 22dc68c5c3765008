/** The few curves that light and shadow are made of. */

export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Bell that is 1 at 0 and falls to 0.6 at 1; its tail is that of a Gaussian. */
export function bell(distance: number): number {
  return Math.exp(-0.5 * distance * distance);
}

/** Light around a source, by the square of the distance in radii: long tail, as bloom has. */
export function glow(squared: number): number {
  const near = 1 / (1 + squared);
  return near * Math.sqrt(near);
}

export function lerp(a: number, b: number, amount: number): number {
  return a + (b - a) * amount;
}
