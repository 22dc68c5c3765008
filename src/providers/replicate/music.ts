/** The music bed by meta/musicgen. */
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { AdgenError } from '../../ad/errors.ts';
import { secondsOf } from '../../ad/frames.ts';
import type { Music } from '../../ad/plan.ts';
import type { Fitter, MusicMaker } from '../../pipeline/ports.ts';
import { usualPrice } from '../prices.ts';
import { fitted } from './clips.ts';
import type { Desk, Order } from './desk.ts';
import { obtain } from './obtain.ts';

/** A community model is only run by its version (replicate.com/meta/musicgen, read 2026-11-22). Its weights are CC-BY-NC 4.0. */
export const DEFAULT_MUSIC_MODEL = 'meta/musicgen:671ac645ce5e552cc63a54a2bbff63fcf798043055d2dac5fc9e36a837eedcfb';

/** From the model's input schema on replicate.com, read 2026-11-22. */
const Input = z.strictObject({
  prompt: z.string().min(1),
  model_version: z.enum(['stereo-melody-large', 'stereo-large', 'melody-large', 'large']),
  duration: z.number().int().min(1).max(30),
  output_format: z.enum(['wav', 'mp3']),
  normalization_strategy: z.enum(['loudness', 'clip', 'peak', 'rms']),
  seed: z.number().int().nonnegative(),
});

/** Its page: longer pieces lose the thread. A longer film hears the piece again. */
const LONGEST_SECONDS = 30;
/** Model versions only differ in their hash; a new mapping of ours is a new number. */
const MAPPING = 1;

type Options = { readonly model: string; readonly fitter: Pick<Fitter, 'music'>; readonly fallback: MusicMaker };

/** Throws `set-up` when it is not MusicGen by version. */
export function musicModel(name: string): string {
  if (/^meta\/musicgen:[0-9a-f]{64}$/.test(name)) return name;
  throw new AdgenError(
    'set-up',
    `REPLICATE_MUSIC_MODEL is "${name}", which adgen cannot use. Use ${DEFAULT_MUSIC_MODEL}, or none.`,
  );
}

/**
 * MusicGen is paid by the seconds it works. `estimate` is what that usually comes to, $0.09 (as of 2026-11-22), and is what people
 * are shown; what is set aside under the caps is the most it can be, $0.252, because only then it is ended. What it really
 * took is settled, and the rest set free. So a cap may have room for the one and not for the other: then `make` says so.
 */
export function createMusic({ model, fitter, fallback }: Options, desk: Desk): MusicMaker {
  return {
    id: `replicate-music-${MAPPING}:${model}`,
    generative: true,
    fallback,
    estimate: (music) => usualPrice({ model, input: inputOf(music, LONGEST_SECONDS) }),
    make: async (music, { frames }, outFile, signal, artefact) => {
      const call = { model, input: inputOf(music, secondsOf(frames)) };
      const order: Order = { artefact, call, what: 'music', file: 'audio' };
      const made = `${outFile}.made`;
      await obtain(order, made, desk, signal);
      await fitted(() => fitter.music(made, frames, outFile, signal), order);
      await rm(made, { force: true });
    },
  };
}

function inputOf({ prompt, seed }: Music, seconds: number): Readonly<Record<string, unknown>> {
  return Input.parse({
    prompt,
    model_version: 'stereo-large',
    duration: Math.min(LONGEST_SECONDS, Math.ceil(seconds)),
    output_format: 'wav',
    normalization_strategy: 'loudness',
    seed: seed % 0x8000_0000,
  });
}
