/** Words over a scene: drawn pictures that fade in, rise into place, stand, and fade out. */
import { FPS } from '../../ad/frames.ts';
import type { FrameRange, Graph } from './graph.ts';
import type { WordPart } from './word-parts.ts';

/** Lays `part` over `under` where it is visible within `range`; returns the link, `under` itself when it is not. */
export function drawTextLayer(graph: Graph, under: string, part: WordPart, range: FrameRange): string {
  const first = Math.max(range.from, part.from);
  const end = Math.min(range.from + range.frames, part.to);
  if (first >= end) return under;
  const input = graph.addInput([...pictureInput(part), part.file]);
  const [words, output] = [graph.link('words'), graph.link('worded')];
  const chain = [
    // An odd size would leave half a chroma sample over.
    'format=rgba,pad=w=2*ceil(iw/2):h=2*ceil(ih/2):color=black@0,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p',
    `loop=-1:1,settb=1/${FPS},setpts=N`,
    ...fades(part),
    `trim=start_frame=${first - part.from}:end_frame=${end - part.from}`,
    `setpts=PTS-STARTPTS+${first - range.from}`,
  ];
  graph.addFilter(`[${input}:v]${chain.join(',')}[${words}]`);
  const place = `x=${part.x}:y=${heightOf(part, range)}:format=yuv420:eof_action=pass`;
  graph.addFilter(`[${under}][${words}]overlay=${place}[${output}]`);
  return output;
}

function pictureInput({ file, width, height }: WordPart): readonly string[] {
  if (!file.endsWith('.rgba')) return ['-i'];
  return ['-f', 'rawvideo', '-pixel_format', 'rgba', '-video_size', `${width}x${height}`, '-i'];
}

/** A fade copies every frame that passes it, so what only stands has none. */
function fades({ from, to, fadeInFrames, fadeOutFrames }: WordPart): readonly string[] {
  const fade = (kind: string, start: number, frames: number) =>
    frames > 0 ? [`fade=t=${kind}:start_frame=${start}:nb_frames=${frames}:alpha=1`] : [];
  return [...fade('in', 0, fadeInFrames), ...fade('out', to - from - fadeOutFrames, fadeOutFrames)];
}

/** Fast at first, then settling; an expression is only paid for while it still moves. */
function heightOf({ y, risePx, fadeInFrames, from }: WordPart, range: FrameRange): string {
  const moves = risePx !== 0 && fadeInFrames > 0 && from + fadeInFrames > range.from;
  if (!moves) return String(y);
  const left = `(1-clip((n+${range.from - from})/${fadeInFrames},0,1))`;
  return `'${y}+round(${risePx}*${left}*${left}*${left})'`;
}
