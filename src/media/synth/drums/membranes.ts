/** Skins: the kick and the tom, sines that fall in pitch. */
import { filter } from '../dsp/filter.ts';
import { sine } from '../dsp/oscillator.ts';
import { SAMPLE_RATE } from '../dsp/stereo.ts';
import type { Random } from '../random.ts';
import { noise } from '../voices/noise.ts';
import type { KitSound } from './kit.ts';

export function kick(sound: KitSound['kick'], random: Random): Float32Array {
  const wave = fall(sound.fromHertz, sound.toHertz, 0.035, sound.decaySeconds);
  const click = filter(noise(600, random), 'bandpass', 2800, 0.8);
  for (let index = 0; index < click.length; index += 1) {
    wave[index] = (wave[index] ?? 0) + (click[index] ?? 0) * sound.click * Math.exp(-index / 90);
  }
  return wave;
}

export function tom(random: Random): Float32Array {
  const base = random.between(96, 128);
  const wave = fall(base * 1.6, base, 0.05, 0.24);
  const skin = filter(noise(2400, random), 'lowpass', 1600);
  for (let index = 0; index < skin.length; index += 1) {
    wave[index] = (wave[index] ?? 0) * 1 + (skin[index] ?? 0) * 0.2 * Math.exp(-index / 500);
  }
  return wave;
}

function fall(from: number, to: number, fallSeconds: number, decaySeconds: number): Float32Array {
  const wave = new Float32Array(Math.round(decaySeconds * 4.5 * SAMPLE_RATE));
  let phase = 0;
  for (let index = 0; index < wave.length; index += 1) {
    const time = index / SAMPLE_RATE;
    phase += (to + (from - to) * Math.exp(-time / fallSeconds)) / SAMPLE_RATE;
    const raw = 1.5 * sine(phase) * Math.exp(-time / decaySeconds);
    const end = Math.min(1, (wave.length - index) / 900);
    wave[index] = (raw / (1 + 0.4 * Math.abs(raw))) * Math.min(1, time / 0.0012) * end;
  }
  return wave;
}
