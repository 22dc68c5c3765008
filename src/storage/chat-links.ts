/** Links between chats and accounts, in SQL: what a code came to, once for each saying of it. */
import { type ChatLinks, Linked } from '../bots/ports.ts';
import { succeeded } from './conversation-rows.ts';
import type { Database } from './database.ts';

export function createChatLinks(database: Pick<Database, 'call'>): ChatLinks {
  return {
    use: async ({ key, userId }, codeHash) => {
      const given = { p_key: key, p_identity: userId, p_hash: codeHash };
      const [linked] = await database.call('link_chat', given);
      return Linked.parse(linked);
    },
    end: ({ key, userId }) => succeeded(database, 'unlink_chat', { p_key: key, p_identity: userId }),
  };
}
