/** Brand kits in SQL, one per workspace. */
import { type BrandKits, StoredKit } from '../bots/ports.ts';
import type { Database } from './database.ts';

export function createBrandKits(database: Database): BrandKits {
  return {
    find: async (workspace) => {
      const [row] = await database.query('select kit from brand_kits where workspace = $1', [workspace]);
      return row ? StoredKit.parse(row).kit : null;
    },
    put: async (workspace, kit, userId) => {
      await database.query(
        `insert into brand_kits (workspace, user_id, kit) values ($1, $2, $3::jsonb)
         on conflict (workspace) do update set kit = excluded.kit, user_id = excluded.user_id, updated_at = now()`,
        [workspace, userId, JSON.stringify(kit)],
      );
    },
  };
}
