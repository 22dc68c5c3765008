/** Brand kits in SQL, one per workspace. */
import { type BrandKits, StoredKit } from '../bots/ports.ts';
import type { Database } from './database.ts';

export function createBrandKits(database: Pick<Database, 'call'>): BrandKits {
  return {
    find: async (workspace) => {
      const [kit] = await database.call('find_kit', { p_workspace: workspace });
      return kit ? StoredKit.parse({ kit }).kit : null;
    },
    put: async (workspace, kit, userId) => {
      await database.call('put_kit', { p_workspace: workspace, p_user_id: userId, p_kit: kit });
    },
  };
}
