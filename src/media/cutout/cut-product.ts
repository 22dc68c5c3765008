/** Cuts the product out of a photo: its own alpha where it has one, else the matting model's mask, else a framed card. */
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import type { Cutout } from '../../ad/cutout.ts';
import { AdgenError, cancelled, isCancelled } from '../../ad/errors.ts';
import type { Matting } from '../../pipeline/ports.ts';
import type { Photo } from '../photo/read-photo.ts';
import type { Outline } from './carve.ts';

/** Pixels: the model's own resolution. The mask is cleaned there and then enlarged. */
const MASK_SIDE = 1024;
/** Transparent share of a picture above which its alpha is meant. */
const OWN_ALPHA_SHARE = 0.02;

export type CarveRequest = { readonly photo: Photo; readonly outline: Outline; readonly folder: string };

/** Writes `original.png`, `masked.png` and `mask.png` into `folder`. Only a stop or a full disk makes it fail. */
export async function cutProduct(
  photo: Photo,
  folder: string,
  { matting, signal }: { readonly matting: Matting; readonly signal: AbortSignal },
): Promise<Cutout> {
  if (signal.aborted) throw cancelled();
  const outline: Outline = hasOwnOutline(photo) ? { from: 'photo' } : await askModel(photo, matting, signal);
  return carveInThread({ photo, outline, folder }, signal);
}

/** False when the picture is opaque, or all but. */
function hasOwnOutline({ data, hasAlpha }: Photo): boolean {
  if (!hasAlpha) return false;
  let clear = 0;
  for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) < 128) clear++;
  return clear / (data.length / 4) > OWN_ALPHA_SHARE;
}

async function askModel(photo: Photo, matting: Matting, signal: AbortSignal): Promise<Outline> {
  try {
    const small = await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 4 } })
      // Whatever lies under the few transparent pixels was never meant to be seen.
      .flatten({ background: '#fff' })
      .resize(MASK_SIDE, MASK_SIDE, { fit: 'fill' })
      .raw()
      .toBuffer();
    const data = await matting.matte({ data: new Uint8Array(small), width: MASK_SIDE, height: MASK_SIDE }, signal);
    return { from: 'model', mask: { data, width: MASK_SIDE, height: MASK_SIDE } };
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw cancelled();
    return { from: 'nothing' };
  }
}

/** Cleaning millions of pixels takes about a second: in a thread of its own, so chats and job locks are served meanwhile. */
function carveInThread(request: CarveRequest, signal: AbortSignal): Promise<Cutout> {
  if (signal.aborted) return Promise.reject(cancelled());
  const thread = new Worker(new URL('./carve-thread.ts', import.meta.url), {
    workerData: request,
    execArgv: [],
    env: {},
  });
  let stop = () => {};
  return new Promise<Cutout>((resolve, reject) => {
    stop = () => reject(cancelled());
    signal.addEventListener('abort', stop, { once: true });
    thread.once('message', resolve);
    thread.once('error', (cause) => reject(failure(cause)));
    thread.once('exit', (code) => reject(failure(new Error(`the thread ended with code ${code}`))));
  }).finally(() => {
    signal.removeEventListener('abort', stop);
    return thread.terminate();
  });
}

function failure(cause: unknown): AdgenError {
  return new AdgenError('step-failed', 'The cut out product could not be saved. Please try again.', { cause });
}
