/** Where state is kept: a database in this process, any Postgres, or Supabase. */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Database } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { openPglite } from '../storage/pglite.ts';
import type { Pool } from '../worker/backend.ts';

export type OpenState = {
  readonly database: Database;
  /** Where jobs can wait, too; null: not there. */
  readonly pool: Pool | null;
  /** No other process can have this database open. */
  readonly alone: boolean;
  /** Names of the migrations that were missing. */
  readonly migrated: readonly string[];
};

/** Opens it and brings it to the newest schema, except on Supabase: what it is reached by cannot make tables. */
export async function openState({ state, home }: Pick<Config, 'state' | 'home'>): Promise<OpenState> {
  switch (state.kind) {
    case 'embedded': {
      const database = await openPglite(join(home, 'database'));
      return { ...(await migrated(database)), pool: database.pool, alone: true };
    }
    case 'postgres': {
      const { openPostgres } = await import('../storage/postgres.ts');
      const database = await openPostgres(state.url);
      // It is pg's own pool; BullMQ only describes the overloads of its `on` more narrowly than pg does.
      const pool = database.pool as unknown as Pool;
      return { ...(await migrated(database)), pool, alone: false };
    }
    case 'supabase': {
      const { openSupabase } = await import('../storage/supabase.ts');
      return { database: await openSupabase(state), pool: null, alone: false, migrated: [] };
    }
  }
}

async function migrated<D extends Parameters<typeof migrate>[0]>(database: D) {
  try {
    return { database, migrated: await migrate(database) };
  } catch (error) {
    await database.close();
    throw error;
  }
}
