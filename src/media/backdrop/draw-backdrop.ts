/** Draws a moving background for one aspect: a few small pictures of its light, sharp parts, grain, and how they move. */
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import sharp from 'sharp';
import type { Aspect, Size } from '../../ad/aspect.ts';
import { scaledSize } from '../../ad/aspect.ts';
import { cancelled } from '../../ad/errors.ts';
import { FPS } from '../../ad/frames.ts';
import type { Background, StyleSpec } from '../../ad/plan.ts';
import { shiftPalette } from '../../ad/shift-palette.ts';
import { createRandom } from '../synth/random.ts';
import { BACKDROP_FILE, type Backdrop, type Layer, type SoftLayer, type StillLayer } from './backdrop.ts';
import { FRAMES_PER_KEY } from './backdrop-graph.ts';
import { createResponse, encodeRow } from './encode-row.ts';
import { drawGrain } from './grain.ts';
import { LOOKS, type LookSpec, PLAIN } from './look-table.ts';
import type { DrawnStill, Painting, StudioSet } from './studio-set.ts';
import { tonesOf } from './tones.ts';

export type BackdropRequest = {
  readonly background: Background;
  readonly style: StyleSpec;
  readonly aspect: Aspect;
  /** 1 is full size. */
  readonly scale: number;
  /** Length of the scene with everything that shows of it in transitions. */
  readonly frames: number;
  /** Where the product stands across the frame, 0 to 1; by default the middle, and right of the words in 16:9. */
  readonly focusX?: number;
  /** Black instead of the background's look. */
  readonly plain?: boolean;
};

/** How long the program may draw before it looks after others, in milliseconds. */
const TURN_MS = 30;
/** Enlargement per second of a slow camera move, and its limit. */
const ZOOM_PER_SECOND = 0.011;
const MAX_ZOOM = 0.07;
const GRAIN_STRENGTH = 1.6;

/** Writes layer files into `folder`, and `backdrop.json` when all of them are whole. Throws `cancelled` when stopped. */
export async function drawBackdrop(request: BackdropRequest, folder: string, signal: AbortSignal): Promise<Backdrop> {
  const look = request.plain ? PLAIN : LOOKS[request.background.look];
  const set = planSet(request, look);
  stopIf(signal);
  const painting = await look.compose(set);
  await mkdir(folder, { recursive: true });
  const soft = await writeSoft({ painting, set, look, request, folder, signal });
  const stills: StillLayer[] = [];
  for (const [index, still] of (painting.stills ?? []).entries()) {
    stopIf(signal);
    stills.push(await writeStill(still, `still-${index}.png`, folder));
  }
  await writeFile(join(folder, 'grain.gray'), drawGrain(set.frame, set.random('grain'), GRAIN_STRENGTH));
  const layers: readonly Layer[] = [soft, ...stills, { kind: 'grain', file: 'grain.gray' }];
  const backdrop = describe(set, painting, layers);
  stopIf(signal);
  await writeWhole(join(folder, BACKDROP_FILE), JSON.stringify(backdrop));
  return backdrop;
}

function describe(set: StudioSet, painting: Painting, layers: readonly Layer[]): Backdrop {
  const ground = { contactY: set.contactY, ...painting.ground };
  const { horizonV, push: _push } = painting;
  const horizonY = horizonV === undefined ? {} : { horizonY: ((horizonV - set.edges.top) * set.unit) / set.height };
  return { size: set.frame, ground, ...horizonY, layers };
}

function planSet({ background, style, aspect, scale, frames, focusX }: BackdropRequest, look: LookSpec): StudioSet {
  const frame = scaledSize(aspect, scale);
  const soft = softSize(frame, look.softShort);
  const unit = Math.min(soft.width, soft.height);
  const focus = focusX ?? (aspect === '16:9' ? 0.73 : 0.5);
  const contactY = look.contactY[aspect];
  const left = (-focus * soft.width) / unit;
  const top = (-contactY * soft.height) / unit;
  const random = (label: string) => createRandom(background.seed, label);
  const palette = shiftPalette(style.palette, background);
  return {
    aspect,
    frame,
    ...soft,
    unit,
    edges: { left, right: left + soft.width / unit, top, bottom: top + soft.height / unit },
    focusX: focus,
    contactY,
    seconds: frames / FPS,
    tones: tonesOf(palette),
    palette,
    side: random('side').next() < 0.5 ? -1 : 1,
    random,
  };
}

function softSize(frame: Size, short: number): Size {
  const factor = Math.min(1, short / Math.min(frame.width, frame.height));
  return { width: Math.round(frame.width * factor), height: Math.round(frame.height * factor) };
}

type SoftJob = {
  readonly painting: Painting;
  readonly set: StudioSet;
  readonly look: LookSpec;
  readonly request: BackdropRequest;
  readonly folder: string;
  readonly signal: AbortSignal;
};

async function writeSoft(job: SoftJob): Promise<SoftLayer> {
  const { painting, set, look, request, folder, signal } = job;
  const states = Math.ceil((request.frames + FRAMES_PER_KEY) / look.framesPerState) + 1;
  const file = await open(join(folder, 'soft.yuv'), 'w');
  try {
    const response = createResponse();
    const picture = new Uint16Array(set.width * set.height * 3);
    for (let state = 0; state < states; state++) {
      await paintState({ painting, set, seconds: (state * look.framesPerState) / FPS, response, signal }, picture);
      await file.write(picture);
    }
  } finally {
    await file.close();
  }
  const move = painting.push ? 1 + Math.min(MAX_ZOOM, set.seconds * ZOOM_PER_SECOND) : 1;
  const nearer = set.random('camera').next() < 0.6;
  return {
    kind: 'soft',
    file: 'soft.yuv',
    width: set.width,
    height: set.height,
    states,
    framesPerState: look.framesPerState,
    zoomFrom: nearer ? 1 : move,
    zoomTo: nearer ? move : 1,
    anchorX: set.focusX,
    anchorY: set.contactY,
  };
}

type StateJob = Pick<SoftJob, 'painting' | 'set' | 'signal'> & {
  readonly seconds: number;
  readonly response: Float32Array;
};

async function paintState({ painting, set, seconds, response, signal }: StateJob, picture: Uint16Array): Promise<void> {
  const pixels = set.width * set.height;
  const planes = {
    luma: picture.subarray(0, pixels),
    blue: picture.subarray(pixels, 2 * pixels),
    red: picture.subarray(2 * pixels),
  };
  const row = new Float32Array(set.width * 3);
  let turnEnds = performance.now() + TURN_MS;
  painting.begin?.(seconds);
  for (let y = 0; y < set.height; y++) {
    painting.row(y, seconds, row);
    encodeRow(row, response, planes, y * set.width);
    if (performance.now() < turnEnds) continue;
    await nextTurn();
    stopIf(signal);
    turnEnds = performance.now() + TURN_MS;
  }
  stopIf(signal);
}

async function writeStill(still: DrawnStill, file: string, folder: string): Promise<StillLayer> {
  await sharp(Buffer.from(still.svg)).png({ compressionLevel: 1 }).toFile(join(folder, file));
  return { kind: 'still', file, x: still.x, y: still.y };
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

function stopIf(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}
