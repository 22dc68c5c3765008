/** Looks at what models made, and brings it into the shape that the film needs. */
import type { Fitter } from '../../pipeline/ports.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import { fitMusic } from './fit-music.ts';
import { takeClip } from './take-clip.ts';

export function createFitter({ tools }: { readonly tools: Tools }): Fitter {
  return {
    clip: takeClip,
    music: (file, frames, outFile, signal) => fitMusic(tools, file, frames, outFile, signal),
  };
}
