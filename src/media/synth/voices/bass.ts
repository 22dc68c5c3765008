/** The bass: a round sub that also carries overtones, so that a phone's speaker can still hear it. */
import { filter } from '../dsp/filter.ts';
import { sine } from '../dsp/oscillator.ts';
import { addFrom, SAMPLE_RATE, type Stereo } from '../dsp/stereo.ts';
import { hertz } from '../pitch.ts';
import type { BassNote } from '../score.ts';

export type BassSound = {
  readonly attackSeconds: number;
  readonly decaySeconds: number;
  /** 0 is a pure sub, 1 growls. */
  readonly drive: number;
  readonly cutoffHertz: number;
  readonly slideSeconds: number;
};

export function playBass(bus: Stereo, note: BassNote, sound: BassSound): void {
  const wave = new Float32Array(Math.round((note.seconds + 0.06) * SAMPLE_RATE));
  const from = hertz(note.slideFrom);
  const to = hertz(note.pitch);
  const drive = 1 + sound.drive * 3;
  let phase = 0;
  for (let index = 0; index < wave.length; index += 1) {
    const seconds = index / SAMPLE_RATE;
    const slid = Math.min(1, seconds / sound.slideSeconds);
    phase += (from + (to - from) * slid * (2 - slid)) / SAMPLE_RATE;
    const raw = drive * (sine(phase) + 0.32 * sine(phase * 2) + 0.12 * sine(phase * 3));
    wave[index] = (raw / (1 + 0.55 * Math.abs(raw))) * level(seconds, note.seconds, sound);
  }
  filter(wave, 'lowpass', (sample) => sound.cutoffHertz * (0.5 + Math.exp(-sample / (0.15 * SAMPLE_RATE))), 0.8);
  addFrom(bus.left, wave, note.startSeconds, 0.3 * note.velocity);
  addFrom(bus.right, wave, note.startSeconds, 0.3 * note.velocity);
}

function level(seconds: number, gate: number, sound: BassSound): number {
  const rise = Math.min(1, seconds / sound.attackSeconds);
  const fall = seconds < gate ? 1 : Math.max(0, 1 - (seconds - gate) / 0.06);
  return rise * fall * fall * Math.exp(-seconds / sound.decaySeconds);
}
