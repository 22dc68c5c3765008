/** The mixing desk: each stem brought to its loudness, ducked, and sent to the echo and the room. */

import { pingPong } from './dsp/delay.ts';
import { duck, duckingGains } from './dsp/ducking.ts';
import { filter } from './dsp/filter.ts';
import { integratedLoudness } from './dsp/loudness.ts';
import { reverberate } from './dsp/reverb.ts';
import { addStereo, decibels, SAMPLE_RATE, type Stereo, silence } from './dsp/stereo.ts';
import { type Form, solo } from './form.ts';
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

const RIDE_BLOCK = 256;

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
      if (name === 'pad' || name === 'keys' || name === 'arpeggio') ride(channel, form);
    }
    const loudness = integratedLoudness(stem);
    const gain = Number.isFinite(loudness) ? decibels(lufs - loudness) : 0;
    addStereo(dry, stem, gain);
    send(toRoom, stem, gain, reverbDb);
    send(toEcho, stem, gain, delayDb);
  }
  const echoes = pingPong(toEcho, style.delay.beats * form.beatSeconds, style.delay.feedback);
  addStereo(dry, echoes, 1);
  addStereo(toRoom, echoes, 0.35);
  addStereo(dry, reverberate(toRoom, style.room), 1);
  return dry;
}

/** Up to 2.5 dB more where nothing else plays, eased within half a second. */
function ride(channel: Float32Array, form: Form): void {
  let gain = 1 + 0.33 * solo(form, 0);
  for (let start = 0; start < channel.length; start += RIDE_BLOCK) {
    const wanted = 1 + 0.33 * solo(form, start / SAMPLE_RATE / form.beatSeconds);
    gain += (wanted - gain) * 0.05;
    const end = Math.min(channel.length, start + RIDE_BLOCK);
    for (let index = start; index < end; index += 1) channel[index] = (channel[index] ?? 0) * gain;
  }
}

function send(to: Stereo, stem: Stereo, gain: number, sendDb: number): void {
  if (sendDb > -60) addStereo(to, stem, gain * decibels(sendDb));
}

function kicks(score: Score): readonly number[] {
  return score.drums.filter((hit) => hit.drum === 'kick').map((hit) => hit.startSeconds);
}
