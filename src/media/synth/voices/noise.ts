/** White noise, repeatable. */
import type { Random } from '../random.ts';

export function noise(samples: number, random: Random): Float32Array {
  const sound = new Float32Array(samples);
  for (let index = 0; index < samples; index += 1) sound[index] = random.next() * 2 - 1;
  return sound;
}
