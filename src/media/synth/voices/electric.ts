/** An electric piano: frequency modulation with a bell-like tine that fades into a warm body. */
import { sine } from '../dsp/oscillator.ts';
import { place, SAMPLE_RATE } from '../dsp/stereo.ts';
import { hertz } from '../pitch.ts';
import { release, type Voice } from './voice.ts';

export const electricPiano: Voice = (bus, note) => {
  const sound = play(hertz(note.pitch), note.velocity, note.seconds);
  place(bus, sound, note.startSeconds, 0.2 * note.velocity, note.pan);
  // The same note a hair late and flat on the other side: a chorus without an effect.
  const double = play(hertz(note.pitch - 0.05), note.velocity, note.seconds);
  place(bus, double, note.startSeconds + 0.009, 0.13 * note.velocity, -note.pan - 0.3);
};

function play(base: number, velocity: number, gateSeconds: number): Float32Array {
  const sound = new Float32Array(Math.round((Math.min(gateSeconds, 4) + 0.25) * SAMPLE_RATE));
  const step = base / SAMPLE_RATE;
  const body = Math.exp(-1 / (1.1 * SAMPLE_RATE));
  const tine = Math.exp(-1 / (0.22 * SAMPLE_RATE));
  let bodyLevel = 1;
  let tineLevel = velocity * velocity;
  for (let index = 0; index < sound.length; index += 1) {
    const phase = step * index;
    const bend = 0.16 * velocity * bodyLevel * sine(phase) + 0.035 * tineLevel * sine(phase * 14);
    const attack = index < 96 ? index / 96 : 1;
    sound[index] = bodyLevel * attack * (sine(phase + bend) + 0.12 * sine(phase * 2));
    bodyLevel *= body;
    tineLevel *= tine;
  }
  return release(sound, gateSeconds, 0.22, SAMPLE_RATE);
}
