/** The last masks of a matting model: who looks at a cutout orders it next, and a second look takes seconds of every core. */
import { fingerprintBytes } from '../../ad/fingerprint.ts';
import type { Matting } from '../../pipeline/ports.ts';

/** Of a megabyte each. */
const MOST_MASKS = 8;

/** A mask is a function of the picture, so it is the same one. Failures are not remembered. */
export function remembered(matting: Matting): Matting {
  const masks = new Map<string, Uint8Array>();
  return {
    matte: async (picture, signal) => {
      const name = `${picture.width}x${picture.height} ${fingerprintBytes(picture.data)}`;
      const known = masks.get(name);
      const mask = known ?? (await matting.matte(picture, signal));
      masks.delete(name);
      masks.set(name, mask);
      const [oldest] = masks.keys();
      if (masks.size > MOST_MASKS && oldest !== undefined) masks.delete(oldest);
      return mask.slice();
    },
  };
}
