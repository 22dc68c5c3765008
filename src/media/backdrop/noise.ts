/** Smooth noise on the plane, the same for the same seed. */
import type { Random } from '../synth/random.ts';

const SIDE = 64;

/** Smooth value noise between −1 and 1 with one bump per unit; repeats every 64 units. */
export type Noise = (x: number, y: number) => number;

export function createNoise(random: Random): Noise {
  const table = Float32Array.from({ length: SIDE * SIDE }, () => random.next() * 2 - 1);
  const at = (x: number, y: number) => table[(y & (SIDE - 1)) * SIDE + (x & (SIDE - 1))] ?? 0;
  return (x, y) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const fx = ease(x - left);
    const fy = ease(y - top);
    const upper = at(left, top) + (at(left + 1, top) - at(left, top)) * fx;
    const lower = at(left, top + 1) + (at(left + 1, top + 1) - at(left, top + 1)) * fx;
    return upper + (lower - upper) * fy;
  };
}

/** Three octaves, each half as strong. */
export function layered(noise: Noise, x: number, y: number): number {
  return (noise(x, y) + 0.5 * noise(2.03 * x + 17, 2.03 * y + 5) + 0.25 * noise(4.1 * x + 31, 4.1 * y + 43)) / 1.75;
}

function ease(t: number): number {
  return t * t * t * (t * (6 * t - 15) + 10);
}
