/** Words over a scene: drawn pictures that fade in, rise into place, and fade out. */
import { FPS } from '../../ad/frames.ts';
import type { TimedStill } from '../stage.ts';
import type { FrameRange, Graph } from './graph.ts';

/** Lays `still` over `under` where it is visible within `range`; returns the link, `under` itself when it is not. */
export function drawTextLayer(
  graph: Graph,
  under: string,
  still: TimedStill,
  range: FrameRange,
  totalFrames: number,
): string {
  const exit = Math.min(still.exitFrame ?? totalFrames, totalFrames);
  const first = Math.max(range.from, still.enterFrame);
  const end = Math.min(range.from + range.frames, exit);
  if (first >= end) return under;
  const input = graph.addInput(['-i', still.file]);
  const [words, output] = [graph.link('words'), graph.link('worded')];
  const chain = [
    // An odd size would leave half a chroma sample over.
    'format=rgba,pad=w=2*ceil(iw/2):h=2*ceil(ih/2):color=black@0,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p',
    `loop=-1:1,settb=1/${FPS},setpts=N`,
    ...fades(still, exit),
    `trim=start_frame=${first - still.enterFrame}:end_frame=${end - still.enterFrame}`,
    `setpts=PTS-STARTPTS+${first - range.from}`,
  ];
  graph.addFilter(`[${input}:v]${chain.join(',')}[${words}]`);
  const place = `x=${even(still.x)}:y=${heightOf(still, range)}:format=yuv420:eof_action=pass`;
  graph.addFilter(`[${under}][${words}]overlay=${place}[${output}]`);
  return output;
}

function fades({ fadeFrames, enterFrame, exitFrame }: TimedStill, exit: number): readonly string[] {
  if (fadeFrames <= 0) return [];
  const fade = (kind: string, start: number) => `fade=t=${kind}:start_frame=${start}:nb_frames=${fadeFrames}:alpha=1`;
  return exitFrame === null ? [fade('in', 0)] : [fade('in', 0), fade('out', exit - enterFrame - fadeFrames)];
}

/** Fast at first, then settling; an expression is only paid for while it still moves. */
function heightOf({ y, risePx, fadeFrames, enterFrame }: TimedStill, range: FrameRange): string {
  const moves = risePx !== 0 && fadeFrames > 0 && enterFrame + fadeFrames > range.from;
  if (!moves) return String(even(y));
  const left = `(1-clip((n+${range.from - enterFrame})/${fadeFrames},0,1))`;
  return `'${even(y)}+round(${risePx}*${left}*${left}*${left})'`;
}

function even(pixels: number): number {
  return 2 * Math.round(pixels / 2);
}
