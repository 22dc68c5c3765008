/** The web chat's messages in SQL. What must be atomic is a function of `migrations/`; this file only calls it. */

import { z } from 'zod';
import type { Card } from '../bots/card.ts';
import { InboundEvent } from '../bots/platform.ts';
import { WebMessage, type WebMessages } from '../bots/web/messages.ts';
import { succeeded } from './conversation-rows.ts';
import type { Arguments, Database } from './database.ts';

const CHANNEL = 'adgen_web';

export function createWebMessages(database: Pick<Database, 'call' | 'listen'>): WebMessages {
  const is = (name: string, given: Arguments) => succeeded(database, name, given);
  return {
    open: async (threadId, userId) => {
      await database.call('open_web_thread', { p_id: threadId, p_user_id: userId });
    },
    has: (threadId) => is('has_web_thread', { p_id: threadId }),
    post: (threadId, key, card) => is('post_web_card', cardRow(threadId, key, card)),
    edit: (threadId, key, card) => is('edit_web_card', cardRow(threadId, key, card)),
    keep: (threadId, { key, text, files }, event) =>
      is('keep_web_message', {
        ...{ p_thread: threadId, p_key: key, p_content: { from: 'person', text, files }, p_event: event },
        p_uploads: files.map((file) => file.upload),
      }),
    show: async (threadId, key) => {
      await database.call('show_web_message', { p_thread: threadId, p_key: key });
    },
    unsent: async () => {
      const rows = await database.call('unsent_web_messages');
      return rows.map((row) => Unsent.parse(row));
    },
    since: async (threadId, sequence, limit) => {
      const given = { p_thread: threadId, p_sequence: sequence, p_limit: limit };
      return (await database.call('web_messages_since', given)).map(messageOf);
    },
    showsFile: (userId, artefactKey) => is('web_shows_file', { p_user_id: userId, p_key: artefactKey }),
    hasUpload: (threadId, upload) => is('has_web_upload', { p_thread: threadId, p_upload: upload }),
    typing: async (threadId) => {
      await database.call('announce', { p_channel: CHANNEL, p_payload: `typing ${threadId}` });
    },
    listen: (hear) =>
      database.listen(
        CHANNEL,
        (payload) => {
          const space = payload.indexOf(' ');
          hear(payload.slice(space + 1), payload.startsWith('typing') ? 'typing' : 'changed');
        },
        () => hear('', 'changed'),
      ),
  };
}

function cardRow(threadId: string, key: string, card: Card): Arguments {
  const files = [...(card.picture ? [card.picture.key] : []), ...card.films.map((film) => film.key)];
  return { p_thread: threadId, p_key: key, p_content: { from: 'adgen', card }, p_files: files };
}

function messageOf(row: unknown): WebMessage {
  const { at, ...rest } = Timed.parse(row);
  return WebMessage.parse({ ...rest, at: new Date(at).toISOString() });
}

const Timed = z.looseObject({ at: z.string() });
const Unsent = z.object({ key: z.string(), event: InboundEvent });
