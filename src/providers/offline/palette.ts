/** The set's colours from the brand colour and the product's own, so that the product stands out and all belongs together. */
import { type Oklch, oklchOf } from '../../ad/color.ts';
import type { Cutout } from '../../ad/cutout.ts';
import { anchorOf, floorLightness, GREY, paletteAround } from '../../ad/palette.ts';
import type { Mood, Palette } from '../../ad/plan.ts';
import type { Toning } from './mood.ts';

/** Lightness between wall and product that keeps the silhouette readable; a little over 0.25 so that 8-bit rounding does not eat it. */
const SEPARATION = 0.26;

const SETS = {
  light: { ideal: 0.86, min: 0.62, max: 0.93 },
  dark: { ideal: 0.27, min: 0.17, max: 0.4 },
} as const;

/** `toning` is what the brief's words ask for; without it the product's lightness decides. */
export function designPalette(request: {
  readonly brandColor: string;
  readonly cutout: Cutout;
  readonly mood: Mood;
  readonly toning: Toning | null;
}): Palette {
  const { brandColor, cutout, mood, toning } = request;
  const tone = toning ?? toneFor(cutout.lightness, mood);
  const wall = wallLightness(tone, cutout.lightness);
  const lightness = { wall, floor: floorLightness(wall, tone) };
  return paletteAround({ anchor: anchorWith(brandColor, cutout.colors), brand: brandColor, mood, tone, lightness });
}

function toneFor(lightness: number, mood: Mood): Palette['tone'] {
  if (lightness < 0.5) return 'light';
  if (lightness > 0.66) return 'dark';
  return mood === 'elegant' || mood === 'tech' || mood === 'bold' ? 'dark' : 'light';
}

/** The brand's hue; a grey brand borrows the product's most colourful one. */
function anchorWith(brandColor: string, productColors: readonly string[]): Oklch {
  const brand = anchorOf(brandColor);
  if (brand.c >= GREY) return brand;
  const colorful = productColors.map(oklchOf).sort((a, b) => b.c - a.c)[0];
  return colorful && colorful.c >= GREY ? colorful : brand;
}

/** The lightness nearest to the set's ideal that still lets the product stand out; the farthest one where none does. */
function wallLightness(tone: Palette['tone'], product: number): number {
  const { ideal, min, max } = SETS[tone];
  const inside = (l: number) => l >= min && l <= max;
  if (Math.abs(ideal - product) >= SEPARATION) return ideal;
  const candidates = [product + SEPARATION, product - SEPARATION].filter(inside);
  const nearest = candidates.sort((a, b) => Math.abs(a - ideal) - Math.abs(b - ideal))[0];
  return nearest ?? (Math.abs(min - product) > Math.abs(max - product) ? min : max);
}
