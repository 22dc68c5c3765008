/** A scene's background, video clip or drawn, behind one door. */
import { join } from 'node:path';
import { type Aspect, aspectSlug } from '../../ad/aspect.ts';
import { AdgenError } from '../../ad/errors.ts';
import type { SceneBackground } from '../../pipeline/ports.ts';
import { type Backdrop, readBackdrop } from '../backdrop/backdrop.ts';
import { backdropGraph } from '../backdrop/backdrop-graph.ts';
import { probe } from '../ffmpeg/probe.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import type { Ground } from '../stage.ts';
import type { Clip } from './clip.ts';
import { type ClipTarget, drawClip } from './clip-background.ts';
import type { FrameRange, Graph } from './graph.ts';

export type OpenBackground =
  | { readonly kind: 'clip'; readonly clip: Clip }
  | {
      readonly kind: 'backdrop';
      readonly drawn: ReadonlyMap<Aspect, { readonly backdrop: Backdrop; readonly folder: string }>;
    };

/**
 * Where a product stands when nobody drew the ground for it: low enough for words above, and a matt floor lit from above,
 * because what a clip shows there is not known.
 */
const CLIP_GROUND: Readonly<Record<Aspect, Ground>> = {
  '9:16': { contactY: 0.755, lightX: 0, gloss: 0 },
  '1:1': { contactY: 0.93, lightX: 0, gloss: 0 },
  '16:9': { contactY: 0.88, lightX: 0, gloss: 0 },
};

/** Throws `step-failed` when the background is no video, or not whole. */
export async function openBackground(
  tools: Tools,
  background: SceneBackground,
  aspects: readonly Aspect[],
  signal: AbortSignal,
): Promise<OpenBackground> {
  if (background.kind === 'clip') return { kind: 'clip', clip: await openClip(tools, background.file, signal) };
  const folders = aspects.map((aspect) => [aspect, join(background.folder, aspectSlug(aspect))] as const);
  const drawn = folders.map(
    async ([aspect, folder]) => [aspect, { folder, backdrop: await readBackdrop(folder) }] as const,
  );
  return { kind: 'backdrop', drawn: new Map(await Promise.all(drawn)) };
}

async function openClip(tools: Tools, file: string, signal: AbortSignal): Promise<Clip> {
  const { video } = await probe(tools, file, signal);
  if (!video || video.width < 2 || video.height < 2 || video.frames < 1)
    throw new AdgenError('step-failed', 'The background clip holds no picture; it has to be made again.');
  const { width, height, color } = video;
  return { file, width, height, color, seconds: video.seconds || video.frames / (video.fps || 30) };
}

export function groundOf(background: OpenBackground, aspect: Aspect): Ground {
  if (background.kind === 'clip') return CLIP_GROUND[aspect];
  return drawnFor(background, aspect).backdrop.ground;
}

/** A link per target: yuv420p, tv range, bt.709, `range.frames` frames from 0 in a 1/30 time base. */
export function drawBackground(
  graph: Graph,
  background: OpenBackground,
  range: FrameRange,
  totalFrames: number,
  targets: readonly ClipTarget[],
): readonly string[] {
  if (background.kind === 'clip') return drawClip(graph, background.clip, range, totalFrames, targets);
  return targets.map(({ aspect, size }) => {
    const { backdrop, folder } = drawnFor(background, aspect);
    const { inputs, filters, output } = backdropGraph(backdrop, {
      ...{ folder, size, totalFrames, fromFrame: range.from, frames: range.frames },
      ...{ firstInput: graph.inputs.length, label: graph.link('backdrop') },
    });
    inputs.forEach(graph.addInput);
    filters.forEach(graph.addFilter);
    return output;
  });
}

export function drawnFor({ drawn }: Extract<OpenBackground, { kind: 'backdrop' }>, aspect: Aspect) {
  const found = drawn.get(aspect);
  if (!found)
    throw new AdgenError('step-failed', `The drawn background has no ${aspect} picture; it has to be drawn again.`);
  return found;
}
