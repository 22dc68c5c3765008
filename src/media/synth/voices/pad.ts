/** The pad: detuned saws per chord tone behind a filter that opens with the music's energy. */
import { filter } from '../dsp/filter.ts';
import { addSaw } from '../dsp/oscillator.ts';
import { addFrom, SAMPLE_RATE, type Stereo, silence } from '../dsp/stereo.ts';
import { energyAt, type Form } from '../form.ts';
import type { ChordSpan } from '../harmony.ts';
import { hertz } from '../pitch.ts';
import type { Random } from '../random.ts';

export type PadSound = {
  /** Where the upper voices gather (MIDI). */
  readonly centre: number;
  readonly closedHertz: number;
  readonly openHertz: number;
  readonly detune: number;
  readonly attackSeconds: number;
  readonly releaseSeconds: number;
};

export function playPad(form: Form, spans: readonly ChordSpan[], sound: PadSound, random: Random): Stereo {
  const bus = silence(Math.round(form.seconds * SAMPLE_RATE));
  for (const span of spans) playSpan(bus, form, span, sound, random);
  for (const channel of [bus.left, bus.right]) {
    const wobble = channel === bus.left ? 0 : 1.3;
    filter(channel, 'lowpass', (sample) => cutoff(form, sound, sample / SAMPLE_RATE, wobble), 0.85);
    filter(channel, 'lowpass', (sample) => 2.2 * cutoff(form, sound, sample / SAMPLE_RATE, wobble), 0.6);
    filter(channel, 'highpass', 130);
  }
  return bus;
}

function cutoff(form: Form, sound: PadSound, seconds: number, wobble: number): number {
  const energy = energyAt(form, seconds / form.beatSeconds);
  const open = sound.closedHertz * (sound.openHertz / sound.closedHertz) ** energy;
  return open * (1 + 0.12 * Math.sin(seconds * 1.1 + wobble));
}

function playSpan(bus: Stereo, form: Form, span: ChordSpan, sound: PadSound, random: Random): void {
  const start = span.startBeat * form.beatSeconds;
  const last = span.startBeat >= form.endBeat;
  const held = span.beats * form.beatSeconds;
  // The last chord is struck, not faded in.
  const attack = last || start === 0 ? 0.03 : Math.min(sound.attackSeconds, held / 2);
  const samples = Math.round((held + sound.releaseSeconds) * SAMPLE_RATE);
  for (const side of ['left', 'right'] as const) {
    const chord = new Float32Array(samples);
    for (const pitch of [span.low, ...span.voices]) {
      const sign = side === 'left' ? 1 : -1;
      addSaw(chord, hertz(pitch + sign * sound.detune), random.next(), 0.05);
      addSaw(chord, hertz(pitch - sign * sound.detune * 0.45), random.next(), 0.05);
    }
    shape(chord, attack, held, sound.releaseSeconds);
    addFrom(bus[side], chord, start, last ? 1.5 : 1);
  }
  const centre = new Float32Array(samples);
  for (const pitch of [span.low, ...span.voices]) addSaw(centre, hertz(pitch), random.next(), 0.03);
  shape(centre, attack, held, sound.releaseSeconds);
  addFrom(bus.left, centre, start, last ? 1.5 : 1);
  addFrom(bus.right, centre, start, last ? 1.5 : 1);
}

function shape(chord: Float32Array, attack: number, held: number, release: number): void {
  for (let index = 0; index < chord.length; index += 1) {
    const seconds = index / SAMPLE_RATE;
    const rise = Math.min(1, seconds / attack);
    const fall = seconds < held ? 1 : Math.max(0, 1 - (seconds - held) / release);
    chord[index] = (chord[index] ?? 0) * rise * rise * (3 - 2 * rise) * fall * fall;
  }
}
