/** The set's colours from the brand colour and the product's own, in OKLCH, so that the product stands out and all belongs together. */
import { hexOf, type Oklch, oklchOf } from '../../ad/color.ts';
import type { Cutout } from '../../ad/cutout.ts';
import type { Mood, Palette } from '../../ad/plan.ts';
import type { Toning } from './mood.ts';

/** Below this chroma a colour reads as grey and its hue is noise. */
const GREY = 0.03;
/** A warm neutral, used when neither brand nor product has a hue. */
const NEUTRAL_HUE = 75;
/** Lightness between wall and product that keeps the silhouette readable; a little over 0.25 so that 8-bit rounding does not eat it. */
const SEPARATION = 0.26;

const SETS = {
  light: { ideal: 0.86, min: 0.62, max: 0.93 },
  dark: { ideal: 0.27, min: 0.17, max: 0.4 },
} as const;

/** Degrees from the set's hue to the accent: quiet moods stay beside it, loud ones cross the wheel. */
const HARMONY: Readonly<Record<Mood, number>> = {
  calm: 38,
  natural: -42,
  elegant: 32,
  tech: 62,
  upbeat: 150,
  playful: -140,
  bold: 165,
};

const MUTED: readonly Mood[] = ['calm', 'elegant', 'natural'];
const LOUD: readonly Mood[] = ['playful', 'bold', 'upbeat'];

/** `toning` is what the brief's words ask for; without it the product's lightness decides. */
export function designPalette(request: {
  readonly brandColor: string;
  readonly cutout: Cutout;
  readonly mood: Mood;
  readonly toning: Toning | null;
}): Palette {
  const { brandColor, cutout, mood, toning } = request;
  const tone = toning ?? toneFor(cutout.lightness, mood);
  const anchor = withoutMud(anchorOf(brandColor, cutout.colors), tone);
  const wall = wallLightness(tone, cutout.lightness);
  const chroma = surfaceChroma(anchor, { tone, wall, mood });
  const surface = (l: number, c: number) => hexOf({ l, c, h: anchor.h });
  const warm = isWarm(anchor, mood);
  return {
    tone,
    wall: surface(wall, chroma),
    floor: surface(floorLightness(wall, tone), Math.max(0.024, chroma * 0.85)),
    light: hexOf(warm ? { l: 0.955, c: 0.034, h: 78 } : { l: 0.955, c: 0.026, h: 225 }),
    accent: accentOf(anchor, mood, tone),
    shadow: hexOf({ l: tone === 'dark' ? 0.1 : 0.17, c: 0.022, h: anchor.h }),
    brand: brandColor,
  };
}

function toneFor(lightness: number, mood: Mood): Palette['tone'] {
  if (lightness < 0.5) return 'light';
  if (lightness > 0.66) return 'dark';
  return mood === 'elegant' || mood === 'tech' || mood === 'bold' ? 'dark' : 'light';
}

/** The brand's hue; a grey brand borrows the product's most colourful one. */
function anchorOf(brandColor: string, productColors: readonly string[]): Oklch {
  const brand = oklchOf(brandColor);
  if (brand.c >= GREY) return brand;
  const colorful = productColors.map(oklchOf).sort((a, b) => b.c - a.c)[0];
  return colorful && colorful.c >= GREY ? colorful : { l: brand.l, c: 0, h: NEUTRAL_HUE };
}

/** Dark yellow is olive: a yellow brand gets an amber night, a lime one a green night. */
function withoutMud(anchor: Oklch, tone: Palette['tone']): Oklch {
  if (tone === 'light' || anchor.c < GREY || anchor.h < 80 || anchor.h > 135) return anchor;
  return { ...anchor, h: anchor.h < 114 ? 68 : 145 };
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

/** Pale walls carry little colour, mid-tones carry more; never so much that the set competes with the product. */
function surfaceChroma(
  anchor: Oklch,
  { tone, wall, mood }: { readonly tone: Palette['tone']; readonly wall: number; readonly mood: Mood },
): number {
  const loud = LOUD.includes(mood) ? 1.35 : 1;
  const room = loud * (tone === 'dark' ? 0.052 : 0.04 + (0.93 - wall) * 0.13);
  const wanted = anchor.c < GREY ? 0.024 : Math.min(room, anchor.c * 0.55);
  return Math.min(0.085, Math.max(0.026, wanted));
}

function floorLightness(wall: number, tone: Palette['tone']): number {
  if (tone === 'dark') return wall > 0.24 ? wall - 0.08 : wall + 0.08;
  return wall > 0.87 ? wall - 0.085 : wall + 0.075;
}

/** Warm light for warm sets and homely moods; cool for the rest. */
function isWarm(anchor: Oklch, mood: Mood): boolean {
  if (mood === 'tech') return false;
  return MUTED.includes(mood) || anchor.c < GREY || anchor.h < 130 || anchor.h > 320;
}

function accentOf(anchor: Oklch, mood: Mood, tone: Palette['tone']): string {
  const h = (anchor.h + HARMONY[mood] + 360) % 360;
  return hexOf({ l: tone === 'dark' ? 0.74 : 0.68, c: MUTED.includes(mood) ? 0.09 : 0.13, h });
}
