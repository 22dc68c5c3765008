/** A drawn background at one moment as a small RGB picture: what words are judged against. Without grain, which is too fine to matter. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Size } from '../../ad/aspect.ts';
import { AdgenError } from '../../ad/errors.ts';
import type { Backdrop, SoftLayer } from './backdrop.ts';

/** RGB, three bytes a pixel, `size` pixels, of frame `frame` of a scene of `totalFrames`. Its stills are not in it. */
export async function lookAtSoft(
  backdrop: Backdrop,
  folder: string,
  { frame, totalFrames }: { readonly frame: number; readonly totalFrames: number },
  size: Size,
): Promise<Uint8Array> {
  const layer = backdrop.layers.find((one) => one.kind === 'soft');
  if (!layer) throw new AdgenError('step-failed', 'A drawn background is not whole; it has to be drawn again.');
  const state = Math.min(layer.states - 1, Math.round(frame / layer.framesPerState));
  const planes = await readState(layer, folder, state);
  const zoom = layer.zoomFrom + ((layer.zoomTo - layer.zoomFrom) * frame) / Math.max(1, totalFrames - 1);
  const out = new Uint8Array(size.width * size.height * 3);
  const across = sources(size.width, layer.width, zoom, layer.anchorX);
  const down = sources(size.height, layer.height, zoom, layer.anchorY);
  down.forEach((row, y) => {
    across.forEach((column, x) => {
      writePixel(planes, row * layer.width + column, layer.width * layer.height, out, (y * size.width + x) * 3);
    });
  });
  return out;
}

async function readState({ file, width, height }: SoftLayer, folder: string, state: number): Promise<Uint16Array> {
  const planes = new Uint16Array(width * height * 3);
  const handle = await open(join(folder, file));
  try {
    const { bytesRead } = await handle.read(planes, 0, planes.byteLength, state * planes.byteLength);
    if (bytesRead === planes.byteLength) return planes;
  } finally {
    await handle.close();
  }
  throw new AdgenError('step-failed', 'A drawn background is not whole; it has to be drawn again.');
}

/** The pixel of the soft picture that each pixel shows, enlarged around `anchor`. */
function sources(wanted: number, have: number, zoom: number, anchor: number): readonly number[] {
  return Array.from({ length: wanted }, (_, index) => {
    const at = anchor + ((index + 0.5) / wanted - anchor) / zoom;
    return Math.min(have - 1, Math.max(0, Math.floor(at * have)));
  });
}

/** 12-bit bt.709, tv range, to RGB. */
function writePixel(planes: Uint16Array, at: number, plane: number, out: Uint8Array, to: number): void {
  const y = ((planes[at] ?? 0) - 256) / 3504;
  const blue = ((planes[at + plane] ?? 0) - 2048) / 3584;
  const red = ((planes[at + 2 * plane] ?? 0) - 2048) / 3584;
  out[to] = byte(y + 1.5748 * red);
  out[to + 1] = byte(y - 0.1873 * blue - 0.4681 * red);
  out[to + 2] = byte(y + 1.8556 * blue);
}

function byte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value * 255)));
}
