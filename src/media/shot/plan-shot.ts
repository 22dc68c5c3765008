/** Everything that is drawn for a shot, and the encoder run that makes video of it. Runs in a helper process. */
import { join } from 'node:path';
import { aspectSlug } from '../../ad/aspect.ts';
import { isCancelled } from '../../ad/errors.ts';
import type { Degradation } from '../../ad/project.ts';
import type { Piece, ShotRequest, StagedScene } from '../../pipeline/ports.ts';
import type { FfmpegJob, Tools } from '../ffmpeg/run-ffmpeg.ts';
import { type OpenBackground, openBackground } from './background.ts';
import { shrinkForLooking } from './behind.ts';
import { lacks } from './lacks.ts';
import { drawLayers, type SceneLayers } from './scene-layers.ts';
import { type ShotLayers, type ShotPlan, shotJob } from './shot-job.ts';
import { turned } from './turn-clip.ts';
import { wordParts } from './word-parts.ts';

export type Omitted = { readonly transition: boolean; readonly words: boolean; readonly product: boolean };

export type PlannedShot = {
  /** Null: there is nothing to encode. Its outputs are `part{n}_{aspect}.mp4`, in the order of `pieces`. */
  readonly job: FfmpegJob | null;
  readonly pieces: readonly Piece[];
  /** What could not be drawn, though nobody left it out. */
  readonly degraded: readonly Degradation[];
};

const IN_ORDER: readonly Piece[] = ['body', 'transition'];

/** Draws into `folder`. Throws `step-failed` when a background cannot be read. */
export async function planShot(
  {
    tools,
    request,
    omitted,
    folder,
  }: { readonly tools: Tools; readonly request: ShotRequest; readonly omitted: Omitted; readonly folder: string },
  signal: AbortSignal,
): Promise<PlannedShot> {
  const { scene, next, leadFrames, tailFrames } = request;
  const withTransition = request.pieces.includes('transition') && tailFrames > 0;
  const mixed = withTransition && next && !omitted.transition;
  const own = await prepare(tools, request, scene, { leadFrames, without: omitted }, folder, signal);
  const after = mixed ? await prepareNext(tools, request, next, omitted, folder, signal) : null;
  const plan: ShotPlan = {
    scene: own.scene,
    next: after?.scene ?? null,
    transition: scene.scene.transition,
    body: { from: leadFrames, frames: scene.scene.frames - tailFrames },
    tailFrames,
    pieces: IN_ORDER.filter((piece) => request.pieces.includes(piece) && (piece === 'body' || withTransition)),
  };
  const job = plan.pieces.length === 0 ? null : shotJob(plan, request.aspects.map(aspectSlug), folder);
  return { job, pieces: plan.pieces, degraded: [...own.degraded, ...(after?.degraded ?? [])] };
}

/** When the neighbour cannot be prepared, its own shot will say why; here it costs the transition. */
async function prepareNext(
  tools: Tools,
  request: ShotRequest,
  next: StagedScene,
  without: Omitted,
  folder: string,
  signal: AbortSignal,
) {
  try {
    // Words come in after the transition, so nobody would see them here.
    const seen = { leadFrames: request.tailFrames, without: { ...without, words: true } };
    return await prepare(tools, request, next, seen, folder, signal);
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { scene: null, degraded: [lacks(request.scene.scene, 'transition')] };
  }
}

async function prepare(
  tools: Tools,
  { visuals, aspects, scale }: ShotRequest,
  { scene, background }: StagedScene,
  { leadFrames, without }: { readonly leadFrames: number; readonly without: Omitted },
  folder: string,
  signal: AbortSignal,
) {
  const totalFrames = leadFrames + scene.frames;
  const first = await openBackground(tools, background, aspects, signal);
  const longer = join(folder, `${scene.id}-turned.mp4`);
  const open: OpenBackground =
    first.kind === 'clip'
      ? { kind: 'clip', clip: await turned(tools, first.clip, totalFrames, longer, signal) }
      : first;
  const file = join(folder, `${scene.id}-small.nut`);
  const small = scene.overlay && !without.words ? await shrinkForLooking(tools, open, totalFrames, file, signal) : open;
  // One after the other: a full frame takes tens of megabytes while it is drawn.
  const layers: ShotLayers[] = [];
  const lacking = new Map<string, Degradation>();
  for (const aspect of aspects) {
    const asked = { visuals, scene, background: open, small, aspect, scale, totalFrames, leadFrames, without };
    const drawn = await drawLayers(tools, asked, folder, signal);
    const own = join(folder, `${scene.id}-${aspectSlug(aspect)}`);
    layers.push(await readied(drawn.layers, totalFrames, own));
    for (const lack of drawn.degraded) lacking.set(lack.step, lack);
  }
  const degraded: readonly Degradation[] = [...lacking.values()];
  return { scene: { background: open, layers, totalFrames }, degraded };
}

/** As the encoder takes them: from files. */
async function readied({ target, product, words }: SceneLayers, totalFrames: number, folder: string) {
  const layer = product?.layer ?? null;
  return { target, product: layer, words: await wordParts(words, layer, totalFrames, folder) };
}
