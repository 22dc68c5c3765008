/** `adgen migrate`: creates or updates the database, and tells the bucket to remove what is old. */
import { join } from 'node:path';
import { openFiles } from '../compose/files.ts';
import { migrate } from '../storage/migrate.ts';
import { openPglite } from '../storage/pglite.ts';
import type { Context } from './context.ts';

export async function runMigrations({ config, terminal }: Context): Promise<number> {
  const folder = join(config.home, 'database');
  const database = await openPglite(folder);
  try {
    const applied = await migrate(database);
    const done = applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`;
    terminal.out.write(`${done} (${folder})\n`);
    if (config.files.kind === 's3') await ruleBucket(config, terminal);
    return 0;
  } finally {
    await database.close();
  }
}

/**
 * The bucket counts from the day a file was written and knows nothing of later versions of its ad, so it waits far longer than
 * the seven days for which an ad is kept: it is there for what nobody removed.
 */
const BUCKET_DAYS = 30;

async function ruleBucket(config: Context['config'], terminal: Context['terminal']): Promise<void> {
  const { bucket, close } = await openFiles(config);
  try {
    await bucket?.lifecycle(BUCKET_DAYS);
    terminal.out.write(`The bucket removes what is older than ${BUCKET_DAYS} days.\n`);
  } finally {
    await close();
  }
}
