/** Takes the old background's colour out of a cutout's edge: partly transparent pixels get the colour of the product beside them. */
import sharp from 'sharp';

type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

const SOLID = 250;
/** Blur radii in pixels, near to far: the nearest solid product colour wins. */
const REACHES = [2, 6, 18];

/** RGBA in, RGBA out. Pixels that are fully opaque and inside keep their bytes. */
export async function decontaminate(picture: Pixels, alpha: Uint8Array): Promise<Uint8Array> {
  const out = withAlpha(picture.data, alpha);
  let open = edgePixels(alpha);
  for (const reach of REACHES) {
    if (open.length === 0) break;
    const near = await blurredSolid(picture, alpha, reach);
    open = open.filter((index) => !recolor(out, near, index));
  }
  return out;
}

/** A copy with this alpha. What is fully transparent loses its colour too: nothing of the old background is left to shine through. */
export function withAlpha(rgba: Uint8Array, alpha: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgba);
  alpha.forEach((value, index) => {
    if (value === 0) out.fill(0, index * 4, index * 4 + 3);
    out[index * 4 + 3] = value;
  });
  return out;
}

function edgePixels(alpha: Uint8Array): readonly number[] {
  const edge: number[] = [];
  alpha.forEach((value, index) => {
    if (value > 0 && value < SOLID) edge.push(index);
  });
  return edge;
}

/** Premultiplied by "is solid product" and blurred: colour over weight is the mean colour of solid product nearby. */
async function blurredSolid({ data, width, height }: Pixels, alpha: Uint8Array, reach: number): Promise<Uint8Array> {
  const solid = new Uint8Array(data.length);
  alpha.forEach((value, index) => {
    if (value < SOLID) return;
    const at = index * 4;
    solid[at] = data[at] ?? 0;
    solid[at + 1] = data[at + 1] ?? 0;
    solid[at + 2] = data[at + 2] ?? 0;
    solid[at + 3] = 255;
  });
  // sharp blurs premultiplied, so transparent pixels add no colour.
  return new Uint8Array(
    await sharp(solid, { raw: { width, height, channels: 4 } })
      .blur(reach)
      .raw()
      .toBuffer(),
  );
}

/** False when no solid product is within reach. */
function recolor(out: Uint8Array, near: Uint8Array, index: number): boolean {
  const at = index * 4;
  if ((near[at + 3] ?? 0) < 12) return false;
  out[at] = near[at] ?? 0;
  out[at + 1] = near[at + 1] ?? 0;
  out[at + 2] = near[at + 2] ?? 0;
  return true;
}
