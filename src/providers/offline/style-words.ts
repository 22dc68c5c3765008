/** The words of the style spec: appended to every background prompt, so that hosted scenes belong together, too. */
import type { Mood, Palette, StyleSpec } from '../../ad/plan.ts';

type Words = Pick<StyleSpec, 'lighting' | 'camera' | 'texture' | 'grade'>;

const CAMERA: Readonly<Record<Mood, string>> = {
  upbeat: 'light, steady forward glide, eye level',
  calm: 'very slow forward push, locked horizon, eye level',
  elegant: 'slow, weightless arc, shallow depth of field',
  playful: 'gentle floating drift, slightly high angle',
  bold: 'confident slow push from a low angle',
  tech: 'precise, linear dolly move, eye level',
  natural: 'slow, breathing drift, eye level',
};

const TEXTURE: Readonly<Record<Mood, string>> = {
  upbeat: 'clean matte surfaces with crisp edges',
  calm: 'soft plaster and linen, fine film grain',
  elegant: 'polished stone and silk, smooth gradients',
  playful: 'smooth painted surfaces, rounded shapes',
  bold: 'dark matte surfaces, hard edges, fine haze',
  tech: 'satin metal and glass, flawless gradients',
  natural: 'raw plaster, pale wood and leaves',
};

export function styleWords(mood: Mood, tone: Palette['tone']): Words {
  return {
    lighting:
      tone === 'dark'
        ? 'low-key, one soft beam from the upper left, glowing edges, deep shadows that keep their detail'
        : 'high-key, large soft daylight from the upper left, long gentle shadows',
    camera: CAMERA[mood],
    texture: TEXTURE[mood],
    grade:
      tone === 'dark'
        ? 'rich blacks, warm highlights, restrained colour'
        : 'airy, clean whites, soft contrast, restrained colour',
  };
}
