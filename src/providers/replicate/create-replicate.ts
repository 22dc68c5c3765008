/** Replicate as adgen uses it: clips and music, each paid exactly once. */
import type { ClipMaker, Fitter, Ledger, Log, MusicMaker, Paces, Predictions } from '../../pipeline/ports.ts';
import { createApi, REPLICATE_URL } from './api.ts';
import { createClips } from './clips.ts';
import type { Desk } from './desk.ts';
import { createDownload } from './download.ts';
import { createMusic, DEFAULT_MUSIC_MODEL, musicModel } from './music.ts';
import { createPace } from './pace.ts';
import { tidy } from './tidy.ts';
import { TIMING, type Timing } from './timing.ts';
import { DEFAULT_VIDEO_MODEL, videoModel } from './video-models.ts';
import { createWake } from './wake.ts';
import { createWebhook, type Webhook } from './webhook.ts';

export type ReplicateOptions = {
  readonly token: string;
  readonly baseUrl?: string | undefined;
  readonly videoModel?: string | undefined;
  readonly musicModel?: string | undefined;
  /** Where Replicate can say that a call is over; without it we ask until it is, as we do beside it. */
  readonly webhookUrl?: string | undefined;
  readonly ledger: Ledger;
  readonly predictions: Predictions;
  readonly paces: Paces;
  readonly fitter: Fitter;
  /** Makes the bed when Replicate cannot. */
  readonly localMusic: MusicMaker;
  readonly log: Log;
  readonly fetch?: typeof fetch;
  readonly clock?: () => number;
  readonly now?: () => number;
  readonly newName?: () => string;
  readonly timing?: Partial<Timing>;
};

export type ReplicateMakers = {
  readonly clips: ClipMaker;
  readonly music: MusicMaker;
  /** Settles what nobody waits for any more. To be called at the start and every minute or so; never throws. */
  readonly tidy: (signal: AbortSignal) => Promise<void>;
  /** Takes what arrives at `webhookUrl`. */
  readonly webhook: Webhook;
};

/** Throws `set-up` when a model is named that adgen does not know. */
export function createReplicate(options: ReplicateOptions): ReplicateMakers {
  const { token, baseUrl = REPLICATE_URL, fetch = globalThis.fetch, fitter } = options;
  const { videoModel: video = DEFAULT_VIDEO_MODEL, musicModel: composer = DEFAULT_MUSIC_MODEL } = options;
  const { clock = () => performance.now(), now = Date.now, newName = () => crypto.randomUUID() } = options;
  const timing = { ...TIMING, ...options.timing };
  const { ledger, predictions, paces, log } = options;
  const api = createApi({ token, baseUrl, webhookUrl: options.webhookUrl ?? null, fetch });
  const wake = createWake();
  const download = createDownload({ baseUrl, fetch, timing });
  const desk: Desk = {
    api,
    ledger,
    predictions,
    log,
    timing,
    clock,
    now,
    newName,
    download,
    wake,
    pace: createPace({ paces, timing, taker: newName() }),
  };
  return {
    clips: createClips(videoModel(video), desk, fitter),
    music: createMusic({ model: musicModel(composer), fitter, fallback: options.localMusic }, desk),
    tidy: (signal) =>
      tidy(desk, signal).catch((error) => log.warn({ error: String(error) }, 'paid calls could not be tidied')),
    webhook: createWebhook({ api, wake, log, now }),
  };
}
