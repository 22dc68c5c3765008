/** Mastering: the fade at the end, glue, and a level that needs no more than a nudge to reach the target loudness. */
import { filter, highShelf } from './dsp/filter.ts';
import { limit } from './dsp/limiter.ts';
import { integratedLoudness } from './dsp/loudness.ts';
import { decibels, SAMPLE_RATE, type Stereo } from './dsp/stereo.ts';

/** What the platforms play at (YouTube normalises to it; see render-bed.ts). */
const TARGET_LUFS = -14;
/** Well under -1.5 dBTP, because AAC adds up to 0.7 dB of its own (measured over all moods, 2026-11-22). */
const CEILING = decibels(-3);
const SILENT_SECONDS = 0.03;

/** `fadeFromSeconds` is when the last chord may begin to fade; the last 30 ms are silent. */
export function master(mixed: Stereo, fadeFromSeconds: number): Stereo {
  for (const channel of [mixed.left, mixed.right]) {
    filter(channel, 'highpass', 27);
    highShelf(channel, 4200, 4);
    fadeIn(channel);
    fadeOut(channel, fadeFromSeconds);
  }
  let gain = decibels(TARGET_LUFS - integratedLoudness(mixed));
  let loud = finish(mixed, gain);
  // Saturation and limiting take a little loudness away; a few rounds give it back.
  for (let round = 0; round < 4; round += 1) {
    const missing = TARGET_LUFS - integratedLoudness(loud);
    if (!Number.isFinite(missing) || Math.abs(missing) < 0.08) break;
    gain *= decibels(missing * 1.15);
    loud = finish(mixed, gain);
  }
  return loud;
}

function finish(mixed: Stereo, gain: number): Stereo {
  const loud = { left: saturate(mixed.left, gain), right: saturate(mixed.right, gain) };
  limit(loud, CEILING);
  return loud;
}

/** Leaves everything under half of full scale untouched and rounds what is above, so that the limiter has less to do. */
function saturate(channel: Float32Array, gain: number): Float32Array {
  const knee = 0.5;
  return channel.map((value) => {
    const raw = value * gain;
    const over = Math.abs(raw) - knee;
    return over <= 0 ? raw : Math.sign(raw) * (knee + over / (1 + over * 0.9));
  });
}

/** Four milliseconds, inaudible: a hit on the very first sample makes AAC encoders overshoot. */
function fadeIn(channel: Float32Array): void {
  const length = Math.min(channel.length, 0.004 * SAMPLE_RATE);
  for (let index = 0; index < length; index += 1) channel[index] = (channel[index] ?? 0) * (index / length);
}

function fadeOut(channel: Float32Array, fromSeconds: number): void {
  const end = channel.length - Math.round(SILENT_SECONDS * SAMPLE_RATE);
  const start = Math.min(end - 1, Math.round(fromSeconds * SAMPLE_RATE));
  for (let index = Math.max(0, start); index < channel.length; index += 1) {
    const along = Math.min(1, (index - start) / (end - start));
    const level = 0.5 + 0.5 * Math.cos(Math.PI * along);
    channel[index] = (channel[index] ?? 0) * level;
  }
}
