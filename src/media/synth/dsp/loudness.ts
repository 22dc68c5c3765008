/** Integrated loudness after ITU-R BS.1770-4 (K-weighting, 400 ms blocks, gates at -70 LUFS and -10 LU). */
import { SAMPLE_RATE, type Stereo } from './stereo.ts';

const HOP = SAMPLE_RATE / 10;

/** LUFS of the whole sound; -Infinity for silence. */
export function integratedLoudness(sound: Stereo): number {
  const left = hopEnergies(sound.left);
  const right = hopEnergies(sound.right);
  const blocks: number[] = [];
  for (let hop = 0; hop + 4 <= left.length; hop += 1) {
    let energy = 0;
    for (let part = hop; part < hop + 4; part += 1) energy += (left[part] ?? 0) + (right[part] ?? 0);
    blocks.push(energy / (4 * HOP));
  }
  const audible = blocks.filter((block) => toLufs(block) > -70);
  const gate = toLufs(average(audible)) - 10;
  return toLufs(average(audible.filter((block) => toLufs(block) > gate)));
}

const toLufs = (power: number) => -0.691 + 10 * Math.log10(power);
const average = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;

/** The two filters of BS.1770-4 (a high shelf, then a high-pass; coefficients for 48 kHz), squared and summed per 100 ms. */
function hopEnergies(channel: Float32Array): Float64Array {
  const hops = new Float64Array(Math.floor(channel.length / HOP));
  let [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
  for (let hop = 0; hop < hops.length; hop += 1) {
    let energy = 0;
    for (let index = hop * HOP; index < (hop + 1) * HOP; index += 1) {
      const x = channel[index] ?? 0;
      const y =
        1.53512485958697 * x -
        2.69169618940638 * x1 +
        1.19839281085285 * x2 +
        1.69065929318241 * y1 -
        0.73248077421585 * y2;
      const z = y - 2 * y1 + y2 + 1.99004745483398 * z1 - 0.99007225036621 * z2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      energy += z * z;
    }
    hops[hop] = energy;
  }
  return hops;
}
