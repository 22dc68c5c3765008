/** The storyboard: every scene as it will look, in the upright shape, with its number and length. */

import { mkdtemp, rm } from 'node:fs/promises';

import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { secondsOf } from '../../ad/frames.ts';
import type { Degradation } from '../../ad/project.ts';
import type { StagedScene, Visuals } from '../../pipeline/ports.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import { drawStoryboard } from '../storyboard/draw-storyboard.ts';
import { openBackground } from './background.ts';
import { drawLayers } from './scene-layers.ts';
import { drawSceneStill } from './scene-still.ts';

export type StoryboardRequest = {
  readonly visuals: Visuals;
  readonly scenes: readonly StagedScene[];
  readonly scale: number;
};

/** Writes one PNG; resolves with what could not be shown. */
export async function renderStoryboard(
  tools: Tools,
  request: StoryboardRequest,
  outFile: string,
  signal: AbortSignal,
): Promise<readonly Degradation[]> {
  const { visuals, scenes } = request;
  const folder = await mkdtemp(join(dirname(outFile), 'stills-'));
  try {
    const degraded: Degradation[] = [];
    const stills = [];
    for (const [index, staged] of scenes.entries()) {
      const drawn = await drawStill(tools, request, staged, folder, signal);
      degraded.push(...drawn.degraded);
      const { scene } = staged;
      const caption = scene.overlay?.headline ?? '';
      stills.push({ file: drawn.file, label: `${index + 1}`, seconds: secondsOf(scene.frames), caption });
    }
    const { palette } = visuals.style;
    const page = {
      stills,
      title: visuals.brandName,
      subtitle: subtitleOf(scenes),
      brandColor: palette.brand,
      tone: palette.tone,
    };
    await drawStoryboard(page, outFile, signal);
    return degraded;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function drawStill(
  tools: Tools,
  { visuals, scale }: StoryboardRequest,
  { scene, background }: StagedScene,
  folder: string,
  signal: AbortSignal,
) {
  const aspect = '9:16';
  const open = await openBackground(tools, background, [aspect], signal);
  const shown = { totalFrames: scene.frames, leadFrames: 0, without: { product: false, words: false } };
  const asked = { visuals, scene, background: open, small: open, aspect, scale, ...shown } as const;
  const { layers, degraded } = await drawLayers(tools, asked, folder, signal);
  const picture = await drawSceneStill(tools, { background: open, layers, totalFrames: scene.frames }, folder, signal);
  const file = join(folder, `${scene.id}.png`);
  const { width, height, data } = picture;
  await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toFile(file);
  return { file, degraded };
}

function subtitleOf(scenes: readonly StagedScene[]): string {
  const seconds = secondsOf(scenes.reduce((sum, { scene }) => sum + scene.frames, 0));
  return `${scenes.length} scenes, ${Number(seconds.toFixed(1))} seconds`;
}
