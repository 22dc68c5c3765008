/** The mixing desk: each stem brought to its loudness, ducked, and sent to the echo and the room. */

import { pingPong } from './dsp/delay.ts';
import { duck, duckingGains } from './dsp/ducking.ts';
import { filter } from './dsp/filter.ts';
import { integratedLoudness } from './dsp/loudness.ts';
import { reverberate } from './dsp/reverb.ts';
import { addStereo, decibels, SAMPLE_RATE, type Stereo, silence } from './dsp/stereo.ts';
import type { Score } from './score.ts';
import { playStem } from './stems.ts';
import type { StemName, Style } from './styles/style.ts';

const STEMS: readonly StemName[] = ['drums', 'bass', 'pad', 'keys', 'arpeggio', 'melody', 'effects'];
/** What lies below belongs to the kick and the bass alone; anything else down there is mud. */
const LOW_CUT_HERTZ: Readonly<Record<StemName, number>> = {
  drums: 28,
  bass: 28,
  pad: 140,
  keys: 150,
  arpeggio: 150,
  melody: 220,
  effects: 32,
};

export function mix(score: Score, style: Style, seed: number): Stereo {
  const { form } = score;
  const samples = Math.round(form.seconds * SAMPLE_RATE);
  const dry = silence(samples);
  const toRoom = silence(samples);
  const toEcho = silence(samples);
  const gains = duckingGains(samples, kicks(score), style.duckBeats * form.beatSeconds);
  // One stem at a time, so that a minute of music needs a few tens of megabytes, not hundreds.
  for (const name of STEMS) {
    const stem = playStem(name, score, style, seed);
    const { lufs, reverbDb, delayDb, duck: depth } = style.balance[name];
    for (const channel of [stem.left, stem.right]) {
      filter(channel, 'highpass', LOW_CUT_HERTZ[name]);
      if (depth > 0) duck(channel, gains, depth);
    }
    const loudness = integratedLoudness(stem);
    const gain = Number.isFinite(loudness) ? decibels(lufs - loudness) : 0;
    addStereo(dry, stem, gain);
    addStereo(toRoom, stem, gain * decibels(reverbDb));
    addStereo(toEcho, stem, gain * decibels(delayDb));
  }
  const echoes = pingPong(toEcho, style.delay.beats * form.beatSeconds, style.delay.feedback);
  addStereo(dry, echoes, 1);
  addStereo(toRoom, echoes, 0.35);
  addStereo(dry, reverberate(toRoom, style.room), 1);
  return dry;
}

function kicks(score: Score): readonly number[] {
  return score.drums.filter((hit) => hit.drum === 'kick').map((hit) => hit.startSeconds);
}
