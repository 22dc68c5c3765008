/** `adgen migrate`: creates or updates the database, and tells the bucket to remove what is old. */
import { join } from 'node:path';
import { AdgenError, sayOf } from '../ad/errors.ts';
import { openFiles } from '../compose/files.ts';
import { openBackend } from '../compose/jobs.ts';
import { openState } from '../compose/state.ts';
import type { Config } from '../config.ts';
import type { Context } from './context.ts';

export async function runMigrations({ config, log, terminal }: Context): Promise<number> {
  if (config.state.kind === 'supabase') throw new AdgenError('set-up', NO_TABLES);
  const { database, pool, migrated } = await openState(config);
  try {
    // The queue brings tables of its own where it shares the database.
    if (config.queue.kind === 'database') await (await openBackend(config.queue, { pool, database }, log)).close();
    const done = migrated.length === 0 ? 'The database is up to date.' : `Applied ${migrated.join(', ')}.`;
    terminal.out.write(`${done} (${placeOf(config)})\n`);
  } finally {
    await database.close();
  }
  if (config.files.kind === 's3') await ruleBucket(config, terminal);
  return 0;
}

const NO_TABLES =
  'Tables cannot be made through SUPABASE_URL. For this command set DATABASE_URL, too: the connection string of the project (Project Settings, Database).';

function placeOf({ state, home }: Config): string {
  return state.kind === 'embedded' ? join(home, 'database') : 'DATABASE_URL';
}

/**
 * The bucket counts from the day a file was written and knows nothing of an ad that is changed or kept, so it waits for a year:
 * it is there for what nobody removed.
 */
const BUCKET_DAYS = 365;

async function ruleBucket(config: Config, terminal: Context['terminal']): Promise<void> {
  const days = Math.max(BUCKET_DAYS, 2 * config.retentionDays);
  const { bucket, close } = await openFiles(config);
  try {
    await bucket?.lifecycle(days);
    terminal.out.write(`The bucket removes what is older than ${days} days.\n`);
  } catch (error) {
    // adgen sweeps by itself; who manages buckets elsewhere may not let it write rules.
    terminal.error.write(`${sayOf(error)} The bucket got no rule; docs/s3-lifecycle.json is what it would be.\n`);
  } finally {
    await close();
  }
}
