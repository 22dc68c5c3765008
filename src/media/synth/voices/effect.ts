/** Sounds that are not notes: risers, swells and impacts. */
import { filter } from '../dsp/filter.ts';
import { sine } from '../dsp/oscillator.ts';
import { addFrom, place, SAMPLE_RATE, type Stereo } from '../dsp/stereo.ts';
import type { Effect } from '../parts/effects.ts';
import type { Random } from '../random.ts';
import { noise } from './noise.ts';

export function playEffect(bus: Stereo, effect: Effect, random: Random): void {
  if (effect.kind === 'impact') {
    impact(bus, effect, random);
    return;
  }
  const start = effect.atSeconds - effect.seconds;
  for (const pan of [-0.8, 0.8]) place(bus, rush(effect, random), start, 0.11 * effect.strength, pan);
}

/** Air that rises in pitch and strength and stops dead on the accent. */
function rush({ kind, seconds }: Effect, random: Random): Float32Array {
  const sound = noise(Math.round(seconds * SAMPLE_RATE), random);
  const [from, to] = kind === 'riser' ? [350, 5200] : [900, 3800];
  filter(sound, 'bandpass', (sample) => from * (to / from) ** (sample / sound.length), 1.4);
  for (let index = 0; index < sound.length; index += 1) {
    const along = index / sound.length;
    const end = Math.min(1, (sound.length - index) / 480);
    sound[index] = (sound[index] ?? 0) * along ** (kind === 'riser' ? 2.2 : 3) * end * 3;
  }
  return sound;
}

/** A falling sub with a soft wash of air above it. */
function impact(bus: Stereo, { atSeconds, seconds, strength }: Effect, random: Random): void {
  const thump = new Float32Array(Math.round(Math.min(seconds, 1.2) * SAMPLE_RATE));
  let phase = 0;
  for (let index = 0; index < thump.length; index += 1) {
    const time = index / SAMPLE_RATE;
    phase += (42 + 50 * Math.exp(-time / 0.09)) / SAMPLE_RATE;
    thump[index] = sine(phase) * Math.exp(-time / 0.28) * Math.min(1, time / 0.004);
  }
  addFrom(bus.left, thump, atSeconds, 0.34 * strength);
  addFrom(bus.right, thump, atSeconds, 0.34 * strength);
  for (const pan of [-0.9, 0.9]) {
    const wash = noise(Math.round(seconds * SAMPLE_RATE), random);
    filter(wash, 'lowpass', (sample) => 900 + 6000 * Math.exp(-sample / (0.25 * SAMPLE_RATE)));
    filter(wash, 'highpass', 500);
    for (let index = 0; index < wash.length; index += 1) {
      wash[index] = (wash[index] ?? 0) * Math.exp(-index / (0.42 * SAMPLE_RATE)) * Math.min(1, index / 200);
    }
    place(bus, wash, atSeconds, 0.09 * strength, pan);
  }
}
