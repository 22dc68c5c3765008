/** Everything of one scene in one aspect: opened, drawn and placed, ready to be laid over each other. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Aspect, aspectSlug } from '../../ad/aspect.ts';
import { isCancelled } from '../../ad/errors.ts';
import type { Scene } from '../../ad/plan.ts';
import type { Degradation } from '../../ad/project.ts';
import type { Visuals } from '../../pipeline/ports.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import { drawProduct } from '../product/draw-product.ts';
import type { Sprite } from '../product/sprite.ts';
import { type Stage, stageScene, type TimedStill } from '../stage.ts';
import { drawOverlay } from '../text/draw-overlay.ts';
import { groundOf, type OpenBackground } from './background.ts';
import { lookBehind } from './behind.ts';
import type { ClipTarget } from './clip-background.ts';
import { lacks } from './lacks.ts';
import { mergeProduct, type ProductLayer, roomFor } from './product-layer.ts';

export type SceneLayers = {
  readonly stage: Stage;
  readonly target: ClipTarget;
  readonly product: { readonly layer: ProductLayer; readonly sprites: readonly Sprite[] } | null;
  readonly words: readonly TimedStill[];
};

export type SceneRequest = {
  readonly visuals: Visuals;
  readonly scene: Scene;
  readonly background: OpenBackground;
  /** The same, cheaper to look at: where words are judged against it. */
  readonly small: OpenBackground;
  readonly aspect: Aspect;
  readonly scale: number;
  /** Frames that are seen of the scene in all, with those inside the transition before it. */
  readonly totalFrames: number;
  readonly leadFrames: number;
  /** What may be left out: a later try after something failed, or words nobody will see. */
  readonly without: { readonly product: boolean; readonly words: boolean };
};

type Drawn = { readonly layers: SceneLayers; readonly degraded: readonly Degradation[] };

/** Draws stills into `folder`. What cannot be drawn is left out and said; only `cancelled` is thrown for it. */
export async function drawLayers(
  tools: Tools,
  request: SceneRequest,
  folder: string,
  signal: AbortSignal,
): Promise<Drawn> {
  const own = join(folder, `${request.scene.id}-${aspectSlug(request.aspect)}`);
  await mkdir(own, { recursive: true });
  const { visuals, scene, background, aspect, scale } = request;
  const ground = groundOf(background, aspect);
  const placed = { usage: scene.product, overlay: scene.overlay, cutout: visuals.cutout };
  const stage = stageScene({ aspect, scale, ground, ...placed });
  const target = { aspect, size: stage.size, focusX: focusOf(stage) };
  const product = await orLeaveOut(lacks(scene, 'composite'), () => placeProduct(request, stage, own, signal));
  const bare = { stage, target, product: product.value, words: [] };
  const words = await orLeaveOut(lacks(scene, 'overlay'), () => placeWords(tools, request, bare, own, signal));
  return {
    layers: { ...bare, words: words.value ?? [] },
    degraded: [...product.degraded, ...words.degraded],
  };
}

function focusOf({ product, size }: Stage): number {
  return product ? (product.x + product.width / 2) / size.width : 0.5;
}

async function placeProduct(request: SceneRequest, stage: Stage, folder: string, signal: AbortSignal) {
  if (request.without.product || !stage.product) return null;
  const { visuals, scene, background, aspect } = request;
  const { cutout, maskedFile, style } = visuals;
  const room = roomFor(stage, scene.product.motion);
  if (!room) return null;
  const ground = groundOf(background, aspect);
  const sprites = await drawProduct({ cutout, maskedFile, stage, ground, palette: style.palette, room }, signal);
  const layer = await mergeProduct(sprites, stage, scene.product.motion, join(folder, 'product.rgba'));
  return layer && { layer, sprites };
}

async function placeWords(
  tools: Tools,
  request: SceneRequest,
  layers: SceneLayers,
  folder: string,
  signal: AbortSignal,
): Promise<readonly TimedStill[]> {
  const { visuals, scene, small, totalFrames, leadFrames } = request;
  if (request.without.words || !scene.overlay) return [];
  const behind = await lookBehind(tools, small, layers, totalFrames, folder, signal);
  const { style, language } = visuals;
  const words = {
    overlay: scene.overlay,
    style,
    language,
    stage: layers.stage,
    frames: totalFrames,
    leadFrames,
    behind,
  };
  return drawOverlay(words, folder, signal);
}

/** Stopping is not a failure, and is never turned into a lesser film. */
async function orLeaveOut<T>(lack: Degradation, draw: () => Promise<T>) {
  try {
    return { value: await draw(), degraded: [] };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { value: null, degraded: [lack] };
  }
}
