/** One scene as a single finished picture, at the moment when everything it has to say is there. */
import { join } from 'node:path';
import type { Size } from '../../ad/aspect.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import type { TimedStill } from '../stage.ts';
import type { OpenBackground } from './background.ts';
import { grabFrames } from './behind.ts';
import { overlayStills, type Picture } from './picture.ts';
import type { SceneLayers } from './scene-layers.ts';

export async function drawSceneStill(
  tools: Tools,
  scene: { readonly background: OpenBackground; readonly layers: SceneLayers; readonly totalFrames: number },
  folder: string,
  signal: AbortSignal,
): Promise<Picture> {
  const { background, layers, totalFrames } = scene;
  const { target, product, words } = layers;
  const moment = tellingFrame(words, totalFrames);
  const size: Size = target.size;
  const request = { background, target, moments: [moment], totalFrames, size, file: join(folder, 'still.rgb') };
  const picture = { ...size, data: await grabFrames(tools, request, signal) };
  const visible = words.filter((still) => still.enterFrame <= moment && moment < (still.exitFrame ?? totalFrames));
  const [below, above] = [visible.filter((still) => still.below), visible.filter((still) => !still.below)];
  return overlayStills(picture, [...below, ...(product?.sprites ?? []), ...above], size);
}

/** The frame with the most words wholly there; among equals the one nearest to two thirds of the scene. */
function tellingFrame(words: readonly TimedStill[], totalFrames: number): number {
  const target = Math.floor((totalFrames * 2) / 3);
  const ready = words.map((still) => Math.min(still.enterFrame + still.fadeFrames, totalFrames - 1));
  const settled = (still: TimedStill, frame: number) =>
    frame >= still.enterFrame + still.fadeFrames && frame < (still.exitFrame ?? totalFrames) - still.fadeFrames;
  const score = (frame: number) => words.filter((still) => settled(still, frame)).length;
  const candidates = [target, ...ready].filter((frame) => frame >= 0 && frame < totalFrames);
  return candidates.sort((a, b) => score(b) - score(a) || Math.abs(a - target) - Math.abs(b - target))[0] ?? target;
}
