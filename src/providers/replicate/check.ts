/** Whether Replicate would work with what is configured: for `adgen doctor`. Costs nothing. */
import { AdgenError } from '../../ad/errors.ts';
import type { Api } from './api.ts';

type Checked = { readonly api: Api; readonly videoModel: string; readonly musicModel: string };

/** Resolves when all is well. Throws `set-up` with one sentence that names the variable. */
export async function checkReplicate({ api, videoModel, musicModel }: Checked, signal: AbortSignal): Promise<void> {
  const account = await api.account(signal);
  if (account.kind === 'refused') {
    throw setUp(
      'Replicate does not accept REPLICATE_API_TOKEN. Make a token at replicate.com/account/api-tokens and set it.',
    );
  }
  if (account.kind !== 'answer' && account.kind !== 'busy')
    throw setUp('Replicate could not be reached. Check the network, and REPLICATE_BASE_URL if it is set.');
  const models = [
    ['REPLICATE_VIDEO_MODEL', videoModel],
    ['REPLICATE_MUSIC_MODEL', musicModel],
  ] as const;
  for (const [variable, model] of models) {
    const [name = ''] = model.split(':');
    const found = await api.model(name, signal);
    if (found.kind === 'refused' && found.status === 404)
      throw setUp(`Replicate has no model ${name} any more. Set ${variable} to another one.`);
  }
}

function setUp(say: string): AdgenError {
  return new AdgenError('set-up', say);
}
