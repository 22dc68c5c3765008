/** The three shapes every ad is made in, and their sizes in pixels. */
import { z } from 'zod';

export const Aspect = z.enum(['9:16', '1:1', '16:9']);
export type Aspect = z.infer<typeof Aspect>;
export const ASPECTS: readonly Aspect[] = Aspect.options;

export type Size = { readonly width: number; readonly height: number };

/** Delivery sizes in pixels; H.264 wants even numbers. */
export const FULL_SIZE: Readonly<Record<Aspect, Size>> = {
  '9:16': { width: 1080, height: 1920 },
  '1:1': { width: 1080, height: 1080 },
  '16:9': { width: 1920, height: 1080 },
};

/** A full size scaled down to even pixels: previews and tests render the same film smaller. */
export function scaledSize(aspect: Aspect, scale: number): Size {
  const even = (pixels: number) => Math.max(2, Math.round((pixels * scale) / 2) * 2);
  const { width, height } = FULL_SIZE[aspect];
  return { width: even(width), height: even(height) };
}

/** `9:16` as it stands in file names: `9x16`. */
export function aspectSlug(aspect: Aspect): string {
  return aspect.replace(':', 'x');
}
