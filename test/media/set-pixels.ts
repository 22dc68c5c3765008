/** Set text as raw pixels, and ways to compare them. */
import sharp from 'sharp';
import { type SetRequest, setText } from '../../src/media/text/set-type.ts';

/** One line of a headline, 40 pixels, unless `over` says otherwise. */
export async function setPixels(text: string, over: Partial<SetRequest> = {}): Promise<Raw> {
  const { png } = await setText({
    ...{ text, role: 'headline', typeface: 'modern', language: 'en', ink: '#ffffff', align: 'left' },
    ...{ maxWidth: 900, maxHeight: 60, maxLines: 1, maxSize: 40, minSize: 20 },
    ...over,
  });
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export function hasInk(data: Buffer): boolean {
  return data.some((value, index) => index % 4 === 3 && value > 200);
}

/** RGBA. */
export type Raw = { readonly data: Buffer; readonly width: number; readonly height: number };

/** As large as the frame that the engine draws around a missing letter's number, and with ink all along its four sides. */
export function isMissing({ data, width, height }: Raw, missing: Raw): boolean {
  if (width !== missing.width || height !== missing.height) return false;
  const on = (x: number, y: number) => (data[(y * width + x) * 4 + 3] ?? 0) > 90;
  const share = (count: number, at: (index: number) => boolean) =>
    Array.from({ length: count }, (_, index) => at(index)).filter(Boolean).length / count;
  const near = [0, 1, 2];
  const edges = [
    near.map((inset) => share(width, (x) => on(x, inset))),
    near.map((inset) => share(width, (x) => on(x, height - 1 - inset))),
    near.map((inset) => share(height, (y) => on(inset, y))),
    near.map((inset) => share(height, (y) => on(width - 1 - inset, y))),
  ];
  return edges.every((edge) => Math.max(...edge) > 0.85);
}

export function crop({ data, width, height }: Raw, left: number, wide: number): Raw {
  const rows = Array.from({ length: height }, (_, y) =>
    data.subarray((y * width + left) * 4, (y * width + left + wide) * 4),
  );
  return { data: Buffer.concat(rows), width: wide, height };
}

/** Share of columns whose ink is as tall as the other's. */
export function likeness(a: Raw, b: Raw): number {
  const ink = ({ data, width, height }: Raw, x: number) => {
    let sum = 0;
    for (let y = 0; y < height; y++) sum += data[(y * width + x) * 4 + 3] ?? 0;
    return sum / 255;
  };
  let alike = 0;
  for (let x = 0; x < Math.min(a.width, b.width); x++) if (Math.abs(ink(a, x) - ink(b, x)) < 2.5) alike++;
  return alike / Math.min(a.width, b.width);
}
