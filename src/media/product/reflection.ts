/** The product mirrored in a glossy floor: each column at its own ground height, fading downwards. */
import type { Footprint } from './footprint.ts';

/** Share of the product's height over which the mirror image fades away. */
const REACH = 0.5;

/**
 * RGBA of the product's width and `rows` rows from the product's row `first` on. `strength` 0 to 1 is how much of the product
 * shows right at the contact.
 */
export function drawReflection(
  rgba: Uint8Array,
  size: { readonly width: number; readonly height: number },
  footprint: Footprint,
  { first, rows }: { readonly first: number; readonly rows: number },
  strength: number,
): Uint8Array {
  const out = new Uint8Array(size.width * rows * 4);
  const reach = size.height * REACH;
  for (let x = 0; x < size.width; x++) {
    if ((footprint.lowest[x] ?? -1) < 0) continue;
    const ground = footprint.ground[x] ?? size.height - 1;
    for (let y = Math.ceil(ground); y < first + rows; y++) {
      const source = Math.round(2 * ground - y);
      if (source < 0 || y - ground > reach) break;
      const fade = strength * (1 - (y - ground) / reach) ** 1.6;
      copyPixel(rgba, (source * size.width + x) * 4, out, ((y - first) * size.width + x) * 4, fade);
    }
  }
  return out;
}

function copyPixel(source: Uint8Array, from: number, target: Uint8Array, to: number, fade: number): void {
  target[to] = source[from] ?? 0;
  target[to + 1] = source[from + 1] ?? 0;
  target[to + 2] = source[from + 2] ?? 0;
  target[to + 3] = Math.round((source[from + 3] ?? 0) * fade);
}
