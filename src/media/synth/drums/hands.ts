/** What falls on two and four: clap, finger snap, snare and brush. */
import { filter } from '../dsp/filter.ts';
import { sine } from '../dsp/oscillator.ts';
import { SAMPLE_RATE } from '../dsp/stereo.ts';
import type { Random } from '../random.ts';
import { noise } from '../voices/noise.ts';

/** Several hands a few milliseconds apart, then the room. */
export function clap(random: Random): Float32Array {
  const sound = filter(noise(Math.round(0.32 * SAMPLE_RATE), random), 'bandpass', random.between(1150, 1350), 0.9);
  const onsets = [0, random.between(0.008, 0.011), random.between(0.018, 0.022)];
  for (let index = 0; index < sound.length; index += 1) {
    const time = index / SAMPLE_RATE;
    const hands = onsets.reduce((sum, onset) => sum + (time < onset ? 0 : Math.exp(-(time - onset) / 0.006)), 0);
    const room = time < 0.022 ? 0 : 0.75 * Math.exp(-(time - 0.022) / 0.06);
    sound[index] = (sound[index] ?? 0) * (hands + room) * 1.5;
  }
  return filter(sound, 'highpass', 500);
}

export function snap(random: Random): Float32Array {
  const sound = filter(noise(Math.round(0.18 * SAMPLE_RATE), random), 'bandpass', random.between(2100, 2500), 2.2);
  for (let index = 0; index < sound.length; index += 1) {
    const time = index / SAMPLE_RATE;
    const finger = Math.exp(-time / 0.009) + (time > 0.012 ? 0.6 * Math.exp(-(time - 0.012) / 0.02) : 0);
    sound[index] = (sound[index] ?? 0) * finger * 2.2;
  }
  return sound;
}

export function snare(soft: boolean, random: Random): Float32Array {
  const sound = noise(Math.round(0.3 * SAMPLE_RATE), random);
  filter(filter(sound, 'highpass', soft ? 1200 : 900), 'lowpass', soft ? 4500 : 7500);
  const base = random.between(178, 190);
  for (let index = 0; index < sound.length; index += 1) {
    const time = index / SAMPLE_RATE;
    const wires = (sound[index] ?? 0) * Math.exp(-time / (soft ? 0.09 : 0.065)) * 0.8;
    const attack = Math.min(1, time / (soft ? 0.012 : 0.001));
    const shell = soft ? 0 : 0.55 * sine(base * time + 0.4 * (1 - Math.exp(-time / 0.02))) * Math.exp(-time / 0.06);
    sound[index] = attack * (wires + shell) * Math.min(1, (sound.length - index) / 600);
  }
  return sound;
}
