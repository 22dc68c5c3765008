/** How fast calls of a provider are begun, kept in the database: all processes of an account share its limit. */
import type { Paces } from '../pipeline/ports.ts';
import type { Database } from './database.ts';

/** The functions are in `migrations/0014_pace.sql`. */
export function createPaces(database: Pick<Database, 'call'>): Paces {
  return {
    take: async ({ provider, taker, calls, windowMs }) => {
      const given = { p_provider: provider, p_taker: taker, p_calls: calls, p_window_ms: windowMs };
      return Number((await database.call('take_call', given))[0]);
    },
    hold: async (provider, { ms, spacingMs }) => {
      await database.call('hold_calls', {
        p_provider: provider,
        p_ms: Math.ceil(ms),
        p_spacing_ms: Math.ceil(spacingMs),
      });
    },
  };
}
