/** Colours: reading what people write, and reckoning in OKLCH, where equal steps look equal. */
import { COLOR_NAMES } from './color-names.ts';

/** Lightness 0–1, chroma 0–about 0.37, hue in degrees. */
export type Oklch = { readonly l: number; readonly c: number; readonly h: number };

type Rgb = readonly [number, number, number];

/** `#rrggbb` in lower case, or null when `written` is not an opaque colour. CSS names, `#rgb`, `#rrggbb`, `rgb(…)`, `hsl(…)`; names also as people write them, `sea green`. */
export function parseColor(written: string): string | null {
  const text = written.trim().toLowerCase();
  const name = text.replace(/[\s-]+/gu, '');
  const named = Object.hasOwn(COLOR_NAMES, name) ? COLOR_NAMES[name] : undefined;
  return named ?? parseHex(text) ?? parseFunction(text);
}

function parseHex(text: string): string | null {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text)?.[1];
  if (digits === undefined || (!text.startsWith('#') && digits.length === 3)) return null;
  return digits.length === 6 ? `#${digits}` : `#${[...digits].map((digit) => digit + digit).join('')}`;
}

function parseFunction(text: string): string | null {
  const match = /^(rgb|hsl)a?\(\s*([\d.]+)(?:deg)?[\s,]+([\d.]+)(%?)[\s,]+([\d.]+)(%?)\s*\)$/.exec(text);
  if (!match) return null;
  const [first, second, third] = [match[2], match[3], match[5]].map(Number);
  if (first === undefined || second === undefined || third === undefined) return null;
  if (match[1] === 'rgb') {
    const channels = [first, second, third];
    const fits = match[4] === '' && match[6] === '' && channels.every((channel) => channel <= 255);
    return fits ? toHex([first / 255, second / 255, third / 255]) : null;
  }
  return first <= 360 && second <= 100 && third <= 100 ? toHex(hslToRgb(first, second / 100, third / 100)) : null;
}

function hslToRgb(hue: number, saturation: number, lightness: number): Rgb {
  const channel = (offset: number) => {
    const k = (offset + hue / 30) % 12;
    return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

export function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export function toHex(rgb: Rgb): string {
  const byte = (channel: number) =>
    Math.round(Math.min(1, Math.max(0, channel)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${byte(rgb[0])}${byte(rgb[1])}${byte(rgb[2])}`;
}

/** Matrices: Björn Ottosson, "A perceptual color space for image processing", 2020-12-23. */
export function oklchOf(hex: string): Oklch {
  const [r, g, b] = rgbOf(hex).map(toLinear) as unknown as Rgb; // map keeps the three channels
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: lightness, c: Math.hypot(a, bb), h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 };
}

/** The nearest sRGB colour of this lightness and hue: chroma is lowered until it fits. */
export function hexOf({ l, c, h }: Oklch): string {
  const lightness = Math.min(1, Math.max(0, l));
  let low = 0;
  let high = c;
  if (inGamut(linearOf({ l: lightness, c, h }))) return toHex(encode(linearOf({ l: lightness, c, h })));
  for (let step = 0; step < 16; step++) {
    const middle = (low + high) / 2;
    if (inGamut(linearOf({ l: lightness, c: middle, h }))) low = middle;
    else high = middle;
  }
  return toHex(encode(linearOf({ l: lightness, c: low, h })));
}

function linearOf({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function inGamut(rgb: Rgb): boolean {
  return rgb.every((channel) => channel >= -0.0005 && channel <= 1.0005);
}

function encode(rgb: Rgb): Rgb {
  return [fromLinear(rgb[0]), fromLinear(rgb[1]), fromLinear(rgb[2])];
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function fromLinear(channel: number): number {
  const positive = Math.max(0, channel);
  return positive <= 0.0031308 ? positive * 12.92 : 1.055 * positive ** (1 / 2.4) - 0.055;
}

/** Relative luminance 0–1 (WCAG 2.2). */
export function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex);
  return 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);
}

/** WCAG 2.2 contrast ratio, 1 to 21; text wants at least 4.5. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((light ?? 1) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Straight mix in OKLab, `amount` 0 gives `a`, 1 gives `b`. */
export function mixColors(a: string, b: string, amount: number): string {
  const [first, second] = [oklchOf(a), oklchOf(b)];
  const x = lerp(planeX(first), planeX(second), amount);
  const y = lerp(planeY(first), planeY(second), amount);
  return hexOf({
    l: lerp(first.l, second.l, amount),
    c: Math.hypot(x, y),
    h: ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360,
  });
}

function planeX({ c, h }: Oklch): number {
  return c * Math.cos((h * Math.PI) / 180);
}

function planeY({ c, h }: Oklch): number {
  return c * Math.sin((h * Math.PI) / 180);
}

function lerp(a: number, b: number, amount: number): number {
  return a + (b - a) * amount;
}
