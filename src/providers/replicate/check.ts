/** Whether Replicate would work with what is configured: for `adgen doctor`. Costs nothing. */
import { AdgenError } from '../../ad/errors.ts';
import { createApi, REPLICATE_URL } from './api.ts';
import { DEFAULT_MUSIC_MODEL, musicModel } from './music.ts';
import { DEFAULT_VIDEO_MODEL, videoModel } from './video-models.ts';

/** What is null is not set. */
export type Settings = {
  readonly token: string;
  readonly baseUrl: string | null;
  readonly videoModel: string | null;
  readonly musicModel: string | null;
  /** Whether music is bought at all. */
  readonly buysMusic: boolean;
};

/** Resolves to the models that would be used when all is well. Throws `set-up` with one sentence that names the variable. */
export async function checkReplicate(settings: Settings, signal: AbortSignal): Promise<readonly string[]> {
  const { token, baseUrl, buysMusic } = settings;
  const video = videoModel(settings.videoModel ?? DEFAULT_VIDEO_MODEL).name;
  const music = buysMusic ? [musicModel(settings.musicModel ?? DEFAULT_MUSIC_MODEL)] : [];
  const api = createApi({ token, baseUrl: baseUrl ?? REPLICATE_URL, webhookUrl: null, fetch: globalThis.fetch });
  const account = await api.account(signal);
  if (account.kind === 'refused') {
    throw setUp(
      'Replicate does not accept REPLICATE_API_TOKEN. Make a token at replicate.com/account/api-tokens and set it.',
    );
  }
  if (account.kind !== 'answer' && account.kind !== 'busy')
    throw setUp('Replicate could not be reached. Check the network, and REPLICATE_BASE_URL if it is set.');
  const names = [video, ...music].map((model) => model.replace(/:.*/, ''));
  for (const name of names) {
    const variable = name === video ? 'REPLICATE_VIDEO_MODEL' : 'REPLICATE_MUSIC_MODEL';
    const found = await api.model(name, signal);
    if (found.kind === 'refused' && found.status === 404)
      throw setUp(`Replicate has no model ${name} any more. Set ${variable} to another one.`);
  }
  return names;
}

function setUp(say: string): AdgenError {
  return new AdgenError('set-up', say);
}
