/** Struck things as sums of dying partials: felt piano, marimba, kalimba, bell. */
import { filter } from '../dsp/filter.ts';
import { place, SAMPLE_RATE } from '../dsp/stereo.ts';
import { hertz } from '../pitch.ts';
import type { Random } from '../random.ts';
import { release, type Voice } from './voice.ts';

type Partial = { readonly ratio: number; readonly level: number; readonly decaySeconds: number };
type Body = {
  readonly partials: readonly Partial[];
  /** How much brighter a hard stroke is: partial n is scaled by velocity to the power n × this. */
  readonly touch: number;
  readonly attackSeconds: number;
  readonly releaseSeconds: number;
  readonly knock: { readonly level: number; readonly hertz: number };
};

export const feltPiano: Voice = modal({
  partials: Array.from({ length: 10 }, (_, index) => {
    const n = index + 1;
    return { ratio: n * Math.sqrt(1 + 0.0004 * n * n), level: n ** -1.15, decaySeconds: 2.6 / (1 + 0.42 * index) };
  }),
  touch: 0.2,
  attackSeconds: 0.004,
  releaseSeconds: 0.35,
  knock: { level: 0.06, hertz: 900 },
});

export const marimba: Voice = modal({
  partials: [
    { ratio: 1, level: 1, decaySeconds: 0.55 },
    { ratio: 3.93, level: 0.26, decaySeconds: 0.16 },
    { ratio: 9.6, level: 0.09, decaySeconds: 0.05 },
    { ratio: 2, level: 0.05, decaySeconds: 0.3 },
  ],
  touch: 0.35,
  attackSeconds: 0.0015,
  releaseSeconds: 0.4,
  knock: { level: 0.22, hertz: 1300 },
});

export const kalimba: Voice = modal({
  partials: [
    { ratio: 1, level: 1, decaySeconds: 0.9 },
    { ratio: 2, level: 0.18, decaySeconds: 0.6 },
    { ratio: 5.4, level: 0.12, decaySeconds: 0.12 },
    { ratio: 8.2, level: 0.04, decaySeconds: 0.06 },
  ],
  touch: 0.3,
  attackSeconds: 0.002,
  releaseSeconds: 0.5,
  knock: { level: 0.16, hertz: 2200 },
});

export const bell: Voice = modal({
  partials: [
    { ratio: 1, level: 1, decaySeconds: 1.4 },
    { ratio: 2, level: 0.28, decaySeconds: 1.1 },
    { ratio: 3.01, level: 0.16, decaySeconds: 0.7 },
    { ratio: 5.02, level: 0.07, decaySeconds: 0.35 },
  ],
  touch: 0.25,
  attackSeconds: 0.003,
  releaseSeconds: 0.8,
  knock: { level: 0.03, hertz: 3500 },
});

function modal(body: Body): Voice {
  return (bus, note, random) => {
    const pan = note.pan;
    for (const side of [-1, 1]) {
      const sound = strike(body, hertz(note.pitch + side * 0.022), note.velocity, note.seconds, random);
      place(bus, sound, note.startSeconds, 0.16 * note.velocity, pan + side * 0.3);
    }
  };
}

function strike(body: Body, base: number, velocity: number, gateSeconds: number, random: Random): Float32Array {
  const longest = Math.max(...body.partials.map((partial) => partial.decaySeconds)) * 2.2;
  const sound = new Float32Array(Math.round(Math.min(longest, gateSeconds + body.releaseSeconds) * SAMPLE_RATE));
  body.partials.forEach((partial, index) => {
    const brightness = velocity ** (index * body.touch);
    // High notes die sooner than low ones on every struck instrument.
    const decay = partial.decaySeconds * (261 / base) ** 0.35;
    if (base * partial.ratio < 14_000) addPartial(sound, base * partial.ratio, partial.level * brightness, decay);
  });
  knock(sound, body.knock, random);
  fadeIn(sound, body.attackSeconds);
  return release(sound, gateSeconds, body.releaseSeconds, SAMPLE_RATE);
}

/** A decaying sine by recurrence: two multiplications a sample. */
function addPartial(sound: Float32Array, frequency: number, level: number, decaySeconds: number): void {
  const angle = (2 * Math.PI * frequency) / SAMPLE_RATE;
  const shrink = Math.exp(-2.2 / (decaySeconds * SAMPLE_RATE));
  const turn = 2 * shrink * Math.cos(angle);
  const square = shrink * shrink;
  let before = 0;
  let now = level * Math.sin(angle);
  for (let index = 0; index < sound.length; index += 1) {
    sound[index] = (sound[index] ?? 0) + now;
    const next = turn * now - square * before;
    before = now;
    now = next;
  }
}

function knock(sound: Float32Array, { level, hertz: tone }: Body['knock'], random: Random): void {
  const burst = Float32Array.from({ length: 1200 }, (_, index) => random.between(-1, 1) * Math.exp(-index / 180));
  filter(burst, 'bandpass', tone, 1.2).forEach((value, index) => {
    if (index < sound.length) sound[index] = (sound[index] ?? 0) + value * level * 3;
  });
}

function fadeIn(sound: Float32Array, seconds: number): void {
  const length = Math.min(sound.length, Math.round(seconds * SAMPLE_RATE));
  for (let index = 0; index < length; index += 1) sound[index] = (sound[index] ?? 0) * (index / length);
}
