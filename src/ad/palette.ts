/** The set's colours, mixed around one hue in OKLCH. */
import { hexOf, type Oklch, oklchOf } from './color.ts';
import type { Mood, Palette } from './plan.ts';

/** Below this chroma a colour reads as grey and its hue is noise. */
export const GREY = 0.03;
/** A warm neutral, used where nothing has a hue. */
const NEUTRAL_HUE = 75;

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

type SetLightness = { readonly wall: number; readonly floor: number };

/** `anchor` gives hue and colourfulness of the set; `brand` is kept as written. */
export function paletteAround(request: {
  readonly anchor: Oklch;
  readonly brand: string;
  readonly mood: Mood;
  readonly tone: Palette['tone'];
  readonly lightness: SetLightness;
}): Palette {
  const { brand, mood, tone, lightness } = request;
  const anchor = withoutMud(request.anchor, tone);
  const chroma = surfaceChroma(anchor, { tone, wall: lightness.wall, mood });
  const surface = (l: number, c: number) => hexOf({ l, c, h: anchor.h });
  return {
    tone,
    wall: surface(lightness.wall, chroma),
    floor: surface(lightness.floor, Math.max(0.024, chroma * 0.85)),
    light: hexOf(isWarm(anchor, mood) ? { l: 0.955, c: 0.034, h: 78 } : { l: 0.955, c: 0.026, h: 225 }),
    accent: accentOf(anchor, mood, tone),
    shadow: shadowFor(anchor.h, tone),
    brand,
  };
}

/** The same set for another brand colour: as light or dark as before, so that the product stands out as it did. */
export function repaintForBrand(palette: Palette, brand: string, mood: Mood): Palette {
  const lightness = { wall: oklchOf(palette.wall).l, floor: oklchOf(palette.floor).l };
  return paletteAround({ anchor: anchorOf(brand), brand, mood, tone: palette.tone, lightness });
}

/**
 * The same set with single colours as given; null keeps one. A wall that crosses from light to dark, or back, takes floor
 * and shadow with it: a bright floor under a dark wall would look like two rooms.
 */
export function repaint(
  palette: Palette,
  wish: { readonly [Name in 'wall' | 'floor' | 'light' | 'accent']: string | null },
): Palette {
  const named = {
    wall: wish.wall ?? palette.wall,
    floor: wish.floor ?? palette.floor,
    light: wish.light ?? palette.light,
    accent: wish.accent ?? palette.accent,
  };
  const wall = oklchOf(named.wall);
  const tone = wish.wall === null ? palette.tone : toneOfWall(wall.l);
  if (tone === palette.tone) return { ...palette, ...named };
  const floor = wish.floor ?? hexOf({ ...wall, l: floorLightness(wall.l, tone), c: wall.c * 0.85 });
  return { ...palette, ...named, tone, floor, shadow: shadowFor(wall.c < GREY ? NEUTRAL_HUE : wall.h, tone) };
}

/** What a brand colour says about the set; a grey one has no hue to give. */
export function anchorOf(brand: string): Oklch {
  const color = oklchOf(brand);
  return color.c >= GREY ? color : { l: color.l, c: 0, h: NEUTRAL_HUE };
}

/** A small step from the wall, towards the side that has room for it. */
export function floorLightness(wall: number, tone: Palette['tone']): number {
  if (tone === 'dark') return wall > 0.24 ? wall - 0.08 : wall + 0.08;
  return wall > 0.87 ? wall - 0.085 : wall + 0.075;
}

function toneOfWall(lightness: number): Palette['tone'] {
  return lightness < 0.5 ? 'dark' : 'light';
}

/** Dark yellow is olive: a yellow brand gets an amber night, a lime one a green night. */
function withoutMud(anchor: Oklch, tone: Palette['tone']): Oklch {
  if (tone === 'light' || anchor.c < GREY || anchor.h < 80 || anchor.h > 135) return anchor;
  return { ...anchor, h: anchor.h < 114 ? 68 : 145 };
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

/** Warm light for warm sets and homely moods; cool for the rest. */
function isWarm(anchor: Oklch, mood: Mood): boolean {
  if (mood === 'tech') return false;
  return MUTED.includes(mood) || anchor.c < GREY || anchor.h < 130 || anchor.h > 320;
}

function accentOf(anchor: Oklch, mood: Mood, tone: Palette['tone']): string {
  const h = (anchor.h + HARMONY[mood] + 360) % 360;
  return hexOf({ l: tone === 'dark' ? 0.74 : 0.68, c: MUTED.includes(mood) ? 0.09 : 0.13, h });
}

function shadowFor(hue: number, tone: Palette['tone']): string {
  return hexOf({ l: tone === 'dark' ? 0.1 : 0.17, c: 0.022, h: hue });
}
