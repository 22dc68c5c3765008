/** The call to action: a rounded pill in the brand colour with words that can be read on it. */
import sharp from 'sharp';
import { contrast, hexOf, mixColors, oklchOf } from '../../ad/color.ts';
import { MIN_CONTRAST } from './readable.ts';
import { type SetRequest, setText } from './set-type.ts';

/** `margin` is the room for the shadow around the pill, in pixels: what the eye lines up with begins inside it. */
export type Picture = {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly margin: number;
};

/** White or near-black, whichever reads better; the brand colour gives way a little where neither reads. */
export function pillColors(brand: string): { readonly fill: string; readonly ink: string } {
  const { l, c, h } = oklchOf(brand);
  const dark = hexOf({ l: 0.17, c: Math.min(c, 0.03), h });
  const ink = contrast('#ffffff', brand) >= 3.6 ? '#ffffff' : dark;
  const away = ink === '#ffffff' ? -0.01 : 0.01;
  let fill = brand;
  for (let step = 1; contrast(ink, fill) < MIN_CONTRAST && step < 60; step++)
    fill = hexOf({ l: l + away * step, c, h });
  return { fill, ink };
}

/** `scale` is pixels for one at full size. */
export async function drawPill(
  request: Omit<SetRequest, 'role' | 'ink' | 'align' | 'maxLines'> & { readonly brand: string; readonly scale: number },
): Promise<Picture> {
  const { fill, ink } = pillColors(request.brand);
  const padding = { across: 40 * request.scale, down: 25 * request.scale };
  const margin = Math.ceil(16 * request.scale);
  const room = request.maxWidth - 2 * (padding.across + margin);
  const maxHeight = Math.max(request.minSize * 0.4, request.maxHeight - 2 * (padding.down + margin));
  const type = { ...request, role: 'pill', ink, align: 'centre', maxWidth: room, maxHeight } as const;
  const single = await setText({ ...type, maxLines: 1 });
  const words = single.sizePx < request.minSize - 1 ? await setText({ ...type, maxLines: 2 }) : single;
  // Letters without descenders must not make a flatter pill.
  const height = Math.ceil(Math.max(words.height, words.sizePx * 0.74) + 2 * padding.down);
  const width = Math.ceil(Math.max(words.width + 2 * padding.across, height * 1.6));
  const body = await sharp(pillBody(width, height, margin, fill))
    .png({ compressionLevel: 1 })
    .toBuffer();
  const left = Math.round(margin + (width - words.width) / 2);
  const top = Math.round(margin + (height - words.height) / 2);
  const png = await sharp(body)
    .composite([{ input: words.png, left, top }])
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { png, width: width + 2 * margin, height: height + 2 * margin, margin };
}

function pillBody(width: number, height: number, margin: number, fill: string): Buffer {
  const top = mixColors(fill, '#ffffff', 0.07);
  const box = `x="${margin}" y="${margin}" width="${width}" height="${height}" rx="${height / 2}"`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * margin}" height="${height + 2 * margin}">
    <defs>
      <linearGradient id="fill" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="0.6" stop-color="${fill}"/></linearGradient>
      <filter id="soft" x="-20%" y="-40%" width="140%" height="200%"><feGaussianBlur stdDeviation="${margin * 0.4}"/></filter>
    </defs>
    <rect ${box} transform="translate(0 ${margin * 0.3})" fill="#000" opacity="0.28" filter="url(#soft)"/>
    <rect ${box} fill="url(#fill)"/>
  </svg>`);
}
