/** The renderer: backdrops, shots, films and storyboards, made with ffmpeg and sharp. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ASPECTS, type Aspect, aspectSlug } from '../ad/aspect.ts';
import type { ProductUsage } from '../ad/plan.ts';
import type { Renderer } from '../pipeline/ports.ts';
import type { Tools } from './ffmpeg/run-ffmpeg.ts';
import { createSlots } from './ffmpeg/slots.ts';
import { joinFilm } from './film/join-film.ts';
import type { Drawing } from './shot/drawing.ts';
import { renderShot } from './shot/render-shot.ts';
import { createWorkshop, type Workshop } from './workshop/workshop.ts';

const DRAWING = new URL('./shot/drawing-process.ts', import.meta.url);

/**
 * `encoders` is how many shots are encoded at once, a core each; one more is drawn meanwhile, however many are asked for.
 * Drawing happens in helper processes, which end by themselves: one for two encoders, because it is a third of their work, and
 * each takes 200 MB (measured 2026-11-23).
 */
export function createRenderer({ tools, encoders }: { readonly tools: Tools; readonly encoders: number }): Renderer {
  // Words are set in fonts that the environment names, and ffmpeg is found by its path.
  const workshop = createWorkshop<Drawing>({
    program: DRAWING,
    environment: 'inherited',
    size: Math.ceil(encoders / 2),
  });
  const engine = { tools, workshop, encoders: createSlots(encoders) };
  const desks = createSlots(encoders + 1);
  return {
    id: 'renderer-4',
    backdrop: (request, folder, signal) => desks.use(() => drawBackdrops(workshop, request, folder, signal), signal),
    shot: (request, folder, signal) => desks.use(() => renderShot(engine, request, folder, signal), signal),
    film: (request, outFile, signal) => desks.use(() => joinFilm(tools, request, outFile, signal), signal),
    storyboard: (request, outFile, signal) =>
      desks.use(() => workshop.make('storyboard', { tools, request, outFile }, signal), signal),
  };
}

/** All aspects at once; a failure waits for the others, so that nothing goes on working in a folder that is about to be removed. */
async function drawBackdrops(
  workshop: Workshop<Drawing>,
  { side, ...drawn }: Parameters<Renderer['backdrop']>[0],
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const drawing = ASPECTS.map(async (aspect) => {
    const own = join(folder, aspectSlug(aspect));
    const request = { ...drawn, aspect, ...focusOf(aspect, side) };
    await workshop.make('backdrop', { request, folder: own }, signal);
    return (await readdir(own)).map((name) => join(aspectSlug(aspect), name));
  });
  await Promise.allSettled(drawing);
  return (await Promise.all(drawing)).flat();
}

/** A product on the left of a wide frame takes its set along; everywhere else the drawing's own place is where it stands. */
function focusOf(aspect: Aspect, side: ProductUsage['position']): { readonly focusX?: number } {
  return aspect === '16:9' && side === 'left' ? { focusX: 0.27 } : {};
}
