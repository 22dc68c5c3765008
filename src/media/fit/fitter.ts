/** Brings what models make into the shape of the film, with ffmpeg. */
import type { Fitter } from '../../pipeline/ports.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import { fitClip } from './fit-clip.ts';
import { fitMusic } from './fit-music.ts';

export function createFitter({ tools }: { readonly tools: Tools }): Fitter {
  return {
    clip: (file, frames, outFile, signal) => fitClip(tools, file, frames, outFile, signal),
    music: (file, frames, outFile, signal) => fitMusic(tools, file, frames, outFile, signal),
  };
}
