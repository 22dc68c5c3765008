/** Echoes that bounce between left and right and grow darker. */
import { SAMPLE_RATE, type Stereo, silence } from './stereo.ts';

/** The echoes alone, as long as the input. */
export function pingPong(send: Stereo, seconds: number, feedback: number): Stereo {
  const output = silence(send.left.length);
  const delay = Math.max(1, Math.round(seconds * SAMPLE_RATE));
  let dampedLeft = 0;
  let dampedRight = 0;
  for (let index = delay; index < output.left.length; index += 1) {
    const before = index - delay;
    const dry = ((send.left[before] ?? 0) + (send.right[before] ?? 0)) * 0.5;
    const fromLeft = output.left[before] ?? 0;
    const fromRight = output.right[before] ?? 0;
    // One pole near 3.5 kHz: each repeat loses some of its edge, as tape does.
    dampedLeft += 0.37 * (dry + fromRight * feedback - dampedLeft);
    dampedRight += 0.37 * (fromLeft * 0.92 - dampedRight);
    output.left[index] = dampedLeft;
    output.right[index] = dampedRight;
  }
  return output;
}
