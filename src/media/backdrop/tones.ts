/** The palette in linear light, where brightness adds up as it does in a room. */
import { mixColors, rgbOf } from '../../ad/color.ts';
import type { Palette } from '../../ad/plan.ts';

/** Red, green and blue in linear light, 0 to 1 and beyond for what glows. */
export type Tone = readonly [number, number, number];

export type Tones = {
  readonly isDark: boolean;
  readonly wall: Tone;
  readonly floor: Tone;
  readonly light: Tone;
  readonly accent: Tone;
  readonly shadow: Tone;
  readonly brand: Tone;
  /** Mixes two of the palette's colours in OKLab. */
  readonly mix: (a: ColorName, b: ColorName, amount: number) => Tone;
};

type ColorName = Exclude<keyof Palette, 'tone'>;

export function tonesOf(palette: Palette): Tones {
  return {
    isDark: palette.tone === 'dark',
    wall: toneOf(palette.wall),
    floor: toneOf(palette.floor),
    light: toneOf(palette.light),
    accent: toneOf(palette.accent),
    shadow: toneOf(palette.shadow),
    brand: toneOf(palette.brand),
    mix: (a, b, amount) => toneOf(mixColors(palette[a], palette[b], amount)),
  };
}

function toneOf(hex: string): Tone {
  const [r, g, b] = rgbOf(hex);
  return [linear(r), linear(g), linear(b)];
}

export function scaled(tone: Tone, factor: number): Tone {
  return [tone[0] * factor, tone[1] * factor, tone[2] * factor];
}

/** Straight mix in linear light: what two overlapping lights do. */
export function blended(a: Tone, b: Tone, amount: number): Tone {
  return [a[0] + (b[0] - a[0]) * amount, a[1] + (b[1] - a[1]) * amount, a[2] + (b[2] - a[2]) * amount];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
