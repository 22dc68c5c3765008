/** A video clip as a scene's background: reframed for each aspect, exactly as many frames as wanted. */
import type { Aspect, Size } from '../../ad/aspect.ts';
import { FPS, secondsOf } from '../../ad/frames.ts';
import { type Clip, cutTo, toStandard } from './clip.ts';
import type { FrameRange, Graph } from './graph.ts';
import { widen } from './widen-clip.ts';

export type ClipTarget = {
  readonly aspect: Aspect;
  readonly size: Size;
  /** Where the product stands across the frame, 0 to 1. */
  readonly focusX: number;
};

/** Slower than this looks like slow motion. */
export const MAX_STRETCH = 1.5;
/** Seconds decoded around the wanted frames, so that rounding of other frame rates never misses one. */
const MARGIN_SECONDS = 0.5;
/** A wide frame cut from anything narrower than this would show too little of the clip, and that little too soft. */
const NARROWEST_FILL = 1.3;

/**
 * One decode for all targets; returns a link per target: yuv420p, tv range, bt.709, `range.frames` frames from 0 in a 1/30
 * time base. `totalFrames` is how long the scene is seen: a shorter clip is slowed down to last.
 */
export function drawClip(
  graph: Graph,
  clip: Clip,
  range: FrameRange,
  totalFrames: number,
  targets: readonly ClipTarget[],
): readonly string[] {
  const input = graph.addInput(['-i', clip.file]);
  const pace = `setpts=(PTS-STARTPTS)*${stretchOf(clip, totalFrames)}`;
  const start = Math.max(0, secondsOf(range.from) - MARGIN_SECONDS);
  const near = `trim=start=${start}:end=${secondsOf(range.from + range.frames) + MARGIN_SECONDS}`;
  const tall = targets.find(({ aspect }) => aspect === '9:16');
  const framed = targets.filter((target) => !tall || !isMiddleOf(tall, target, clip));
  const sources = framed.map(() => graph.link('clip'));
  graph.addFilter(`[${input}:v:0]${pace},${near}${splitTo(sources)}`);
  const grounds = new Map<ClipTarget, string>();
  framed.forEach((target, index) => {
    const shared = target === tall ? targets.filter((other) => !framed.includes(other)) : [];
    const outputs = [target, ...shared].map(() => graph.link('ground'));
    const whole = frameClip(graph, clip, sources[index] ?? '', target);
    graph.addFilter(`[${whole}]${exactly(range)}${splitTo(outputs)}`);
    grounds.set(target, outputs[0] ?? '');
    shared.forEach((middle, at) => {
      grounds.set(middle, cutMiddle(graph, outputs[at + 1] ?? '', target.size, middle.size));
    });
  });
  return targets.map((target) => grounds.get(target) ?? '');
}

/** The end of a chain that goes on as each of the links. */
function splitTo(links: readonly string[]): string {
  return `${links.length > 1 ? `,split=${links.length}` : ''}${links.map((link) => `[${link}]`).join('')}`;
}

const TAGS = 'setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709:field_mode=prog';

/** The frames are picked by time stamp, not by count: what a frame shows does not depend on where a piece begins. */
function exactly({ from, frames }: FrameRange): string {
  const picked = `trim=start_pts=${from}:end_pts=${from + frames},setpts=PTS-STARTPTS`;
  return `fps=${FPS},tpad=stop=-1:stop_mode=clone,settb=1/${FPS},${picked},${TAGS}`;
}

/** Of a clip no wider than the upright frame, the square one is the middle of the upright one, pixel by pixel. */
function isMiddleOf(tall: ClipTarget, { aspect, size }: ClipTarget, clip: Clip): boolean {
  return aspect === '1:1' && size.width === tall.size.width && clip.width * 16 <= clip.height * 9;
}

function cutMiddle(graph: Graph, source: string, whole: Size, { width, height }: Size): string {
  const output = graph.link('middle');
  graph.addFilter(`[${source}]crop=${width}:${height}:0:${2 * Math.floor((whole.height - height) / 4)}[${output}]`);
  return output;
}

function frameClip(graph: Graph, clip: Clip, source: string, target: ClipTarget): string {
  const fits = target.aspect !== '16:9' || clip.width / clip.height >= NARROWEST_FILL;
  return fits ? fill(graph, clip, source, target) : widen(graph, clip, source, target);
}

/** How much slower the clip has to play to be seen for `totalFrames`. */
export function stretchOf(clip: Clip, totalFrames: number): number {
  if (clip.seconds <= 0) return 1;
  return Math.min(MAX_STRETCH, Math.max(1, secondsOf(totalFrames) / clip.seconds));
}

function fill(graph: Graph, clip: Clip, source: string, { size }: ClipTarget): string {
  const output = graph.link('fill');
  const { width, height } = size;
  graph.addFilter(
    `[${source}]${cutTo(width / height)},scale=${width}:${height}:flags=bicubic:${toStandard(clip)},format=yuv420p[${output}]`,
  );
  return output;
}
