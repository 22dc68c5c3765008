/** Holds peaks, also those between the samples, under a ceiling; it sees them coming, so nothing is chopped off. */
import { SAMPLE_RATE, type Stereo } from './stereo.ts';

/** Both channels get the same gain, so the stereo picture stays still. Works in place. `ceiling` is linear (1 is full scale). */
export function limit(sound: Stereo, ceiling: number): void {
  const gains = neededGains(sound, ceiling);
  const release = 1 - Math.exp(-1 / (0.09 * SAMPLE_RATE));
  const attack = 1 - Math.exp(-1 / (0.0012 * SAMPLE_RATE));
  let gain = 1;
  for (let index = 0; index < gains.length; index += 1) {
    gain = Math.min(gains[index] ?? 1, gain + (1 - gain) * release);
    gains[index] = gain;
  }
  // Backwards in time, the release becomes the attack: the gain is already down when the peak arrives.
  gain = 1;
  for (let index = gains.length - 1; index >= 0; index -= 1) {
    gain = Math.min(gains[index] ?? 1, gain + (1 - gain) * attack);
    sound.left[index] = (sound.left[index] ?? 0) * gain;
    sound.right[index] = (sound.right[index] ?? 0) * gain;
  }
}

function neededGains(sound: Stereo, ceiling: number): Float32Array {
  const gains = new Float32Array(sound.left.length);
  for (let index = 0; index < gains.length; index += 1) {
    const peak = Math.max(peakNear(sound.left, index), peakNear(sound.right, index));
    gains[index] = peak > ceiling ? ceiling / peak : 1;
  }
  return gains;
}

/** The sample, or the wave's height halfway to the next one (six-point interpolation), whichever is higher. */
function peakNear(channel: Float32Array, index: number): number {
  const here = channel[index] ?? 0;
  const near =
    0.6 * (here + (channel[index + 1] ?? 0)) -
    0.12 * ((channel[index - 1] ?? 0) + (channel[index + 2] ?? 0)) +
    0.02 * ((channel[index - 2] ?? 0) + (channel[index + 3] ?? 0));
  return Math.max(Math.abs(here), Math.abs(near));
}
