/** Who plans, and who makes backgrounds and music, as the configuration chooses: this machine, or hosted models with this machine behind them. */
import type { Config } from '../config.ts';
import { REPLICATE_HOOK_PATH } from '../http/hooks.ts';
import { createFitter } from '../media/fit/fitter.ts';
import type { ClipMaker, Ledger, Log, MusicMaker, Planner } from '../pipeline/ports.ts';
import { createOfflineMusic } from '../providers/offline/music.ts';
import { createOfflinePlanner } from '../providers/offline/planner.ts';
import { createOpenAiModel } from '../providers/openai/model.ts';
import { createOpenAiPlanner } from '../providers/openai/planner.ts';
import { createPurse } from '../providers/openai/purse.ts';
import { createReplicate, type ReplicateMakers } from '../providers/replicate/create-replicate.ts';
import type { Timing } from '../providers/replicate/timing.ts';
import type { Database } from '../storage/database.ts';
import { createPredictions } from '../storage/predictions.ts';

export type Makers = {
  readonly planner: Planner;
  readonly clips: ClipMaker | null;
  readonly music: MusicMaker;
  /** Null where nothing is bought. */
  readonly replicate: Pick<ReplicateMakers, 'tidy' | 'check' | 'webhook'> | null;
};

/** MusicGen's weights are not for commercial use: whoever minds has the music composed here, beside generated backgrounds. */
const NO_MODEL = 'none';

type Needs = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly timing?: Partial<Timing> | undefined;
};

/** Throws `set-up` with one sentence where a model is named that nobody here knows. */
export function chooseMakers(config: Config, { database, ledger, log, timing }: Needs): Makers {
  const { tools, pictures, publicUrl } = config;
  const planner = choosePlanner(config, ledger, log);
  const localMusic = createOfflineMusic({ tools });
  if (pictures.kind === 'local') return { planner, clips: null, music: localMusic, replicate: null };
  const { token, baseUrl, videoModel, musicModel, createsPerMinute } = pictures;
  const { clips, music, ...replicate } = createReplicate({
    token,
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(videoModel === null ? {} : { videoModel }),
    ...(musicModel === null || musicModel === NO_MODEL ? {} : { musicModel }),
    timing: { ...(createsPerMinute === null ? {} : { createsPerMinute }), ...timing },
    ...(canBeTold(publicUrl) ? { webhookUrl: `${publicUrl}${REPLICATE_HOOK_PATH}` } : {}),
    ...{ ledger, localMusic, log },
    predictions: createPredictions(database),
    fitter: createFitter({ tools }),
  });
  return { planner, clips, music: musicModel === NO_MODEL ? localMusic : music, replicate };
}

/** Replicate speaks to https alone; without it we ask until a call is over. */
function canBeTold(publicUrl: string | null): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

function choosePlanner({ words }: Config, ledger: Ledger, log: Log): Planner {
  const offline = createOfflinePlanner();
  if (words.kind === 'offline') return offline;
  const { apiKey, baseUrl, modelId } = words;
  const model = createOpenAiModel({ apiKey, modelId, ...(baseUrl === null ? {} : { baseUrl }) });
  return createOpenAiPlanner({ model, offline, purse: createPurse({ ledger, modelId, log }) });
}
