/** `npm run worker`: does the jobs that bots elsewhere put on the queue, until it is stopped. */
import { once } from 'node:events';
import { AdgenError } from '../ad/errors.ts';
import { listen } from '../compose/listen.ts';
import { openSystem } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Context } from './context.ts';

export async function worker(words: readonly string[], { config, log, terminal, signal }: Context): Promise<number> {
  if (words.length > 0)
    throw new AdgenError('bad-input', `adgen worker takes no ${words[0]}. Try: adgen worker --help`);
  refuseAlone(config);
  const system = await openSystem(config, log);
  try {
    const server = await listen(system.operations.fetch, config);
    terminal.out.write(
      `This worker takes ${listed(config.worker.jobs)}. Its health: http://localhost:${server.port}/readyz  (Ctrl-C stops it)\n`,
    );
    if (!signal.aborted) await once(signal, 'abort');
    await system.drain();
    await server.close();
    return 0;
  } finally {
    await system.close();
  }
}

/** Alone it would wait for jobs that nobody can give it. */
function refuseAlone({ state, files }: Config): void {
  const missing = state.kind === 'embedded' ? 'DATABASE_URL' : files.kind === 'disk' ? 'S3_BUCKET' : null;
  if (missing === null) return;
  const why = missing === 'S3_BUCKET' ? 'files that all of them see' : 'a database that all of them see';
  throw new AdgenError(
    'set-up',
    `A worker shares its work with bots elsewhere, and needs ${why}: set ${missing}. On one machine npm start does everything.`,
  );
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
