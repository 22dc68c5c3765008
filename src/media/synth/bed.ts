/** Composes and plays a music bed that fits a film exactly: the offline composer. */

import { SAMPLE_RATE } from './dsp/stereo.ts';
import { type Form, planForm } from './form.ts';
import { master } from './master.ts';
import { mix } from './mix.ts';
import type { MusicMood } from './mood.ts';
import { writeScore } from './score.ts';
import { styleOf } from './styles/style-of.ts';

export type BedRequest = {
  readonly mood: MusicMood;
  /** Bent by at most 6 % so that whole bars fit the film. */
  readonly tempoBpm: number;
  /** Length of the film at 30 frames per second, 180 to 1800. */
  readonly frames: number;
  /** The frame on which each scene but the first begins. */
  readonly cutFrames: readonly number[];
  readonly seed: number;
};

/** Samples between -1 and 1. */
export type StereoAudio = { readonly sampleRate: 48000; readonly left: Float32Array; readonly right: Float32Array };

/**
 * Exactly `frames` × 1600 samples at about -14 LUFS, peaks under -2.9 dBFS, silent on the last frame. The same request gives the
 * same samples. Takes a second or two of CPU: call it where nothing else waits (see render-bed.ts).
 */
export function composeBed(request: BedRequest): StereoAudio {
  const form = planForm(request);
  const style = styleOf(request.mood);
  const mixed = mix(writeScore(form, style, request.seed), style, request.seed);
  const { left, right } = master(mixed, fadeStart(form));
  return { sampleRate: SAMPLE_RATE, left, right };
}

/** The last chord rings untouched for almost half of its time, then sinks. */
function fadeStart(form: Form): number {
  const strike = form.endBeat * form.beatSeconds;
  return strike + (form.seconds - strike) * 0.45;
}
