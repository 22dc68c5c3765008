/** Background clips by a hosted video model. */
import { rm } from 'node:fs/promises';
import { AdgenError, isCancelled } from '../../ad/errors.ts';
import { secondsOf } from '../../ad/frames.ts';
import type { Background, StyleSpec } from '../../ad/plan.ts';
import type { ClipMaker, Fitter } from '../../pipeline/ports.ts';
import { usualPrice } from '../prices.ts';
import { clipPrompt, NOT_IN_THE_PICTURE } from './clip-prompt.ts';
import type { Desk, Order } from './desk.ts';
import type { VideoModel } from './models/video-model.ts';
import { obtain } from './obtain.ts';

type Request = { readonly background: Background; readonly style: StyleSpec; readonly frames: number };

export function createClips(model: VideoModel, desk: Desk, fitter: Pick<Fitter, 'clip'>): ClipMaker {
  return {
    id: `replicate-clips-${model.mapping}:${model.name}`,
    estimate: ({ frames }) => usualPrice({ model: model.name, input: model.priced(secondsOf(frames)) }),
    clip: async (request, outFile, signal, artefact) => {
      const call = { model: model.name, input: inputOf(model, request) };
      const order: Order = { artefact, call, what: 'background', file: 'video' };
      const made = `${outFile}.made`;
      await obtain(order, made, desk, signal);
      await fitted(() => fitter.clip(made, outFile), order);
      await rm(made, { force: true });
    },
  };
}

function inputOf(model: VideoModel, { background, style, frames }: Request): Readonly<Record<string, unknown>> {
  return model.input({
    prompt: clipPrompt(background, style),
    not: NOT_IN_THE_PICTURE,
    seconds: secondsOf(frames),
    seed: background.seed,
    style,
  });
}

/** What cannot be fitted was paid all the same. */
export async function fitted(fit: () => Promise<void>, { what }: Pick<Order, 'what'>): Promise<void> {
  try {
    await fit();
  } catch (error) {
    if (isCancelled(error) || (error instanceof AdgenError && error.code !== 'step-failed')) throw error;
    throw new AdgenError('step-failed', `Replicate made the ${what}, but what came cannot be used; it is paid.`, {
      cause: error,
    });
  }
}
