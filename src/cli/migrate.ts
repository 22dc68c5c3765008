/** `adgen migrate`: creates or updates the database. */
import { join } from 'node:path';
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
    return 0;
  } finally {
    await database.close();
  }
}
