/** A drawn background on disk: a stack of soft light states, stills that lie over it, and a grain over all. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Size } from '../../ad/aspect.ts';
import { AdgenError } from '../../ad/errors.ts';
import type { Ground, Still } from '../stage.ts';

/** Small 12-bit pictures (`yuv444p12le`, tv range, bt.709), one every `framesPerState` frames; between them it is mixed. */
export type SoftLayer = {
  readonly kind: 'soft';
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly states: number;
  readonly framesPerState: number;
  /** The camera comes nearer or steps back: enlargement at the first and at the last frame, both at least 1. */
  readonly zoomFrom: number;
  readonly zoomTo: number;
  /** The point that stays about where it is, as fractions of the frame. */
  readonly anchorX: number;
  readonly anchorY: number;
};

/** A sharp picture with alpha that stays where it is; `x` and `y` are pixels of the frame. */
export type StillLayer = {
  readonly kind: 'still';
  readonly file: string;
  readonly x: number;
  readonly y: number;
};

/** 8-bit grey of the frame's size around 128, added to the luma: surface texture and dither in one. */
type GrainLayer = { readonly kind: 'grain'; readonly file: string };

export type Layer = SoftLayer | StillLayer | GrainLayer;

export type Backdrop = {
  readonly size: Size;
  readonly ground: Ground;
  /** Where wall and floor meet, as a fraction of the height; absent when nothing meets. */
  readonly horizonY?: number;
  readonly layers: readonly Layer[];
};

export const BACKDROP_FILE = 'backdrop.json';

/** Throws `step-failed` when the folder holds no whole backdrop. */
export async function readBackdrop(folder: string): Promise<Backdrop> {
  try {
    return parseBackdrop(JSON.parse(await readFile(join(folder, BACKDROP_FILE), 'utf8')));
  } catch (cause) {
    throw new AdgenError('step-failed', 'A drawn background is not whole; it has to be drawn again.', { cause });
  }
}

/** The sharp pictures that lie over the soft ones, with their places. Throws `step-failed` when one is missing. */
export function stillsOf(backdrop: Backdrop, folder: string): Promise<readonly Still[]> {
  const layers = backdrop.layers.filter((layer) => layer.kind === 'still');
  return Promise.all(
    layers.map(async ({ file, x, y }) => {
      const { width, height } = await sharp(join(folder, file)).metadata();
      return { file: join(folder, file), x, y, width, height };
    }),
  );
}

function parseBackdrop(value: unknown): Backdrop {
  const { size, ground, horizonY, layers } = fieldsOf(value);
  const [frame, offer] = [fieldsOf(size), fieldsOf(ground)];
  if (!Array.isArray(layers)) throw new TypeError('layers is no list');
  return {
    size: { width: numberOf(frame.width), height: numberOf(frame.height) },
    ground: { contactY: numberOf(offer.contactY), lightX: numberOf(offer.lightX), gloss: numberOf(offer.gloss) },
    ...(horizonY === undefined ? {} : { horizonY: numberOf(horizonY) }),
    layers: layers.map(parseLayer),
  };
}

function parseLayer(value: unknown): Layer {
  const fields = fieldsOf(value);
  const file = fileOf(fields.file);
  if (fields.kind === 'grain') return { kind: 'grain', file };
  if (fields.kind === 'still') {
    return { kind: 'still', file, x: numberOf(fields.x), y: numberOf(fields.y) };
  }
  if (fields.kind !== 'soft') throw new TypeError(`unknown layer ${String(fields.kind)}`);
  return {
    kind: 'soft',
    file,
    width: numberOf(fields.width),
    height: numberOf(fields.height),
    states: numberOf(fields.states),
    framesPerState: numberOf(fields.framesPerState),
    zoomFrom: numberOf(fields.zoomFrom),
    zoomTo: numberOf(fields.zoomTo),
    anchorX: numberOf(fields.anchorX),
    anchorY: numberOf(fields.anchorY),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return { ...value };
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('not a number');
  return value;
}

/** A bare file name: a layer never points outside its folder. */
function fileOf(value: unknown): string {
  if (typeof value !== 'string' || !/^[a-z0-9-]+\.[a-z]+$/.test(value)) throw new TypeError('not a file name');
  return value;
}
