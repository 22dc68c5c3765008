/** The words a clip is asked for with: the scene's set, its light, the ad's style. Never the product. Pure. */
import { backgroundWords } from '../../ad/background-words.ts';
import type { Background, StyleSpec } from '../../ad/plan.ts';

/** The product is put in later, and words are typeset: neither may be in the picture already. */
const EMPTY = 'empty set with free space in the middle, no people, no writing';

export const NOT_IN_THE_PICTURE =
  'text, letters, writing, captions, watermark, logo, brand, label, people, person, face, hands, product, packaging, low quality, flicker, distortion';

export function clipPrompt(background: Background, style: StyleSpec): string {
  const { lighting, camera, texture, mood, grade } = style;
  const parts = [
    background.prompt,
    backgroundWords(background),
    lighting,
    camera,
    texture,
    `${mood} mood`,
    grade,
    EMPTY,
  ];
  return parts
    .map((part) => part.trim().replace(/[.,;\s]+$/, ''))
    .filter(Boolean)
    .join(', ');
}
