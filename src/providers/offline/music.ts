/** Music without a model: the bed that `media/synth` composes. */
import { microUsd } from '../../ad/money.ts';
import type { Tools } from '../../media/ffmpeg/run-ffmpeg.ts';
import { renderBed } from '../../media/synth/render-bed.ts';
import type { MusicMaker } from '../../pipeline/ports.ts';

export function createOfflineMusic({ tools }: { readonly tools: Tools }): MusicMaker {
  return {
    id: 'offline-music-2',
    estimate: () => microUsd(0),
    make: ({ mood, tempoBpm, seed }, film, outFile, signal) =>
      renderBed({ mood, tempoBpm, seed, ...film }, outFile, { ...tools, signal }),
  };
}
