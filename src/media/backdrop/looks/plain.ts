/** Plain: next to black, and nothing in it. What a scene plays on when its look cannot be drawn. */
import type { Painting } from '../studio-set.ts';

/** Linear light: a black that a screen still tells from being off. */
const DARKNESS = 0.002;

export function composePlain(): Painting {
  return { ground: { lightX: 0, gloss: 0 }, push: false, row: (_y, _seconds, out) => void out.fill(DARKNESS) };
}
