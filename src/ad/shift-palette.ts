/** One scene's departure from the palette: warmer or colder, brighter or darker, in OKLCH. Pure. */
import { hexOf, type Oklch, oklchOf } from './color.ts';
import type { Background, Palette } from './plan.ts';

/** Late sun and blue hour: hue and chroma that surfaces and light go towards. Dark surfaces look louder at the same chroma. */
const WARM = { h: 64, surface: { light: 0.072, dark: 0.055 }, glow: 0.085 };
const COLD = { h: 250, surface: { light: 0.055, dark: 0.05 }, glow: 0.06 };

/** Most that lightness moves, and the room it moves in: far enough from the other tone that it stays what it is. */
const LIGHTNESS = {
  light: { reach: 0.2, min: 0.56, max: 0.975 },
  dark: { reach: 0.12, min: 0.1, max: 0.44 },
} as const;
/** A brighter set has a light nearly white, a darker one a dimmer light. */
const LIGHT_REACH = { up: 0.03, down: 0.13 };
/** Coloured light is a little less bright than white: no screen has a golden white. */
const TINT_COST = 0.05;

/** `{0, 0}` gives the same palette. Tone, brand and shadow stay; wall and floor keep their distance in lightness. */
export function shiftPalette(
  palette: Palette,
  { warmth, brightness }: Pick<Background, 'warmth' | 'brightness'>,
): Palette {
  if (warmth === 0 && brightness === 0) return palette;
  const [wall, floor, light, accent] = [palette.wall, palette.floor, palette.light, palette.accent].map(oklchOf);
  if (!wall || !floor || !light || !accent) return palette;
  const target = warmth > 0 ? WARM : COLD;
  const pull = ease(Math.abs(warmth));
  const lift = liftOf([wall.l, floor.l], palette.tone, brightness);
  const tint = { h: target.h, c: target.surface[palette.tone] };
  const surface = (color: Oklch) => hexOf(lifted(towards(color, tint, pull * 0.75), lift));
  const glow = brightness * (brightness > 0 ? LIGHT_REACH.up : LIGHT_REACH.down) - TINT_COST * pull;
  return {
    ...palette,
    wall: surface(wall),
    floor: surface(floor),
    light: hexOf(lifted(towards(light, { h: target.h, c: target.glow }, pull * 0.85), glow)),
    accent: hexOf(lifted(towards(accent, { h: target.h, c: accent.c }, pull * 0.35), lift * 0.5)),
  };
}

/** Half a step is seen as more than half of a whole one, so that the first wish already shows. */
function ease(amount: number): number {
  return 1 - (1 - amount) ** 1.25;
}

/** Straight through the plane of colours, as light of another temperature would move them: opposite hues meet in grey. */
function towards(color: Oklch, target: { readonly h: number; readonly c: number }, amount: number): Oklch {
  const goal = { l: color.l, c: Math.max(color.c, target.c), h: target.h };
  const x = across(color, Math.cos) * (1 - amount) + across(goal, Math.cos) * amount;
  const y = across(color, Math.sin) * (1 - amount) + across(goal, Math.sin) * amount;
  return { l: color.l, c: Math.hypot(x, y), h: ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360 };
}

function across({ c, h }: Oklch, leg: (radians: number) => number): number {
  return c * leg((h * Math.PI) / 180);
}

/** One lift for all surfaces, scaled to the room there is: a step more always shows, and none is flattened at an end. */
function liftOf(surfaces: readonly number[], tone: Palette['tone'], brightness: number): number {
  const { reach, min, max } = LIGHTNESS[tone];
  const room = brightness > 0 ? max - Math.max(...surfaces) : Math.min(...surfaces) - min;
  return brightness * Math.max(0, Math.min(reach, room));
}

function lifted(color: Oklch, amount: number): Oklch {
  return { ...color, l: color.l + amount };
}
