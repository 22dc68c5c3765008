/** The storyboard sheet: a strip of stills with their numbers, lengths and words, and the film as a bar below. */
import sharp, { type OverlayOptions } from 'sharp';
import { hexOf, oklchOf } from '../../ad/color.ts';
import { cancelled } from '../../ad/errors.ts';
import { pillColors } from '../text/pill.ts';
import { cleanText } from '../text/script.ts';
import { type SetText, setText } from '../text/set-type.ts';

export type StoryboardSheet = {
  readonly stills: readonly {
    /** 9:16 PNG. */
    readonly file: string;
    readonly label: string;
    readonly seconds: number;
    readonly caption: string;
  }[];
  readonly title: string;
  readonly subtitle: string;
  readonly brandColor: string;
  readonly tone: 'light' | 'dark';
};

/** Pixels. */
const STILL = { width: 360, height: 640, radius: 22 };
const GAP = 32;
const MARGIN = 64;
const HEAD = 128;
const FOOT = 150;
const BAR_GAP = 6;
/** Words may shrink to this share of their size before they are cut short. */
const SMALLEST = 0.88;

type Ink = { readonly paper: string; readonly strong: string; readonly soft: string };

export async function drawStoryboard(sheet: StoryboardSheet, outFile: string, signal: AbortSignal): Promise<void> {
  const { stills } = sheet;
  const width = 2 * MARGIN + stills.length * STILL.width + (stills.length - 1) * GAP;
  const height = MARGIN + HEAD + STILL.height + FOOT + MARGIN;
  const ink = inkOf(sheet);
  const layers: OverlayOptions[] = await head(sheet, ink, width);
  for (const [index, still] of stills.entries()) {
    if (signal.aborted) throw cancelled();
    layers.push(...(await column(still, MARGIN + index * (STILL.width + GAP), ink, sheet.brandColor)));
  }
  layers.push(...timeline(sheet, ink, width, height));
  await sharp({ create: { width, height, channels: 3, background: ink.paper } })
    .composite(layers)
    .png({ compressionLevel: 6 })
    .toFile(outFile);
}

/** Paper with a breath of the brand's hue; the sheet is light or dark as the film is. */
function inkOf({ brandColor, tone }: StoryboardSheet): Ink {
  const { h } = oklchOf(brandColor);
  const at = (l: number, c: number) => hexOf({ l, c, h });
  return tone === 'light'
    ? { paper: at(0.975, 0.006), strong: at(0.2, 0.02), soft: at(0.52, 0.02) }
    : { paper: at(0.17, 0.012), strong: at(0.97, 0.008), soft: at(0.7, 0.02) };
}

async function head({ title, subtitle }: StoryboardSheet, ink: Ink, width: number): Promise<OverlayOptions[]> {
  const big = await line(title, 'headline', ink.strong, 58, width * 0.6);
  const small = await line(subtitle, 'support', ink.soft, 27, width * 0.35);
  return [
    { input: big.png, left: MARGIN, top: MARGIN + 62 - big.height },
    { input: small.png, left: width - MARGIN - small.width, top: MARGIN + 60 - small.height },
  ];
}

async function column(
  still: StoryboardSheet['stills'][number],
  left: number,
  ink: Ink,
  brand: string,
): Promise<OverlayOptions[]> {
  const top = MARGIN + HEAD;
  const seconds = await line(`${still.seconds.toFixed(1)} s`, 'support', ink.soft, 24, 120);
  const caption = still.caption === '' ? null : await line(still.caption, 'support', ink.strong, 24, STILL.width - 92);
  const row = top + STILL.height + 42;
  return [
    { input: shadow(), left: left - 40, top: top - 20 },
    { input: await rounded(still.file), left, top },
    ...(await badge(still.label, brand, left + 16, top + 16)),
    ...(caption ? [{ input: caption.png, left, top: row - 12 }] : []),
    { input: seconds.png, left: left + STILL.width - seconds.width, top: row - 10 },
  ];
}

/** At its size or, where it is too long, as much of it as fits and an ellipsis. */
async function line(
  words: string,
  role: 'headline' | 'support' | 'pill',
  ink: string,
  size: number,
  maxWidth: number,
): Promise<SetText> {
  const whole = Array.from(cleanText(words) || ' ');
  const set = (length: number) => {
    const text = length === whole.length ? whole.join('') : `${whole.slice(0, length).join('').trimEnd()}…`;
    const sizes = {
      maxSize: size,
      minSize: size,
      maxHeight: size * 2.6,
      maxWidth,
      maxLines: role === 'support' ? 2 : 1,
    };
    return setText({ text, role, typeface: 'modern', language: 'en', ink, align: 'left', ...sizes });
  };
  const all = await set(whole.length);
  if (all.sizePx >= size * SMALLEST) return all;
  let [fits, tooLong] = [1, whole.length];
  while (tooLong - fits > 1) {
    const length = Math.floor((fits + tooLong) / 2);
    if ((await set(length)).sizePx >= size * SMALLEST) fits = length;
    else tooLong = length;
  }
  return set(fits);
}

/** A disc that grows with its label. */
async function badge(label: string, brand: string, left: number, top: number): Promise<OverlayOptions[]> {
  const { fill, ink } = pillColors(brand);
  const words = await line(label, 'pill', ink, 24, STILL.width - 72);
  const height = 44;
  const width = Math.max(height, words.width + 32);
  return [
    { input: svg(width, height, `<rect width="${width}" height="${height}" rx="22" fill="${fill}"/>`), left, top },
    {
      input: words.png,
      left: left + Math.round((width - words.width) / 2),
      top: top + Math.round((height - words.height) / 2),
    },
  ];
}

async function rounded(file: string): Promise<Buffer> {
  const { width, height, radius } = STILL;
  const mask = svg(width, height, `<rect width="${width}" height="${height}" rx="${radius}"/>`);
  return sharp(file)
    .resize(width, height, { fit: 'cover' })
    .ensureAlpha()
    .composite([{ input: mask, blend: 'dest-in' }])
    .png()
    .toBuffer();
}

function shadow(): Buffer {
  const { width, height, radius } = STILL;
  const blur =
    '<filter id="b" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="16"/></filter>';
  const box = `<rect x="40" y="34" width="${width}" height="${height}" rx="${radius}" opacity="0.25" filter="url(#b)"/>`;
  return svg(width + 80, height + 80, `${blur}${box}`);
}

/** The film from left to right: one bar a scene, as long as the scene. */
function timeline({ stills, brandColor }: StoryboardSheet, ink: Ink, width: number, height: number): OverlayOptions[] {
  const total = stills.reduce((sum, still) => sum + still.seconds, 0);
  const room = width - 2 * MARGIN;
  let at = 0;
  const bars = stills.map(({ seconds }, index) => {
    const x = (at / total) * (room + BAR_GAP);
    at += seconds;
    const color = index % 2 === 0 ? brandColor : ink.soft;
    return `<rect x="${x.toFixed(1)}" width="${((seconds / total) * (room + BAR_GAP) - BAR_GAP).toFixed(1)}" height="8" rx="4" fill="${color}"/>`;
  });
  return [{ input: svg(room, 8, bars.join('')), left: MARGIN, top: height - MARGIN - 8 }];
}

function svg(width: number, height: number, body: string): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`);
}
