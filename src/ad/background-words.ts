/** How a scene's light departs from the ad's, in words for a hosted model. */
import type { Background } from './plan.ts';

/** Less than this is not worth a word. */
const FAINT = 0.1;
/** From here on it is much. */
const STRONG = 0.6;

/** `warmer light, much darker`; empty when the scene has the light of the whole ad. Appended to the prompt. */
export function backgroundWords({ warmth, brightness }: Pick<Background, 'warmth' | 'brightness'>): string {
  return [
    ...step(warmth, { more: 'warmer, golden light', less: 'cooler, bluish light' }),
    ...step(brightness, { more: 'brighter, airy exposure', less: 'darker, low-key exposure' }),
  ].join(', ');
}

function step(amount: number, words: { readonly more: string; readonly less: string }): string[] {
  if (Math.abs(amount) < FAINT) return [];
  const word = amount > 0 ? words.more : words.less;
  return [Math.abs(amount) >= STRONG ? `much ${word}` : word];
}
