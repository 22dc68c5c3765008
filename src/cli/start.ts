/** `npm start`: the web chat, with everything behind it, until it is stopped. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AdgenError } from '../ad/errors.ts';
import { openWeb } from '../compose/web.ts';
import { openSystem } from '../compose.ts';
import type { Context } from './context.ts';

const PAGE = fileURLToPath(new URL('../../web/dist', import.meta.url));

export async function start(words: readonly string[], { config, log, terminal, signal }: Context): Promise<number> {
  if (words.length > 0) throw new AdgenError('bad-input', `adgen start takes no ${words[0]}. Try: adgen start --help`);
  if (!existsSync(PAGE)) throw new AdgenError('set-up', 'The page is not built yet. Start with: npm start');
  // With a Redis the work is done by workers of their own.
  const system = await openSystem(config, log, { works: config.queue.kind !== 'redis' });
  try {
    const web = await openWeb(system, config, PAGE, log);
    const resumed = await system.studio.resume();
    terminal.out.write(`adgen is ready: ${web.address}  (Ctrl-C stops it)\n`);
    if (resumed.length > 0) terminal.out.write(`Going on with ${count(resumed.length)} from the last time.\n`);
    if (!signal.aborted) await once(signal, 'abort');
    await web.close();
    return 0;
  } finally {
    await system.close();
  }
}

function count(ads: number): string {
  return ads === 1 ? 'an ad' : `${ads} ads`;
}
