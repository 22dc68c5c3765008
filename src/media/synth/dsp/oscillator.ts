/** Band-limited waves: cheap enough for dozens of voices, clean enough not to whistle. */
import { SAMPLE_RATE } from './stereo.ts';

/** A sine of a phase in cycles; a polynomial within 0.0002 of the truth and several times faster than Math.sin. */
export function sine(cycles: number): number {
  const phase = cycles - Math.floor(cycles + 0.5);
  const folded = Math.abs(phase) > 0.25 ? Math.sign(phase) * 0.5 - phase : phase;
  const x = folded * 2 * Math.PI;
  const square = x * x;
  return x * (1 - square * (0.16666667 - square * (0.00833333 - square * 0.000198)));
}

/** Adds a sawtooth (polyBLEP) whose pitch is constant. `phase` is 0 to 1. */
export function addSaw(target: Float32Array, hertz: number, phase: number, gain: number): void {
  const step = hertz / SAMPLE_RATE;
  let position = phase;
  for (let index = 0; index < target.length; index += 1) {
    let value = 2 * position - 1;
    if (position < step) {
      const near = position / step;
      value -= near + near - near * near - 1;
    } else if (position > 1 - step) {
      const near = (position - 1) / step;
      value -= near * near + near + near + 1;
    }
    target[index] = (target[index] ?? 0) + value * gain;
    position += step;
    if (position >= 1) position -= 1;
  }
}
