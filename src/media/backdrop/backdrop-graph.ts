/** Turns a drawn background into ffmpeg inputs and filters. What a frame shows depends on its number in the scene alone. */
import { join } from 'node:path';
import type { Size } from '../../ad/aspect.ts';
import { FPS } from '../../ad/frames.ts';
import type { Backdrop, SoftLayer, StillLayer } from './backdrop.ts';

export type BackdropGraph = {
  /** Arguments of each input, ending in `-i`, file. */
  readonly inputs: readonly (readonly string[])[];
  /** Chains for `filter_complex`. */
  readonly filters: readonly string[];
  /** Name of the link: yuv420p, tv range, bt.709, exactly `frames` frames from 0 in a 1/30 time base. */
  readonly output: string;
};

type Cut = {
  readonly folder: string;
  readonly size: Size;
  /** The first frame wanted, counted from the scene's start. */
  readonly fromFrame: number;
  readonly frames: number;
  /** Length of the whole scene. */
  readonly totalFrames: number;
  /** Number of the first ffmpeg input that is free. */
  readonly firstInput: number;
  /** Starts every link name. */
  readonly label: string;
};

/** Everything is laid together at the keys: mixing them mixes what lies over them, too, and there are far fewer of them. */
export function backdropGraph(backdrop: Backdrop, cut: Cut): BackdropGraph {
  const inputs: (readonly string[])[] = [];
  const filters: string[] = [];
  let under = '';
  backdrop.layers.forEach((layer, index) => {
    const own = `${cut.firstInput + index}:v`;
    const link = `${cut.label}_${index}`;
    const file = join(cut.folder, layer.file);
    if (layer.kind === 'soft') {
      inputs.push([...rawInput('yuv444p12le', layer, `${FPS}/${layer.framesPerState}`), file]);
      filters.push(`[${own}]${softKeys(layer, cut)}[${link}]`);
    } else if (layer.kind === 'still') {
      inputs.push(['-i', file]);
      filters.push(...stillChains(layer, { own, under, link }));
    } else {
      inputs.push([...rawInput('gray', cut.size, String(FPS)), file]);
      filters.push(...grainChains({ own, under, link }));
    }
    under = link;
  });
  const output = `${cut.label}_out`;
  const tags = 'setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709:field_mode=prog';
  filters.push(`[${under}]${mixedKeys(cut)},setsar=1,${tags}[${output}]`);
  return { inputs, filters, output };
}

function rawInput(pixelFormat: string, size: Size, framerate: string): readonly string[] {
  const shape = ['-pixel_format', pixelFormat, '-video_size', `${size.width}x${size.height}`];
  return ['-f', 'rawvideo', ...shape, '-framerate', framerate, '-i'];
}

/**
 * The camera's place is reckoned every so many frames, and mixed between: whole pixels at each frame would shake. States
 * stand on the same grid, so `framesPerState` is a multiple of it.
 */
export const FRAMES_PER_KEY = 8;

// Scene detection off: two pictures are always mixed, however much they differ.
const MIXED = 'interp_start=0:interp_end=255:scene=100';

/** Numbers of the keys around the cut. */
function keysAround({ fromFrame, frames }: Cut): { readonly first: number; readonly last: number } {
  return {
    first: Math.floor(fromFrame / FRAMES_PER_KEY),
    last: Math.floor((fromFrame + frames - 1) / FRAMES_PER_KEY) + 1,
  };
}

/** Picks the states around the cut, mixes them to keys while they are small, enlarges the keys. */
function softKeys(layer: SoftLayer, cut: Cut): string {
  const keysPerState = layer.framesPerState / FRAMES_PER_KEY;
  const { first, last } = keysAround(cut);
  const firstState = Math.floor(first / keysPerState);
  const lastState = Math.ceil(last / keysPerState);
  const early = first - firstState * keysPerState;
  return [
    `trim=start_frame=${firstState}:end_frame=${lastState + 1}`,
    'setpts=PTS-STARTPTS',
    `framerate=fps=${FPS}/${FRAMES_PER_KEY}:${MIXED}`,
    `trim=start_frame=${early}:end_frame=${early + last - first + 1}`,
    'setpts=PTS-STARTPTS',
    ...enlarge(layer, cut, first),
    `settb=1/${FPS},setpts=N*${FRAMES_PER_KEY}`,
  ].join(',');
}

/** Mixes keys to all the frames of the cut. */
function mixedKeys(cut: Cut): string {
  const skip = cut.fromFrame - keysAround(cut).first * FRAMES_PER_KEY;
  return `framerate=fps=${FPS}:${MIXED},trim=start_frame=${skip}:end_frame=${skip + cut.frames},settb=1/${FPS},setpts=N`;
}

/** Where the fixed point of a camera move may lie: `part` pixels go off before it for every `whole` the picture grows. */
const FIXED_POINTS = [
  { part: 1, whole: 4 },
  { part: 1, whole: 3 },
  { part: 1, whole: 2 },
  { part: 2, whole: 3 },
  { part: 3, whole: 4 },
] as const;

function enlarge(layer: SoftLayer, cut: Cut, firstKey: number): readonly string[] {
  const { width, height } = cut.size;
  const flags = 'flags=bicubic';
  if (layer.zoomFrom === 1 && layer.zoomTo === 1) return [`scale=${width}:${height}:${flags}`, 'format=yuv420p'];
  const slope = (layer.zoomTo - layer.zoomFrom) / Math.max(1, cut.totalFrames - 1);
  const growth = `(${(layer.zoomFrom - 1).toFixed(6)}+${slope.toFixed(9)}*${FRAMES_PER_KEY}*(n+${firstKey}))`;
  // Size and offset grow in one step: rounded each by itself, they would shake the picture to and fro by a pixel.
  const across = fixedPoint(layer.anchorX);
  const down = fixedPoint(layer.anchorY);
  const steps = (pixels: number, { whole }: { readonly whole: number }) => `floor(${pixels / whole}*${growth}+0.5)`;
  const wide = `${width}+${across.whole}*${steps(width, across)}`;
  const high = `${height}+${down.whole}*${steps(height, down)}`;
  return [
    `scale=w='${wide}':h='${high}':eval=frame:${flags}`,
    // Straight after `scale`: only its own link learns the new size, and crop holds its offset against that.
    `crop=${width}:${height}:x='${across.part}*${steps(width, across)}':y='${down.part}*${steps(height, down)}':exact=1`,
    'format=yuv420p',
  ];
}

function fixedPoint(anchor: number): { readonly part: number; readonly whole: number } {
  const distance = ({ part, whole }: (typeof FIXED_POINTS)[number]) => Math.abs(part / whole - anchor);
  return FIXED_POINTS.reduce((best, next) => (distance(next) < distance(best) ? next : best));
}

// One frame each, which the filters hold.
function stillChains(
  layer: StillLayer,
  { own, under, link }: { own: string; under: string; link: string },
): readonly string[] {
  return [
    `[${own}]scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[${link}s]`,
    `[${under}][${link}s]overlay=x=${layer.x}:y=${layer.y}:format=yuv420[${link}]`,
  ];
}

function grainChains({ own, under, link }: { own: string; under: string; link: string }): readonly string[] {
  return [
    // The grain's chroma is never looked at: both chroma planes are those of the picture below.
    `[${own}]format=yuv420p[${link}g]`,
    `[${under}][${link}g]blend=c0_mode=grainmerge:c1_mode=normal:c1_opacity=1:c2_mode=normal:c2_opacity=1[${link}]`,
  ];
}
