/** Sets text as a picture: real shaping and fallback fonts by Pango, sized so that it fits its box. */
import sharp from 'sharp';
import type { StyleSpec } from '../../ad/plan.ts';
import { balance, breakable, splitLongWords } from './break-lines.ts';
import { cleanText, type Script, scriptOf } from './script.ts';

export type Typeface = StyleSpec['typeface'];
export type TextRole = 'headline' | 'support' | 'pill';

export type SetRequest = {
  readonly text: string;
  readonly role: TextRole;
  readonly typeface: Typeface;
  readonly language: string;
  /** `#rrggbb` */
  readonly ink: string;
  readonly align: 'left' | 'centre' | 'right';
  readonly maxWidth: number;
  readonly maxHeight: number;
  readonly maxLines: number;
  /** Pixels; the largest that fits is taken, and only what cannot fit otherwise goes below the least. */
  readonly maxSize: number;
  readonly minSize: number;
};

/** RGBA PNG cropped to the ink. */
export type SetText = {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly sizePx: number;
  readonly lines: number;
};

const FAMILY: Readonly<Record<Typeface, Readonly<Record<TextRole, string>>>> = {
  modern: { headline: 'Inter ExtraBold', support: 'Inter Medium', pill: 'Inter Bold' },
  elegant: { headline: 'Playfair Display SemiBold', support: 'Inter Medium', pill: 'Inter SemiBold' },
  technical: { headline: 'Space Grotesk Bold', support: 'Space Grotesk Medium', pill: 'Space Grotesk Bold' },
};

/** In em; joined and tall scripts are left as their fonts want them. */
const TRACKING: Readonly<Record<TextRole, number>> = { headline: -0.026, support: -0.008, pill: -0.005 };
/** Distance of baselines in em. Small words want more air between their lines than large ones. */
const LEADING: Readonly<Record<Script, number>> = { alphabetic: 1.07, 'right-to-left': 1.4, tall: 1.42, cjk: 1.24 };
const SMALL_LEADING = 1.28;

const TRIAL_SIZE = 64;
/** A line more is only worth it for words that get this much larger. */
const WORTH_A_LINE = 1.06;

/** Text without anything to see in it gives one transparent pixel. */
export async function setText(request: SetRequest): Promise<SetText> {
  if (cleanText(request.text) === '') return { ...(await nothing()), sizePx: request.maxSize, lines: 0 };
  const pieces = splitLongWords(breakable(request.text, request.language), 22);
  let best: { readonly lines: readonly string[]; readonly size: number } | undefined;
  for (let count = 1; count <= request.maxLines; count++) {
    const lines = balance(pieces, count);
    if (!lines) break;
    const trial = await draw(lines, TRIAL_SIZE, request);
    const fit = TRIAL_SIZE * Math.min(request.maxWidth / trial.width, request.maxHeight / trial.height);
    const size = Math.floor(Math.min(request.maxSize, fit));
    if (!best || size > best.size * WORTH_A_LINE) best = { lines, size };
    if (best.size >= request.maxSize) break;
  }
  const { lines, size } = best ?? { lines: [request.text], size: request.minSize };
  const drawn = await drawWithin(lines, Math.max(4, size), request);
  return { ...drawn, sizePx: size, lines: lines.length };
}

/** The engine refuses to draw it. */
async function nothing() {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const png = await sharp({ create: { width: 1, height: 1, channels: 4, background: clear } })
    .png()
    .toBuffer();
  return { png, width: 1, height: 1 };
}

/** Widths grow a little unevenly with the size, so what was reckoned to fit may miss it by a pixel or two. */
async function drawWithin(lines: readonly string[], size: number, request: SetRequest) {
  const drawn = await draw(lines, size, request);
  const fit = Math.min(request.maxWidth / drawn.width, request.maxHeight / drawn.height);
  return fit >= 1 ? drawn : draw(lines, Math.max(2, size * fit * 0.995), request);
}

async function draw(lines: readonly string[], size: number, request: SetRequest) {
  const script = scriptOf(request.text);
  const tracking =
    script === 'alphabetic' ? ` letter_spacing="${Math.round(TRACKING[request.role] * size * 1024)}"` : '';
  const leading = request.role === 'headline' ? LEADING[script] : Math.max(LEADING[script], SMALL_LEADING);
  // Above 1024 the engine reads an absolute height in 1024ths of a point, and a point is a pixel at 72 dpi. A factor would
  // multiply each font's own height, which differs by a third between them. Figures as tall as capitals: lnum.
  const height = Math.round(leading * size * 1024);
  const span = `<span foreground="${request.ink}" line_height="${height}" font_features="lnum=1"${tracking}>`;
  const text = `${span}${escapeMarkup(markDirection(lines, script).join('\n'))}</span>`;
  const { data, info } = await sharp({
    text: {
      text,
      font: `${FAMILY[request.typeface][request.role]} ${size}`,
      rgba: true,
      dpi: 72,
      align: alignmentOf(request.align, script),
      wrap: 'none',
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

/** Each line is a paragraph to the engine: one that begins with a Latin name would turn from left to right without its mark. */
function markDirection(lines: readonly string[], script: Script): readonly string[] {
  const mark = script === 'right-to-left' ? '\u200f' : '\u200e';
  return lines.map((line) => mark + line);
}

/** The engine swaps the sides of paragraphs that run from right to left; `align` is as seen. */
function alignmentOf(align: SetRequest['align'], script: Script): SetRequest['align'] {
  if (script !== 'right-to-left' || align === 'centre') return align;
  return align === 'left' ? 'right' : 'left';
}

/** Words from outside are drawn as they are: nothing in them is markup. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
