/** Plucked strings (Karplus-Strong): nylon guitar, harp, pizzicato. */
import { bell, filter } from '../dsp/filter.ts';
import { place, SAMPLE_RATE } from '../dsp/stereo.ts';
import { hertz } from '../pitch.ts';
import type { Random } from '../random.ts';
import { release, type Voice } from './voice.ts';

type Pluck = {
  readonly decaySeconds: number;
  readonly brightness: number;
  readonly pluckPosition: number;
  readonly releaseSeconds: number;
  readonly body: readonly (readonly [hertz: number, gainDb: number])[];
};

export const guitar: Voice = string({
  decaySeconds: 2.4,
  brightness: 5200,
  pluckPosition: 0.17,
  releaseSeconds: 0.25,
  body: [
    [115, 4],
    [220, 3],
    [2600, -2],
  ],
});

export const harp: Voice = string({
  decaySeconds: 3,
  brightness: 4600,
  pluckPosition: 0.42,
  releaseSeconds: 1.2,
  body: [[330, 2]],
});

export const pizzicato: Voice = string({
  decaySeconds: 0.45,
  brightness: 3200,
  pluckPosition: 0.3,
  releaseSeconds: 0.15,
  body: [
    [280, 4],
    [900, 2],
  ],
});

function string(pluck: Pluck): Voice {
  return (bus, note, random) => {
    const sound = vibrate(pluck, hertz(note.pitch), note.velocity, note.seconds, random);
    for (const [frequency, gainDb] of pluck.body) bell(sound, frequency, gainDb, 1.1);
    place(bus, sound, note.startSeconds, 0.5 * note.velocity, note.pan);
  };
}

function vibrate(pluck: Pluck, base: number, velocity: number, gateSeconds: number, random: Random): Float32Array {
  const seconds = Math.min(pluck.decaySeconds * 1.2, gateSeconds + pluck.releaseSeconds);
  const sound = excite(pluck, base, velocity, Math.round(seconds * SAMPLE_RATE), random);
  const period = SAMPLE_RATE / base - 0.5;
  const whole = Math.floor(period);
  const part = period - whole;
  // The loss per round trip that makes the note fall by 60 dB within the wanted time.
  const loss = 10 ** (-3 / (base * pluck.decaySeconds));
  for (let index = whole + 2; index < sound.length; index += 1) {
    const a = sound[index - whole] ?? 0;
    const b = sound[index - whole - 1] ?? 0;
    const c = sound[index - whole - 2] ?? 0;
    const here = a + (b - a) * part;
    const before = b + (c - b) * part;
    sound[index] = (sound[index] ?? 0) + loss * 0.5 * (here + before);
  }
  return release(filter(sound, 'highpass', base * 0.6), gateSeconds, pluck.releaseSeconds, SAMPLE_RATE);
}

/** One period of softened noise, combed by the place where the finger plucks. */
function excite(pluck: Pluck, base: number, velocity: number, samples: number, random: Random): Float32Array {
  const period = Math.round(SAMPLE_RATE / base);
  const noise = Float32Array.from({ length: period }, () => random.between(-1, 1));
  const cutoff = pluck.brightness * (0.55 + 0.45 * velocity);
  filter(filter(noise, 'lowpass', cutoff), 'lowpass', cutoff * 1.6);
  const offset = Math.max(1, Math.round(period * pluck.pluckPosition));
  const sound = new Float32Array(Math.max(samples, period + 2));
  for (let index = 0; index < period; index += 1) {
    sound[index] = (noise[index] ?? 0) - (noise[(index + period - offset) % period] ?? 0);
  }
  return evenOut(sound, period);
}

/** Noise differs from pluck to pluck; notes of one velocity must not. */
function evenOut(sound: Float32Array, period: number): Float32Array {
  let mean = 0;
  for (let index = 0; index < period; index += 1) mean += (sound[index] ?? 0) / period;
  let energy = 1e-9;
  for (let index = 0; index < period; index += 1) energy += ((sound[index] ?? 0) - mean) ** 2 / period;
  for (let index = 0; index < period; index += 1)
    sound[index] = (((sound[index] ?? 0) - mean) * 0.4) / Math.sqrt(energy);
  return sound;
}
