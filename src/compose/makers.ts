/** Who plans, and who makes backgrounds and music, as the configuration chooses: this machine, or hosted models with this machine behind them. */
import type { Config } from '../config.ts';
import { REPLICATE_HOOK_PATH } from '../http/hooks.ts';
import { createSlots, type Slots } from '../media/ffmpeg/slots.ts';
import { createFitter } from '../media/fit/fitter.ts';
import type { ClipMaker, Fitter, Ledger, Log, MusicMaker, Planner } from '../pipeline/ports.ts';
import { createOfflineMusic } from '../providers/offline/music.ts';
import { createOfflinePlanner } from '../providers/offline/planner.ts';
import { createOpenAiModel } from '../providers/openai/model.ts';
import { createOpenAiPlanner } from '../providers/openai/planner.ts';
import { createPurse } from '../providers/openai/purse.ts';
import { createReplicate, type ReplicateMakers } from '../providers/replicate/create-replicate.ts';
import type { Timing } from '../providers/replicate/timing.ts';
import type { Database } from '../storage/database.ts';
import { createPaces } from '../storage/pace.ts';
import { createPredictions } from '../storage/predictions.ts';
import type { Meters } from './metrics.ts';
import { measuredFetch } from './metrics-ports.ts';

export type Makers = {
  readonly planner: Planner;
  readonly clips: ClipMaker | null;
  readonly music: MusicMaker;
  /** Null where nothing is bought. */
  readonly replicate: Pick<ReplicateMakers, 'tidy' | 'webhook'> | null;
};

/** MusicGen's weights are not for commercial use: whoever minds has the music composed here, beside generated backgrounds. */
export const NO_MODEL = 'none';

type Needs = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly meters: Pick<Meters, 'request'>;
  readonly timing?: Partial<Timing> | undefined;
};

/** Throws `set-up` with one sentence where a model is named that nobody here knows. */
export function chooseMakers(config: Config, needs: Needs): Makers {
  const { database, ledger, log, meters, timing } = needs;
  const { tools, pictures, publicUrl } = config;
  const planner = choosePlanner(config, needs);
  const composer = createOfflineMusic({ tools });
  if (pictures.kind === 'local') return { planner, clips: null, music: composer, replicate: null };
  // Many jobs wait for the provider at once; what they then do on this machine they do one after the other.
  const turn = createSlots(1);
  const localMusic = inTurnMusic(composer, turn);
  const { token, baseUrl, videoModel, musicModel, createsPerMinute } = pictures;
  const { clips, music, ...replicate } = createReplicate({
    token,
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(videoModel === null ? {} : { videoModel }),
    ...(musicModel === null || musicModel === NO_MODEL ? {} : { musicModel }),
    timing: { ...(createsPerMinute === null ? {} : { createsPerMinute }), ...timing },
    ...(canBeTold(publicUrl) ? { webhookUrl: `${publicUrl}${REPLICATE_HOOK_PATH}` } : {}),
    ...{ ledger, localMusic, log },
    fetch: measuredFetch('replicate', meters),
    predictions: createPredictions(database),
    paces: createPaces(database),
    fitter: inTurnFitter(createFitter({ tools }), turn),
  });
  return { planner, clips, music: musicModel === NO_MODEL ? localMusic : music, replicate };
}

function inTurnMusic(maker: MusicMaker, turn: Slots): MusicMaker {
  return {
    ...maker,
    make: (music, film, outFile, signal, artefact) =>
      turn.use(() => maker.make(music, film, outFile, signal, artefact), signal),
  };
}

function inTurnFitter(fitter: Fitter, turn: Slots): Fitter {
  return {
    clip: fitter.clip,
    music: (file, frames, outFile, signal) => turn.use(() => fitter.music(file, frames, outFile, signal), signal),
  };
}

/** Replicate speaks to https alone; without it we ask until a call is over. */
function canBeTold(publicUrl: string | null): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

function choosePlanner({ words }: Config, { ledger, log, meters }: Needs): Planner {
  const offline = createOfflinePlanner();
  if (words.kind === 'offline') return offline;
  const { apiKey, baseUrl, modelId } = words;
  const fetch = measuredFetch('openai', meters);
  const model = createOpenAiModel({ apiKey, modelId, fetch, ...(baseUrl === null ? {} : { baseUrl }) });
  return createOpenAiPlanner({ model, offline, purse: createPurse({ ledger, modelId, log }) });
}
