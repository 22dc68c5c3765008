/** `adgen manifests`: what Slack is told of the app, to paste where a new app is made. */
import { AdgenError } from '../ad/errors.ts';
import { slackManifest } from '../bots/slack/manifest.ts';
import type { Context } from './context.ts';

export async function manifests(words: readonly string[], { config, terminal }: Context): Promise<number> {
  const [way = '--socket', address, ...more] = words;
  if (!['--socket', '--http'].includes(way) || more.length > 0)
    throw new AdgenError('bad-input', `adgen manifests takes no ${more[0] ?? way}. Try: adgen manifests --help`);
  const given = address ?? config.publicUrl;
  const manifest =
    way === '--http'
      ? slackManifest({ mode: 'http', publicUrl: publicAddress(given) })
      : slackManifest({ mode: 'socket', publicUrl: given === null ? null : publicAddress(given) });
  terminal.out.write(`${JSON.stringify(manifest, null, 2)}\n`);
  return 0;
}

/** Slack sends people and requests nowhere else. */
function publicAddress(address: string | null): string {
  const url = URL.parse(address ?? '');
  if (url?.protocol === 'https:') return url.href;
  throw new AdgenError(
    'bad-input',
    'Slack needs an address that begins with https. Give it: adgen manifests --http https://ads.example.com',
  );
}
