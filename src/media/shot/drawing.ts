/** What helper processes do for the renderer: everything that is drawn. Each request names the files it writes. */
import { type BackdropRequest, drawBackdrop } from '../backdrop/draw-backdrop.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import { planShot } from './plan-shot.ts';
import { renderStoryboard, type StoryboardRequest } from './render-storyboard.ts';

export const DRAWING = { backdrop, shot: planShot, storyboard };
export type Drawing = typeof DRAWING;

async function backdrop(
  { request, folder }: { readonly request: BackdropRequest; readonly folder: string },
  signal: AbortSignal,
): Promise<void> {
  await drawBackdrop(request, folder, signal);
}

function storyboard(
  { tools, request, outFile }: { readonly tools: Tools; readonly request: StoryboardRequest; readonly outFile: string },
  signal: AbortSignal,
) {
  return renderStoryboard(tools, request, outFile, signal);
}
