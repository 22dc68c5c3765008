/** State-variable filters over whole buffers (the trapezoidal form, stable while its cutoff sweeps). */
import { SAMPLE_RATE } from './stereo.ts';

export type FilterKind = 'lowpass' | 'highpass' | 'bandpass';
/** A constant cutoff in hertz, or one that depends on the sample's index. */
export type Cutoff = number | ((sample: number) => number);

const BLOCK = 32;

/** `resonance` is Q: 0.707 is flat. Works in place and returns the buffer. */
export function filter(buffer: Float32Array, kind: FilterKind, cutoff: Cutoff, resonance = Math.SQRT1_2): Float32Array {
  const damping = 1 / resonance;
  let first = 0;
  let second = 0;
  for (let start = 0; start < buffer.length; start += BLOCK) {
    const wanted = typeof cutoff === 'number' ? cutoff : cutoff(start);
    const tangent = Math.tan((Math.PI * Math.max(15, Math.min(20_000, wanted))) / SAMPLE_RATE);
    const a1 = 1 / (1 + tangent * (tangent + damping));
    const a2 = tangent * a1;
    const a3 = tangent * a2;
    const end = Math.min(buffer.length, start + BLOCK);
    for (let index = start; index < end; index += 1) {
      const input = buffer[index] ?? 0;
      const difference = input - second;
      const band = a1 * first + a2 * difference;
      const low = second + a2 * first + a3 * difference;
      first = 2 * band - first;
      second = 2 * low - second;
      buffer[index] = kind === 'lowpass' ? low : kind === 'bandpass' ? band * damping : input - damping * band - low;
    }
  }
  return buffer;
}

/** Lifts (or lowers) everything above a frequency by `gainDb`. */
export function highShelf(buffer: Float32Array, hertz: number, gainDb: number): Float32Array {
  const high = filter(buffer.slice(), 'highpass', hertz, 0.5);
  const extra = 10 ** (gainDb / 20) - 1;
  for (let index = 0; index < buffer.length; index += 1)
    buffer[index] = (buffer[index] ?? 0) + extra * (high[index] ?? 0);
  return buffer;
}

/** A bell of `gainDb` around a frequency. */
export function bell(buffer: Float32Array, hertz: number, gainDb: number, width: number): Float32Array {
  const band = filter(buffer.slice(), 'bandpass', hertz, width);
  const extra = 10 ** (gainDb / 20) - 1;
  for (let index = 0; index < buffer.length; index += 1)
    buffer[index] = (buffer[index] ?? 0) + extra * (band[index] ?? 0);
  return buffer;
}
