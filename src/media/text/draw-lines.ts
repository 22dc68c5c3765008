/** Draws lines of text as pixels with the text engine (Pango in sharp): shaping, fallback fonts, colour emoji. */
import sharp from 'sharp';
import { directionOf } from './clean-words.ts';
import type { Face } from './typeface.ts';

/** RGBA, not premultiplied, 8 bits; cropped to the ink. */
export type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number };

export type Align = 'left' | 'center' | 'right';

/** `align` is as seen, whatever the writing direction. `sizePx` is the em in pixels. */
export async function drawLines(
  lines: readonly string[],
  face: Face,
  look: { readonly sizePx: number; readonly color: string; readonly align: Align },
): Promise<Pixels> {
  const direction = directionOf(lines.join(' '));
  const { data, info } = await sharp({
    text: {
      text: markup(lines, face, look, direction),
      font: `${face.font} ${look.sizePx.toFixed(2)}`,
      dpi: 72, // one point is one pixel
      rgba: true,
      align: seen(look.align, direction),
    },
  })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Every line is marked with the paragraph's direction: a Hebrew line that happens to begin with a Latin word stays Hebrew. */
function markup(
  lines: readonly string[],
  face: Face,
  look: { readonly sizePx: number; readonly color: string },
  direction: 'ltr' | 'rtl',
): string {
  const mark = direction === 'rtl' ? '\u200f' : '\u200e';
  const text = lines.map((line) => mark + escapeMarkup(line)).join('\n');
  const tracking = Math.round(face.trackingEm * look.sizePx * 1024);
  const height = Math.round(face.lineHeight * look.sizePx * 1024);
  const spacing = tracking === 0 ? '' : ` letter_spacing="${tracking}"`;
  return `<span foreground="${look.color}" lang="${escapeMarkup(face.language)}" line_height="${height}"${spacing}>${text}</span>`;
}

/** The engine mirrors left and right in paragraphs that run from right to left. */
function seen(align: Align, direction: 'ltr' | 'rtl'): 'left' | 'centre' | 'right' {
  if (align === 'center') return 'centre';
  return direction === 'ltr' ? align : align === 'left' ? 'right' : 'left';
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
