/** The high end: hats and a shaker. */
import { filter } from '../dsp/filter.ts';
import { SAMPLE_RATE } from '../dsp/stereo.ts';
import type { Random } from '../random.ts';
import { noise } from '../voices/noise.ts';

/** Six square waves at inharmonic ratios plus noise, high-passed: the classic analogue hat. */
export function hat(decaySeconds: number, random: Random): Float32Array {
  const sound = noise(Math.round(Math.max(0.06, decaySeconds * 4) * SAMPLE_RATE), random);
  const base = random.between(395, 420);
  for (let index = 0; index < sound.length; index += 1) {
    let metal = 0;
    for (const ratio of [2, 3, 4.16, 5.43, 6.79, 8.21])
      metal += ((base * ratio * index) / SAMPLE_RATE) % 1 < 0.5 ? 1 : -1;
    const envelope = Math.exp(-index / (decaySeconds * SAMPLE_RATE)) * Math.min(1, index / 24);
    sound[index] = ((sound[index] ?? 0) * 0.55 + metal * 0.12) * envelope;
  }
  return filter(filter(filter(sound, 'highpass', 6500), 'highpass', 5200), 'lowpass', 13_500);
}

/** Beads that fly before they land: a soft rise, a quicker fall. */
export function shaker(random: Random): Float32Array {
  const sound = noise(Math.round(0.13 * SAMPLE_RATE), random);
  const peak = random.between(0.016, 0.024);
  for (let index = 0; index < sound.length; index += 1) {
    const time = index / SAMPLE_RATE;
    const envelope = time < peak ? (time / peak) ** 2 : Math.exp(-(time - peak) / 0.024);
    sound[index] = (sound[index] ?? 0) * envelope;
  }
  return filter(filter(sound, 'bandpass', 6200, 0.8), 'highpass', 3500);
}
