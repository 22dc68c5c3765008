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

/** `encoders` is how many shots are encoded at once, a core each; others may be drawn meanwhile. */
export function createRenderer({ tools, encoders }: { readonly tools: Tools; readonly encoders: number }): Renderer {
  const engine = { tools, encoders: createSlots(encoders) };
  return {
    id: 'renderer-4',
    async backdrop(request, folder, signal) {
      const files: string[] = [];
      const { side, ...drawn } = request;
      for (const aspect of ASPECTS) {
        const own = join(folder, aspectSlug(aspect));
        await drawBackdrop({ ...drawn, aspect, ...focusOf(aspect, side) }, own, signal);
        for (const name of await readdir(own)) files.push(join(aspectSlug(aspect), name));
      }
      return files;
    },
    shot: (request, folder, signal) => renderShot(engine, request, folder, signal),
    film: (request, outFile, signal) => joinFilm(tools, request, outFile, signal),
    storyboard: (request, outFile, signal) => renderStoryboard(tools, request, outFile, signal),
  };
}

/** A product on the left of a wide frame takes its set along; everywhere else the drawing's own place is where it stands. */
function focusOf(aspect: Aspect, side: ProductUsage['position']): { readonly focusX?: number } {
  return aspect === '16:9' && side === 'left' ? { focusX: 0.27 } : {};
}
