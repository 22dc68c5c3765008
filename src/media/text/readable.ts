/** Measures what is behind words and finds an ink, and if need be a ground, on which they can be read. Pure. */
import { luminance, mixColors, rgbOf } from '../../ad/color.ts';
import type { Palette } from '../../ad/plan.ts';
import type { Box } from '../stage.ts';

/** A small RGB picture of the whole frame without words. */
export type Behind = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** WCAG 2.2, level AA. */
export const MIN_CONTRAST = 4.5;
/** What a veil is made for: it loses a little where it fades, and the encoder takes some, too. */
const VEILED_CONTRAST = 4.8;
/** A few specks brighter than the rest do not make words unreadable. */
const WORST_SHARE = 0.02;
/** A veil denser than this looks like a stain; a card looks meant. */
const DENSEST_VEIL = 0.66;
const CARD = 0.94;
/**
 * A darker veil looks like light falling off, a lighter one like fog: white words on a dark one are taken even where it has
 * to be this much denser, and more so where most of what is behind the words is dim (relative luminance) already.
 */
const FAVOUR = 0.1;
const DIM = 0.25;
const FAVOUR_ON_DIM = 0.5;

export type Ground =
  | { readonly kind: 'none' }
  /** A soft darkening or lightening of `opacity` 0 to 1. */
  | { readonly kind: 'veil' | 'card'; readonly color: string; readonly opacity: number };

export type Reading = { readonly ink: string; readonly ground: Ground };

/** Luminances behind `box` (pixels of a frame of `frame` size), darkest first. */
export function luminancesBehind(
  behind: readonly Behind[],
  box: Box,
  frame: { readonly width: number; readonly height: number },
): readonly number[] {
  const found: number[] = [];
  for (const picture of behind) {
    const [sx, sy] = [picture.width / frame.width, picture.height / frame.height];
    const [x0, y0] = [Math.max(0, Math.floor(box.x * sx)), Math.max(0, Math.floor(box.y * sy))];
    const [x1, y1] = [
      Math.min(picture.width, Math.ceil((box.x + box.width) * sx)),
      Math.min(picture.height, Math.ceil((box.y + box.height) * sy)),
    ];
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) found.push(luminanceAt(picture, x, y));
  }
  return found.sort((a, b) => a - b);
}

function luminanceAt({ data, width }: Behind, x: number, y: number): number {
  const at = (y * width + x) * 3;
  return 0.2126 * linear(data[at] ?? 0) + 0.7152 * linear(data[at + 1] ?? 0) + 0.0722 * linear(data[at + 2] ?? 0);
}

function linear(byte: number): number {
  const channel = byte / 255;
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** Ink that reads at `MIN_CONTRAST` against all but the worst specks, on the lightest ground that makes it so. */
export function chooseInk(luminances: readonly number[], palette: Palette): Reading {
  const [light, dark] = inksOf(palette);
  const extremes = extremesOf(luminances);
  const [onLight, onDark] = [worst(light, extremes), worst(dark, extremes)];
  if (Math.max(onLight, onDark) >= MIN_CONTRAST)
    return { ink: onLight >= onDark ? light : dark, ground: { kind: 'none' } };
  const [darkening, lightening] = [veilFor(light, dark, extremes), veilFor(dark, light, extremes)];
  const typical = luminances[Math.floor(luminances.length / 2)] ?? 0;
  const favour = typical < DIM ? FAVOUR_ON_DIM : FAVOUR;
  const [ink, color, opacity] = darkening <= lightening + favour ? [light, dark, darkening] : [dark, light, lightening];
  return {
    ink,
    ground: opacity > DENSEST_VEIL ? { kind: 'card', color, opacity: CARD } : { kind: 'veil', color, opacity },
  };
}

/** The least opacity of a veil of `color` on which `ink` reads; 1 when only a solid ground would do. */
function veilFor(ink: string, color: string, extremes: readonly number[]): number {
  for (let opacity = 0.1; opacity <= DENSEST_VEIL; opacity += 0.02) {
    // A veil keeps the order of luminances, so the extremes stay the extremes.
    const veiled = extremes.map((value) => veil(value, color, opacity));
    if (worst(ink, veiled) >= VEILED_CONTRAST) return opacity;
  }
  return 1;
}

/** Near-white with a breath of the set's light, and the set's near-black. */
function inksOf(palette: Palette): readonly [string, string] {
  return [mixColors('#ffffff', palette.light, 0.12), mixColors(palette.shadow, '#000000', 0.35)];
}

/** The darkest and the lightest of `luminances` (sorted), specks left out. Where nothing is known, anything may be there. */
function extremesOf(luminances: readonly number[]): readonly number[] {
  const skip = Math.floor(luminances.length * WORST_SHARE);
  return [luminances[skip] ?? 0, luminances[luminances.length - 1 - skip] ?? 1];
}

function worst(ink: string, extremes: readonly number[]): number {
  return Math.min(...extremes.map((value) => ratio(luminance(ink), value)));
}

function ratio(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Mixed as the compositor does, in gamma-encoded values; a grey of the same luminance stands for the pixel. */
function veil(value: number, color: string, opacity: number): number {
  const grey = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
  const [r, g, b] = rgbOf(color);
  const mixed = (channel: number) => linear(255 * (grey * (1 - opacity) + channel * opacity));
  return 0.2126 * mixed(r) + 0.7152 * mixed(g) + 0.0722 * mixed(b);
}
