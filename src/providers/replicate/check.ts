/** Whether Replicate would work with what is configured: for `adgen doctor`. Costs nothing. */
import { AdgenError } from '../../ad/errors.ts';
import { type Api, createApi, REPLICATE_URL } from './api.ts';
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
  await checkToken(api, signal);
  const names = [video, ...music].map((model) => model.replace(/:.*/, ''));
  for (const name of names)
    await checkModel(api, name, name === video ? 'REPLICATE_VIDEO_MODEL' : 'REPLICATE_MUSIC_MODEL', signal);
  await checkCredit(api, video, signal);
  return names;
}

async function checkToken(api: Api, signal: AbortSignal): Promise<void> {
  const account = await api.account(signal);
  if (account.kind === 'refused' && (account.status === 401 || account.status === 403)) {
    throw setUp(
      'Replicate does not accept REPLICATE_API_TOKEN. Make a token at replicate.com/account/api-tokens and set it.',
    );
  }
  if (account.kind !== 'answer' && account.kind !== 'busy') throw unreachable();
}

async function checkModel(api: Api, name: string, variable: string, signal: AbortSignal): Promise<void> {
  const found = await api.model(name, signal);
  if (found.kind === 'refused' && found.status === 404)
    throw setUp(`Replicate has no model ${name} any more. Set ${variable} to another one.`);
  if (found.kind === 'unsent' || found.kind === 'lost') throw unreachable();
}

/** The provider's own brake, should it ever begin what cannot be made. */
const CANCEL_AFTER = '1m';

/**
 * Replicate tells nobody how much credit is left. An order without a prompt is never carried out, because every video model
 * insists on one; without credit it may be refused for that instead. Which it looks at first is written nowhere (2026-11-22),
 * so that another refusal says nothing about the credit.
 */
async function checkCredit(api: Api, video: string, signal: AbortSignal): Promise<void> {
  const asked = await api.create({ model: video, input: {} }, CANCEL_AFTER, signal);
  if (asked.kind === 'refused' && asked.status === 402)
    throw setUp('The Replicate account has no credit left. Add credit at replicate.com/account/billing.');
}

function unreachable(): AdgenError {
  return setUp('Replicate could not be reached. Check the network, and REPLICATE_BASE_URL if it is set.');
}

function setUp(say: string): AdgenError {
  return new AdgenError('set-up', say);
}
