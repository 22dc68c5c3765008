/** Whether chats can be linked to accounts, and who does it. */
import { createLinkDesk, type LinkDesk } from '../bots/link-desk.ts';
import type { Config } from '../config.ts';
import { createChatLinks } from '../storage/chat-links.ts';
import type { Database } from '../storage/database.ts';

export function openLinks({ accounts }: Pick<Config, 'accounts'>, database: Pick<Database, 'call'>): LinkDesk {
  return createLinkDesk(accounts === null ? null : createChatLinks(database));
}
