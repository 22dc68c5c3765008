/** A plate-like room: input diffusers into an eight-line feedback network with damped, slowly wandering lines. */
import { filter } from './filter.ts';
import { SAMPLE_RATE, type Stereo, silence } from './stereo.ts';

export type Room = { readonly seconds: number; readonly dampingHertz: number; readonly preDelaySeconds: number };

const LINE_SECONDS = [0.0297, 0.0351, 0.0413, 0.0437, 0.0532, 0.0599, 0.0677, 0.0743] as const;
const DIFFUSER_SECONDS = [0.0047, 0.0036, 0.0127, 0.0093] as const;
const LINES = 8;

/** The wet sound alone, as long as the input. */
export function reverberate(send: Stereo, room: Room): Stereo {
  const left = diffuse(filter(send.left.slice(), 'highpass', 220), 0);
  const right = diffuse(filter(send.right.slice(), 'highpass', 220), 0.0011);
  return network({ left, right }, room);
}

function diffuse(buffer: Float32Array, offsetSeconds: number): Float32Array {
  for (const seconds of DIFFUSER_SECONDS) allpass(buffer, Math.round((seconds + offsetSeconds) * SAMPLE_RATE), 0.62);
  return buffer;
}

function allpass(buffer: Float32Array, delay: number, gain: number): void {
  const line = new Float32Array(delay);
  let position = 0;
  for (let index = 0; index < buffer.length; index += 1) {
    const input = buffer[index] ?? 0;
    const delayed = line[position] ?? 0;
    const inner = input - gain * delayed;
    buffer[index] = delayed + gain * inner;
    line[position] = inner;
    position = position + 1 === delay ? 0 : position + 1;
  }
}

function network(input: Stereo, room: Room): Stereo {
  const output = silence(input.left.length);
  const size = 4096;
  const lines = new Float32Array(LINES * size);
  const delays = Float64Array.from(LINE_SECONDS, (seconds) => seconds * SAMPLE_RATE);
  const gains = Float64Array.from(LINE_SECONDS, (seconds) => 10 ** ((-3 * seconds) / room.seconds));
  const damping = 1 - Math.exp((-2 * Math.PI * room.dampingHertz) / SAMPLE_RATE);
  const low = new Float64Array(LINES);
  const taps = new Float64Array(LINES);
  const preDelay = Math.round(room.preDelaySeconds * SAMPLE_RATE);
  for (let index = 0; index < output.left.length; index += 1) {
    let sum = 0;
    const wander = 6 * Math.sin(index * 0.0000916);
    for (let line = 0; line < LINES; line += 1) {
      // Neighbouring lines wander in opposite directions, which keeps long tails from ringing metallically.
      const read = index - (delays[line] ?? 0) - 8 + (line % 2 === 0 ? wander : -wander);
      const whole = Math.floor(read);
      const here = lines[line * size + (whole & (size - 1))] ?? 0;
      const next = lines[line * size + ((whole + 1) & (size - 1))] ?? 0;
      const raw = (here + (next - here) * (read - whole)) * (gains[line] ?? 0);
      const damped = (low[line] ?? 0) + damping * (raw - (low[line] ?? 0));
      low[line] = damped;
      taps[line] = damped;
      sum += damped;
    }
    const inLeft = index < preDelay ? 0 : (input.left[index - preDelay] ?? 0);
    const inRight = index < preDelay ? 0 : (input.right[index - preDelay] ?? 0);
    let left = 0;
    let right = 0;
    // A Householder matrix: every line feeds every other one, and no energy is gained.
    for (let line = 0; line < LINES; line += 1) {
      const tap = taps[line] ?? 0;
      const even = line % 2 === 0;
      lines[line * size + (index & (size - 1))] = tap - sum * (2 / LINES) + (even ? inLeft : inRight);
      const sign = line % 4 < 2 ? 1 : -1;
      if (even) left += tap * sign;
      else right += tap * sign;
    }
    output.left[index] = left * 0.35;
    output.right[index] = right * 0.35;
  }
  return output;
}
