/** A scene becomes video: all aspects from one decode, the body and the transition after it from one encoder run. */
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Aspect, aspectSlug } from '../../ad/aspect.ts';
import { AdgenError, isCancelled } from '../../ad/errors.ts';
import type { Degradation } from '../../ad/project.ts';
import type { Piece, ShotRequest } from '../../pipeline/ports.ts';
import { type FfmpegJob, runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';
import type { Slots } from '../ffmpeg/slots.ts';
import type { Workshop } from '../workshop/workshop.ts';
import type { Drawing } from './drawing.ts';
import { lacks } from './lacks.ts';
import type { Omitted } from './plan-shot.ts';

const EVERYTHING: Omitted = { transition: false, words: false, product: false };

/** `encoders` gives a core to each encoder; drawing what the next one needs goes on beside it. */
export type Engine = { readonly tools: Tools; readonly workshop: Workshop<Drawing>; readonly encoders: Slots };

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
    const attempt = () => tryShot(engine, request, omitted, folder, signal);
    try {
      return await (omitted === EVERYTHING ? onceMoreIfLost(attempt) : attempt());
    } catch (error) {
      if (!(error instanceof AdgenError) || error.code !== 'step-failed' || isCancelled(error)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

/** A program that stood still or was lost has said nothing against what it was given: before anything is left out it gets that again. */
async function onceMoreIfLost<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof AdgenError) || error.retryAfterMs === undefined) throw error;
    return attempt();
  }
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
  { tools, workshop, encoders }: Engine,
  request: ShotRequest,
  omitted: Omitted,
  folder: string,
  signal: AbortSignal,
): Promise<readonly Degradation[]> {
  const { job, pieces, degraded } = await workshop.make('shot', { tools, request, omitted, folder }, signal);
  if (!job) return [];
  await encoders.use(() => encode(tools, { job, pieces }, request.aspects, folder, signal), signal);
  return [...degraded, ...said(request, omitted)];
}

function said({ scene: { scene }, next, pieces, tailFrames }: ShotRequest, omitted: Omitted): readonly Degradation[] {
  const lacking: Degradation[] = [];
  if (omitted.transition && next && pieces.includes('transition') && tailFrames > 0)
    lacking.push(lacks(scene, 'transition'));
  if (omitted.words && scene.overlay) lacking.push(lacks(scene, 'overlay'));
  if (omitted.product && scene.product.usage !== 'absent') lacking.push(lacks(scene, 'composite'));
  return lacking;
}

async function encode(
  tools: Tools,
  { job, pieces }: { readonly job: FfmpegJob; readonly pieces: readonly Piece[] },
  aspects: readonly Aspect[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const names = aspects.map(aspectSlug);
  await runFfmpeg(tools, job, { signal });
  for (const name of names)
    for (const [index, piece] of pieces.entries())
      await rename(join(folder, `part${index}_${name}.mp4`), join(folder, pieceFile(piece, name)));
}

function pieceFile(piece: Piece, aspect: string): string {
  return `${piece}_${aspect}.mp4`;
}
