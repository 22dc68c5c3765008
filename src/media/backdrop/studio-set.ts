/** The geometry and colours that every look is composed with. */
import type { Aspect, Size } from '../../ad/aspect.ts';
import type { Palette } from '../../ad/plan.ts';
import type { Ground } from '../stage.ts';
import type { Random } from '../synth/random.ts';
import type { Tones } from './tones.ts';

/**
 * Looks measure in short sides of the frame from the point where the product stands: `u` to the right, `v` downwards. So a
 * composition is laid out in each shape by itself, and nothing depends on the pixels it is drawn with.
 */
export type StudioSet = {
  readonly aspect: Aspect;
  /** Pixels of the frame. */
  readonly frame: Size;
  /** Pixels of the soft pictures. */
  readonly width: number;
  readonly height: number;
  /** Soft pixels per unit. */
  readonly unit: number;
  readonly edges: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly focusX: number;
  readonly contactY: number;
  readonly seconds: number;
  readonly tones: Tones;
  /** The same colours as written, for what is drawn as SVG. */
  readonly palette: Palette;
  /** The side of the key light: −1 left, 1 right. */
  readonly side: number;
  /** A stream of randomness by name; the same in all aspects, so that they show one place. */
  readonly random: (label: string) => Random;
};

/** A look, composed: what it offers to the product, and how one row of it looks at a time. */
export type Painting = {
  readonly ground: Omit<Ground, 'contactY'>;
  /** Height of the line between wall and floor in `v`; absent when there is none. */
  readonly horizonV?: number;
  /** Called once before the rows of a state. */
  readonly begin?: (seconds: number) => void;
  /** Fills one row of soft pixels with linear red, green, blue. */
  readonly row: (y: number, seconds: number, out: Float32Array) => void;
  readonly stills?: readonly DrawnStill[];
  /** Whether the camera moves; looks with sharp stills keep it still. */
  readonly push: boolean;
};

/** A sharp part: an SVG of exactly `width` × `height` pixels of the frame, and its place. */
export type DrawnStill = {
  readonly svg: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export function uOf(set: StudioSet, x: number): number {
  return (x + 0.5) / set.unit + set.edges.left;
}

export function vOf(set: StudioSet, y: number): number {
  return (y + 0.5) / set.unit + set.edges.top;
}

/** A number for every soft pixel that no state changes, reckoned once. */
export function fieldOver(set: StudioSet, value: (u: number, v: number) => number): Float32Array {
  const field = new Float32Array(set.width * set.height);
  for (let y = 0; y < set.height; y++) {
    const v = vOf(set, y);
    for (let x = 0; x < set.width; x++) field[y * set.width + x] = value(uOf(set, x), v);
  }
  return field;
}

/** Distance of two legs; `Math.hypot` guards against overflow and is five times slower. */
export function away(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}
