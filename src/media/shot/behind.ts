/** What words will stand on: a few small pictures of the scene without them, so that contrast is measured, not hoped for. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Size } from '../../ad/aspect.ts';
import { secondsOf } from '../../ad/frames.ts';
import { stillsOf } from '../backdrop/backdrop.ts';
import { lookAtSoft } from '../backdrop/look-at.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';
import type { Sprite } from '../product/sprite.ts';
import { drawBackground, drawnFor, type OpenBackground } from './background.ts';
import { type ClipTarget, stretchOf } from './clip-background.ts';
import { createGraph } from './graph.ts';
import { overlayStills, type Picture } from './picture.ts';

const WIDTH_PX = 270;

/** The scene at its start, middle and end, in small. */
export async function lookBehind(
  tools: Tools,
  background: OpenBackground,
  {
    target,
    product,
  }: { readonly target: ClipTarget; readonly product: { readonly sprites: readonly Sprite[] } | null },
  totalFrames: number,
  folder: string,
  signal: AbortSignal,
): Promise<readonly Picture[]> {
  const moments = momentsOf(totalFrames);
  const size = smaller(target.size);
  const bare =
    background.kind === 'backdrop'
      ? await lookAtBackdrop(drawnFor(background, target.aspect), moments, totalFrames, size, target.size)
      : await lookAtClip(
          tools,
          { background, target, moments, totalFrames, size, file: join(folder, 'behind.rgb') },
          signal,
        );
  return Promise.all(bare.map((picture) => overlayStills(picture, product?.sprites ?? [], target.size)));
}

async function lookAtBackdrop(
  { backdrop, folder }: ReturnType<typeof drawnFor>,
  moments: readonly number[],
  totalFrames: number,
  size: Size,
  frame: Size,
): Promise<readonly Picture[]> {
  const stills = await stillsOf(backdrop, folder);
  const pictures = moments.map(async (moment) => ({
    ...size,
    data: await lookAtSoft(backdrop, folder, { frame: moment, totalFrames }, size),
  }));
  return Promise.all(pictures.map(async (picture) => overlayStills(await picture, stills, frame)));
}

async function lookAtClip(tools: Tools, request: Grab, signal: AbortSignal): Promise<readonly Picture[]> {
  const { size, moments } = request;
  const bytes = await grabFrames(tools, request, signal);
  const each = size.width * size.height * 3;
  return moments.map((_, index) => ({ ...size, data: bytes.subarray(index * each, (index + 1) * each) }));
}

/** The few pictures, each held until the next one comes: a filter that is given a single frame may not show it at all. */
const HELD = 'fps=5,tpad=stop=5:stop_mode=clone';

function momentsOf(totalFrames: number): readonly number[] {
  return [0, Math.floor(totalFrames / 2), totalFrames - 1];
}

/**
 * The background in small, good for `lookBehind` alone. A long clip has to be decoded to its end to see its last moment;
 * this does so once for all aspects, without the decoder's finishing touches, which nobody sees at this size.
 */
export async function shrinkForLooking(
  tools: Tools,
  background: OpenBackground,
  totalFrames: number,
  file: string,
  signal: AbortSignal,
): Promise<OpenBackground> {
  if (background.kind !== 'clip') return background;
  const { clip } = background;
  const stretch = stretchOf(clip, totalFrames);
  // Each picture is taken a little early, so that it is there when its moment comes.
  const early = (frame: number) =>
    Math.max(0, Math.min(secondsOf(frame) / stretch, clip.seconds - 0.1) - 0.4).toFixed(3);
  const wanted = momentsOf(totalFrames).map((frame) => `(lt(prev_selected_t,${early(frame)})*gte(t,${early(frame)}))`);
  const pick = `setpts=PTS-STARTPTS,select='isnan(prev_selected_t)+${wanted.join('+')}',scale=w=240:h=-2,${HELD}`;
  const inputs = [['-skip_loop_filter', 'all', '-skip_frame', 'noref', '-i', clip.file]];
  const outputs = [['-map', '[small]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'nut', file]];
  await runFfmpeg(tools, { inputs, filters: [`[0:v:0]${pick}[small]`], outputs }, { signal });
  return { kind: 'clip', clip: { ...clip, file } };
}

function smaller({ width, height }: Size): Size {
  const factor = Math.min(1, WIDTH_PX / width);
  return { width: 2 * Math.round((width * factor) / 2), height: 2 * Math.round((height * factor) / 2) };
}

type Grab = {
  readonly background: OpenBackground;
  readonly target: ClipTarget;
  readonly moments: readonly number[];
  readonly totalFrames: number;
  readonly size: Size;
  readonly file: string;
};

/** Frames of the background alone as RGB bytes, one after the other, `size` pixels each. */
export async function grabFrames(tools: Tools, request: Grab, signal: AbortSignal): Promise<Uint8Array> {
  const { background, target, moments, totalFrames, size, file } = request;
  const graph = createGraph();
  // A drawn background has its own size; a clip can be framed small, which costs a fraction.
  const drawnTarget = background.kind === 'clip' ? { ...target, size } : target;
  const small = moments.map((from) => {
    const [link] = drawBackground(graph, background, { from, frames: 1 }, totalFrames, [drawnTarget]);
    const output = graph.link('small');
    graph.addFilter(`[${link}]scale=${size.width}:${size.height}:flags=area,format=rgb24[${output}]`);
    return `[${output}]`;
  });
  graph.addFilter(`${small.join('')}concat=n=${small.length}:v=1:a=0[strip]`);
  const output = ['-map', '[strip]', '-f', 'rawvideo', '-pix_fmt', 'rgb24', file];
  await runFfmpeg(tools, { inputs: graph.inputs, filters: graph.filters, outputs: [output] }, { signal });
  return new Uint8Array(await readFile(file));
}
