/** A scene becomes video: all aspects from one decode, the body and the transition after it from one encoder run. */
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Aspect, aspectSlug } from '../../ad/aspect.ts';
import { AdgenError, isCancelled } from '../../ad/errors.ts';
import type { Degradation } from '../../ad/project.ts';
import type { Piece, ShotRequest, StagedScene } from '../../pipeline/ports.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';
import type { Slots } from '../ffmpeg/slots.ts';
import { type OpenBackground, openBackground } from './background.ts';
import { shrinkForLooking } from './behind.ts';
import { drawLayers, lacks } from './scene-layers.ts';
import { type ShotPlan, shotJob } from './shot-job.ts';

type Omitted = { readonly transition: boolean; readonly words: boolean; readonly product: boolean };

const IN_ORDER: readonly Piece[] = ['body', 'transition'];
const EVERYTHING: Omitted = { transition: false, words: false, product: false };

/** `encoders` gives a core to each encoder; drawing what the next one needs goes on beside it. */
export type Engine = { readonly tools: Tools; readonly encoders: Slots };

/** Writes `{body,transition}_{aspect}.mp4` for what is asked; resolves with what had to be left out. */
export async function renderShot(
  engine: Engine,
  request: ShotRequest,
  folder: string,
  signal: AbortSignal,
): Promise<readonly Degradation[]> {
  if (request.pieces.length === 0 || request.aspects.length === 0) return [];
  await mkdir(folder, { recursive: true });
  let failure: unknown;
  for (const omitted of attempts(request)) {
    try {
      return await tryShot(engine, request, omitted, folder, signal);
    } catch (error) {
      if (!(error instanceof AdgenError) || error.code !== 'step-failed' || isCancelled(error)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

/** ffmpeg does not say which part of a graph broke it: each is left out alone, then all of them. */
function attempts({ scene: { scene }, next }: ShotRequest): readonly Omitted[] {
  const parts: Omitted[] = [];
  if (next) parts.push({ ...EVERYTHING, transition: true });
  if (scene.overlay || next?.scene.overlay) parts.push({ ...EVERYTHING, words: true });
  if (scene.product.usage !== 'absent') parts.push({ ...EVERYTHING, product: true });
  const nothing = { transition: next !== null, words: true, product: true };
  return [EVERYTHING, ...parts, ...(parts.length > 1 ? [nothing] : [])];
}

async function tryShot(
  { tools, encoders }: Engine,
  request: ShotRequest,
  omitted: Omitted,
  folder: string,
  signal: AbortSignal,
): Promise<readonly Degradation[]> {
  const { scene, next, leadFrames, tailFrames } = request;
  const withTransition = request.pieces.includes('transition') && tailFrames > 0;
  const mixed = withTransition && next && !omitted.transition;
  const [own, after] = await everyOne([
    prepare(tools, request, scene, { leadFrames, without: omitted }, folder, signal),
    mixed ? prepareNext(tools, request, next, omitted, folder, signal) : null,
  ]);
  const plan: ShotPlan = {
    scene: own.scene,
    next: after?.scene ?? null,
    transition: scene.scene.transition,
    body: { from: leadFrames, frames: scene.scene.frames - tailFrames },
    tailFrames,
    pieces: IN_ORDER.filter((piece) => request.pieces.includes(piece) && (piece === 'body' || withTransition)),
  };
  if (plan.pieces.length === 0) return [];
  await encoders.use(() => encode(tools, plan, request.aspects, folder, signal), signal);
  return [...own.degraded, ...(after?.degraded ?? []), ...said(request, omitted, withTransition)];
}

function said(
  { scene: { scene }, next }: ShotRequest,
  omitted: Omitted,
  withTransition: boolean,
): readonly Degradation[] {
  const lacking: Degradation[] = [];
  if (omitted.transition && next && withTransition) lacking.push(lacks(scene, 'transition'));
  if (omitted.words && scene.overlay) lacking.push(lacks(scene, 'overlay'));
  if (omitted.product && scene.product.usage !== 'absent') lacking.push(lacks(scene, 'composite'));
  return lacking;
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
  const open: OpenBackground = await openBackground(tools, background, aspects, signal);
  const totalFrames = leadFrames + scene.frames;
  const file = join(folder, `${scene.id}-small.nut`);
  const small = scene.overlay && !without.words ? await shrinkForLooking(tools, open, totalFrames, file, signal) : open;
  const drawn = await everyOne(
    aspects.map((aspect) => {
      const asked = { visuals, scene, background: open, small, aspect, scale, totalFrames, leadFrames, without };
      return drawLayers(tools, asked, folder, signal);
    }),
  );
  const layers = drawn.map((one) => one.layers);
  const lacking = new Map(drawn.flatMap((one) => one.degraded).map((lack) => [lack.step, lack]));
  const degraded: readonly Degradation[] = [...lacking.values()];
  return { scene: { background: open, layers, totalFrames }, degraded };
}

/** As `Promise.all`, but a failure waits for the others: nothing goes on working in a folder that is about to be removed. */
async function everyOne<const T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function encode(
  tools: Tools,
  plan: ShotPlan,
  aspects: readonly Aspect[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const names = aspects.map(aspectSlug);
  await runFfmpeg(tools, shotJob(plan, names, folder), { signal });
  for (const name of names)
    for (const [index, piece] of plan.pieces.entries())
      await rename(join(folder, `part${index}_${name}.mp4`), join(folder, pieceFile(piece, name)));
}

function pieceFile(piece: Piece, aspect: string): string {
  return `${piece}_${aspect}.mp4`;
}
