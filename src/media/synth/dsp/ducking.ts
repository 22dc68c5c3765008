/** The breathing of modern mixes: everything but the drums steps back for a moment at each kick. */
import { SAMPLE_RATE } from './stereo.ts';

/** A gain per sample (0 to 1). `recoverySeconds` is how long it takes to come back. */
export function duckingGains(samples: number, kickSeconds: readonly number[], recoverySeconds: number): Float32Array {
  const gains = new Float32Array(samples).fill(1);
  const dip = Math.round(0.006 * SAMPLE_RATE);
  const length = Math.round(recoverySeconds * SAMPLE_RATE);
  for (const kick of kickSeconds) {
    const start = Math.round(kick * SAMPLE_RATE) - dip;
    for (let index = Math.max(0, -start); index < length && start + index < samples; index += 1) {
      const along = index / length;
      const wanted = index < dip ? 1 - index / dip : along * along * (3 - 2 * along);
      gains[start + index] = Math.min(gains[start + index] ?? 1, wanted);
    }
  }
  return gains;
}

/** `depth` 0 leaves the sound alone, 1 silences it at the kick. Works in place. */
export function duck(channel: Float32Array, gains: Float32Array, depth: number): void {
  for (let index = 0; index < channel.length; index += 1) {
    channel[index] = (channel[index] ?? 0) * (1 - depth * (1 - (gains[index] ?? 1)));
  }
}
