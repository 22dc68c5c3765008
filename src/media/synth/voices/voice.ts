/** What turns a written note into sound: one function per instrument, adding into a stereo bus. */

import type { Stereo } from '../dsp/stereo.ts';
import type { Random } from '../random.ts';
import type { Note } from '../score.ts';

export type Voice = (bus: Stereo, note: Note, random: Random) => void;

/** Lets a held sound go: from `gateSeconds` on it fades within `releaseSeconds`. Works in place. */
export function release(
  sound: Float32Array,
  gateSeconds: number,
  releaseSeconds: number,
  sampleRate: number,
): Float32Array {
  const gate = Math.round(gateSeconds * sampleRate);
  const length = Math.max(1, Math.round(releaseSeconds * sampleRate));
  for (let index = Math.max(0, gate); index < sound.length; index += 1) {
    const left = Math.max(0, 1 - (index - gate) / length);
    sound[index] = (sound[index] ?? 0) * left * left;
  }
  return sound;
}
