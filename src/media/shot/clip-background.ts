/** A video clip as a scene's background: reframed for each aspect, exactly as many frames as wanted. */
import type { Aspect, Size } from '../../ad/aspect.ts';
import { FPS, secondsOf } from '../../ad/frames.ts';
import type { FrameRange, Graph } from './graph.ts';

export type Clip = {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** As ffmpeg names them; `unknown` when the file does not say. */
  readonly color: { readonly space: string; readonly range: string };
};

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
  const sources = targets.map(() => graph.link('clip'));
  const split = targets.length === 1 ? '' : `,split=${targets.length}`;
  graph.addFilter(`[${input}:v:0]${pace},${near}${split}${sources.map((source) => `[${source}]`).join('')}`);
  return targets.map((target, index) => {
    const framed = fits(clip, target)
      ? fill(graph, clip, sources[index] ?? '', target)
      : extend(graph, clip, sources[index] ?? '', target);
    const output = graph.link('ground');
    // The frames are picked by time stamp, not by count: what a frame shows does not depend on where a piece begins.
    const exact = `trim=start_pts=${range.from}:end_pts=${range.from + range.frames},setpts=PTS-STARTPTS`;
    graph.addFilter(`[${framed}]fps=${FPS},tpad=stop=-1:stop_mode=clone,settb=1/${FPS},${exact},${TAGS}[${output}]`);
    return output;
  });
}

const TAGS = 'setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709:field_mode=prog';
/** Below this many lines a clip without tags is taken for standard definition, as players do. */
const HD_LINES = 576;

/**
 * Options of `scale` that bring colours to bt.709, tv range. Everything is named, because what is not named costs a third of
 * the decoding: a conversion by way of RGB where none is needed.
 */
function toStandard({ color, width, height }: Clip): string {
  const range = color.range === 'pc' ? 'pc' : 'tv';
  const untagged = Math.min(width, height) < HD_LINES ? 'bt601' : 'bt709';
  const matrix = { bt709: 'bt709', smpte170m: 'bt601', bt470bg: 'bt601', bt2020nc: 'bt2020' }[color.space] ?? untagged;
  // Named as equal, colours pass untouched where no size changes; so the range is only named when nothing else has to.
  const from = matrix === 'bt709' || range === 'pc' ? `:in_range=${range}` : '';
  return `in_color_matrix=${matrix}${from}:out_color_matrix=bt709:out_range=tv`;
}

/** How much slower the clip has to play to be seen for `totalFrames`. */
export function stretchOf(clip: Clip, totalFrames: number): number {
  if (clip.seconds <= 0) return 1;
  return Math.min(MAX_STRETCH, Math.max(1, secondsOf(totalFrames) / clip.seconds));
}

function fits(clip: Clip, { aspect }: ClipTarget): boolean {
  return aspect !== '16:9' || clip.width / clip.height >= NARROWEST_FILL;
}

/** Cut to shape first, then scaled: what will not be seen is not scaled. */
function cutTo(ratio: number): string {
  return `crop=w='2*floor(min(iw,ih*${ratio})/2)':h='2*floor(min(ih,iw/${ratio})/2)'`;
}

function fill(graph: Graph, clip: Clip, source: string, { size }: ClipTarget): string {
  const output = graph.link('fill');
  const { width, height } = size;
  graph.addFilter(
    `[${source}]${cutTo(width / height)},scale=${width}:${height}:flags=bicubic:${toStandard(clip)},format=yuv420p[${output}]`,
  );
  return output;
}

/**
 * An upright clip in a wide frame: the clip, nearly as large as it can be, behind the product; its sides melt into a
 * blurred, enlarged, darker copy of itself, where the words stand.
 */
function extend(graph: Graph, clip: Clip, source: string, { size, focusX }: ClipTarget): string {
  const { width, height } = size;
  const even = (pixels: number) => 2 * Math.round(pixels / 2);
  const strip = even(Math.min(width, height * 0.92));
  const melt = even(strip * 0.3);
  const x = even(awayFromGutters(focusX * width - strip / 2, width - strip, melt));
  const [far, near, soft, edged, mask, output] = ['far', 'near', 'soft', 'edged', 'mask', 'extended'].map(graph.link);
  graph.addFilter(`[${source}]split[${far}][${near}]`);
  graph.addFilter(
    `[${far}]${cutTo(width / height)},scale=96:54:${toStandard(clip)},format=yuv420p10le,gblur=sigma=2.5,lutyuv=y='val*0.72+18',` +
      `scale=${width}:${height}:flags=bicubic,format=yuv420p,noise=c0s=2[${soft}]`,
  );
  // One frame, which the filters hold. An edge that lies on the frame's own edge stays sharp.
  const ramp = [x > 0 ? `X/${melt}` : '1', x + strip < width ? `(W-1-X)/${melt}` : '1'].join(',');
  graph.addFilter(
    `color=black:s=${strip}x${height}:r=${FPS}:d=${1 / FPS},format=gray,` +
      `geq=lum='st(0,clip(min(${ramp}),0,1));255*ld(0)*ld(0)*(3-2*ld(0))',setpts=N[${mask}]`,
  );
  graph.addFilter(
    `[${near}]${cutTo(strip / height)},scale=${strip}:${height}:flags=bicubic:${toStandard(clip)},format=yuv420p[${edged}]`,
  );
  const merged = graph.link('merged');
  graph.addFilter(`[${edged}][${mask}]alphamerge[${merged}]`);
  graph.addFilter(`[${soft}][${merged}]overlay=${x}:0:format=yuv420[${output}]`);
  return output ?? '';
}

/** A dark sliver between the strip and the edge of the frame would look like a mistake. */
function awayFromGutters(x: number, room: number, melt: number): number {
  if (x < melt) return 0;
  return x > room - melt ? room : x;
}
