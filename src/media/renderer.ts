/** The renderer: backdrops, shots, films and storyboards, made with ffmpeg and sharp. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ASPECTS, type Aspect, aspectSlug } from '../ad/aspect.ts';
import type { ProductUsage } from '../ad/plan.ts';
import type { Renderer } from '../pipeline/ports.ts';
import { drawBackdrop } from './backdrop/draw-backdrop.ts';
import type { Tools } from './ffmpeg/run-ffmpeg.ts';
import { createSlots } from './ffmpeg/slots.ts';
import { joinFilm } from './film/join-film.ts';
import { renderShot } from './shot/render-shot.ts';
import { renderStoryboard } from './shot/render-storyboard.ts';

/** `encoders` is how many shots are encoded at once, a core each; one more is drawn meanwhile, however many are asked for. */
export function createRenderer({ tools, encoders }: { readonly tools: Tools; readonly encoders: number }): Renderer {
  const engine = { tools, encoders: createSlots(encoders) };
  const desks = createSlots(encoders + 1);
  return {
    id: 'renderer-4',
    backdrop: (request, folder, signal) => desks.use(() => drawBackdrops(request, folder, signal), signal),
    shot: (request, folder, signal) => desks.use(() => renderShot(engine, request, folder, signal), signal),
    film: (request, outFile, signal) => desks.use(() => joinFilm(tools, request, outFile, signal), signal),
    storyboard: (request, outFile, signal) =>
      desks.use(() => renderStoryboard(tools, request, outFile, signal), signal),
  };
}

async function drawBackdrops(
  { side, ...drawn }: Parameters<Renderer['backdrop']>[0],
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const aspect of ASPECTS) {
    const own = join(folder, aspectSlug(aspect));
    await drawBackdrop({ ...drawn, aspect, ...focusOf(aspect, side) }, own, signal);
    for (const name of await readdir(own)) files.push(join(aspectSlug(aspect), name));
  }
  return files;
}

/** A product on the left of a wide frame takes its set along; everywhere else the drawing's own place is where it stands. */
function focusOf(aspect: Aspect, side: ProductUsage['position']): { readonly focusX?: number } {
  return aspect === '16:9' && side === 'left' ? { focusX: 0.27 } : {};
}
