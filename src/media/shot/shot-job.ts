/** The ffmpeg job of a shot: layers over backgrounds, the mix into the next scene, an encoder for each aspect. */
import { join } from 'node:path';
import { FPS, secondsOf } from '../../ad/frames.ts';
import type { Transition } from '../../ad/plan.ts';
import type { Piece } from '../../pipeline/ports.ts';
import { TICKS, videoEncoding } from '../ffmpeg/encoding.ts';
import type { FfmpegJob } from '../ffmpeg/run-ffmpeg.ts';
import { drawBackground, type OpenBackground } from './background.ts';
import type { ClipTarget } from './clip-background.ts';
import { createGraph, type FrameRange, type Graph } from './graph.ts';
import { drawProductLayer, type ProductLayer } from './product-layer.ts';
import { drawTextLayer } from './text-layer.ts';
import type { WordPart } from './word-parts.ts';

/** What lies over the background in one aspect. */
export type ShotLayers = {
  readonly target: ClipTarget;
  readonly product: ProductLayer | null;
  readonly words: readonly WordPart[];
};

/** A scene in all wanted aspects, in their order. */
export type DrawnScene = {
  readonly background: OpenBackground;
  readonly layers: readonly ShotLayers[];
  readonly totalFrames: number;
};

export type ShotPlan = {
  readonly scene: DrawnScene;
  /** Null: no transition, or one that plays this scene's own frames unmixed. */
  readonly next: DrawnScene | null;
  readonly transition: Transition;
  readonly body: FrameRange;
  readonly tailFrames: number;
  readonly pieces: readonly Piece[];
};

/**
 * How the scene that leaves (`from`) turns into the one that enters (`to`), frame by frame from 0 to just before 1. Measured
 * 2026-11-22 on ffmpeg 5.1: xfade costs 20 ms a frame of 1080×1920, overlay and a moving crop a third of it.
 */
const MIXES: Readonly<Record<Transition, (from: string, to: string, frames: number) => string>> = {
  fade: fadeOver,
  cut: fadeOver,
  slide: (from, to, frames) => `[${from}][${to}]hstack,crop=w=iw/2:x='2*floor(n*iw/${4 * frames}+0.5)':y=0`,
  wipe: (from, to, frames) => `[${from}][${to}]xfade=transition=smoothleft:duration=${secondsOf(frames)}:offset=0`,
};

function fadeOver(from: string, to: string, frames: number): string {
  const veil = `${to}v`;
  return `[${to}]format=yuva420p,fade=t=in:start_frame=0:nb_frames=${frames}:alpha=1[${veil}];[${from}][${veil}]overlay=format=yuv420`;
}

/** Writes `part0_{name}.mp4`, `part1_{name}.mp4` in the order of the pieces; `names` belong to the layers, one by one. */
export function shotJob(plan: ShotPlan, names: readonly string[], folder: string): FfmpegJob {
  const graph = createGraph();
  const seen = seenRange(plan);
  const own = drawScene(graph, plan.scene, seen);
  const mixesAtEnd = plan.next !== null && plan.pieces.includes('transition');
  const next = mixesAtEnd && plan.next ? drawScene(graph, plan.next, { from: 0, frames: plan.tailFrames }) : [];
  const outputs = names.map((name, index) => {
    const link = own[index] ?? '';
    const after = next[index];
    const whole = after === undefined ? link : mixTail(graph, link, after, plan, seen.frames);
    return encodedTo(whole, plan, seen.frames, name, folder);
  });
  return { inputs: graph.inputs, filters: graph.filters, outputs };
}

function seenRange({ body, tailFrames, pieces }: ShotPlan): FrameRange {
  const tail = pieces.includes('transition') ? tailFrames : 0;
  if (!pieces.includes('body')) return { from: body.from + body.frames, frames: tail };
  return { from: body.from, frames: body.frames + tail };
}

function drawScene(
  graph: Graph,
  { background, layers, totalFrames }: DrawnScene,
  range: FrameRange,
): readonly string[] {
  const targets = layers.map(({ target }) => target);
  const grounds = drawBackground(graph, background, range, totalFrames, targets);
  return layers.map(({ product, words }, index) => {
    const lay = (under: string, parts: readonly WordPart[]) =>
      parts.reduce((link, part) => drawTextLayer(graph, link, part, range), under);
    const [below, above] = [words.filter((part) => part.below), words.filter((part) => !part.below)];
    const worded = lay(grounds[index] ?? '', below);
    return lay(product ? drawProductLayer(graph, worded, product, range, totalFrames) : worded, above);
  });
}

/** A mix is paid for every frame that enters it, so only the last frames do. */
function mixTail(graph: Graph, link: string, after: string, plan: ShotPlan, frames: number): string {
  const steady = `settb=1/${FPS},setpts=N,fps=${FPS}`;
  const bodyFrames = frames - plan.tailFrames;
  const [body, tail, rest, entering, mixed, output] = ['body', 'tail', 'rest', 'entering', 'mixed', 'whole'].map(
    graph.link,
  );
  const mix = MIXES[plan.transition](tail ?? '', entering ?? '', plan.tailFrames);
  graph.addFilter(`[${after}]${steady}[${entering}]`);
  if (bodyFrames === 0) {
    graph.addFilter(`[${link}]${steady}[${tail}]`);
    graph.addFilter(`${mix}[${output}]`);
    return output ?? '';
  }
  graph.addFilter(`[${link}]split[${body}][${rest}]`);
  graph.addFilter(`[${rest}]trim=start_frame=${bodyFrames},${steady}[${tail}]`);
  graph.addFilter(`${mix}[${mixed}]`);
  const start = graph.link('start');
  graph.addFilter(`[${body}]trim=end_frame=${bodyFrames},${steady}[${start}]`);
  graph.addFilter(`[${start}][${mixed}]concat=n=2:v=1:a=0[${output}]`);
  return output ?? '';
}

/** Two pieces come from one encoder run that is cut at a forced key frame: starting x264 twice would cost more than cutting. */
function encodedTo(link: string, plan: ShotPlan, frames: number, name: string, folder: string): readonly string[] {
  const output = ['-map', `[${link}]`, ...videoEncoding(), '-frames:v', String(frames)];
  const [first, second] = plan.pieces;
  if (first === undefined || second === undefined)
    return [...output, '-video_track_timescale', String(TICKS), join(folder, `part0_${name}.mp4`)];
  const cut = frames - plan.tailFrames;
  const keyed = ['-force_key_frames', `expr:eq(n,${cut})`, '-forced-idr', '1'];
  const segments = [
    '-f',
    'segment',
    '-segment_frames',
    String(cut),
    '-segment_format',
    'mp4',
    '-reset_timestamps',
    '1',
  ];
  const timescale = ['-segment_format_options', `video_track_timescale=${TICKS}`];
  // A percent sign in the folder's name would be read as a pattern.
  return [...output, ...keyed, ...segments, ...timescale, join(folder.replaceAll('%', '%%'), `part%d_${name}.mp4`)];
}
