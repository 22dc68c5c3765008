/** Sawtooth voices with a closing filter: a synthesiser pluck and a brassy stab. */
import { filter } from '../dsp/filter.ts';
import { addSaw } from '../dsp/oscillator.ts';
import { place, SAMPLE_RATE } from '../dsp/stereo.ts';
import { hertz } from '../pitch.ts';
import { release, type Voice } from './voice.ts';

type Shape = {
  readonly openHertz: number;
  readonly closedHertz: number;
  readonly closeSeconds: number;
  readonly decaySeconds: number;
  readonly attackSeconds: number;
  readonly detune: number;
  readonly resonance: number;
};

export const synthPluck: Voice = saw({
  openHertz: 6800,
  closedHertz: 420,
  closeSeconds: 0.08,
  decaySeconds: 0.3,
  attackSeconds: 0.002,
  detune: 0.06,
  resonance: 1.1,
});

export const stab: Voice = saw({
  openHertz: 4200,
  closedHertz: 520,
  closeSeconds: 0.22,
  decaySeconds: 0.9,
  attackSeconds: 0.012,
  detune: 0.13,
  resonance: 0.8,
});

function saw(shape: Shape): Voice {
  return (bus, note, random) => {
    for (const side of [-1, 1]) {
      const length = Math.min(shape.decaySeconds * 3, note.seconds + 0.12);
      const sound = new Float32Array(Math.round(length * SAMPLE_RATE));
      addSaw(sound, hertz(note.pitch + side * shape.detune), random.next(), 0.5);
      addSaw(sound, hertz(note.pitch - side * shape.detune * 0.4), random.next(), 0.4);
      contour(sound, shape, note.velocity);
      release(sound, note.seconds, 0.12, SAMPLE_RATE);
      place(bus, sound, note.startSeconds, 0.14 * note.velocity, note.pan + side * 0.4);
    }
  };
}

function contour(sound: Float32Array, shape: Shape, velocity: number): void {
  const span = (shape.openHertz - shape.closedHertz) * velocity;
  filter(
    sound,
    'lowpass',
    (sample) => shape.closedHertz + span * Math.exp(-sample / (shape.closeSeconds * SAMPLE_RATE)),
    shape.resonance,
  );
  const attack = shape.attackSeconds * SAMPLE_RATE;
  const decay = Math.exp(-1 / (shape.decaySeconds * SAMPLE_RATE));
  let level = 1;
  for (let index = 0; index < sound.length; index += 1) {
    sound[index] = (sound[index] ?? 0) * level * Math.min(1, index / attack);
    level *= decay;
  }
}
