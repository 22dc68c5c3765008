/** Time in whole frames at 30 fps, so that scene durations add up exactly. */

export const FPS = 30;
export const MIN_SECONDS = 6;
export const MAX_SECONDS = 60;

/** Frames shared by two neighbouring scenes while one fades into the other (0.5 s). */
export const TRANSITION_FRAMES = 15;

export function framesOf(seconds: number): number {
  return Math.round(seconds * FPS);
}

export function secondsOf(frames: number): number {
  return frames / FPS;
}

/**
 * Splits `total` frames in proportion to `weights`: whole frames, each at least one, and their sum is exactly `total`
 * (largest remainder, earlier scenes first when equal).
 */
export function splitFrames(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const ideal = weights.map((weight) => (total * weight) / sum);
  const parts = ideal.map((part) => Math.max(1, Math.floor(part)));
  const byRemainder = ideal
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (let turn = 0; left > 0; turn++, left--) {
    const next = byRemainder[turn % byRemainder.length];
    if (next) parts[next.index] = (parts[next.index] ?? 0) + 1;
  }
  return parts;
}
