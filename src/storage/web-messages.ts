/** The web chat's messages in SQL. What must be atomic is a function of `migrations/`; this file only calls it. */

import type { Card } from '../bots/card.ts';
import { InboundEvent } from '../bots/platform.ts';
import { WebMessage, type WebMessages } from '../bots/web/messages.ts';
import type { Database, Row } from './database.ts';

const CHANNEL = 'adgen_web';

export function createWebMessages(database: Database): WebMessages {
  const is = async (text: string, parameters: readonly unknown[]) => {
    const [row] = await database.query(`select ${text} as it`, parameters);
    return row?.it === true;
  };
  return {
    open: async (threadId, userId) => {
      await database.query('insert into web_threads (id, user_id) values ($1, $2) on conflict (id) do nothing', [
        threadId,
        userId,
      ]);
    },
    has: (threadId) => is('exists (select from web_threads where id = $1)', [threadId]),
    post: (threadId, key, card) => is('post_web_card($1, $2, $3::jsonb, $4)', cardRow(threadId, key, card)),
    edit: (threadId, key, card) => is('edit_web_card($1, $2, $3::jsonb, $4)', cardRow(threadId, key, card)),
    keep: (threadId, { key, text, files }, event) =>
      is('keep_web_message($1, $2, $3::jsonb, $4::jsonb, $5)', [
        threadId,
        key,
        JSON.stringify({ from: 'person', text, files }),
        JSON.stringify(event),
        files.map((file) => file.upload),
      ]),
    show: async (threadId, key) => {
      await database.query('select show_web_message($1, $2)', [threadId, key]);
    },
    unsent: async () => {
      const rows = await database.query(
        'select message_key, event from web_messages where sequence is null order by thread_id, position',
      );
      return rows.map((row) => ({ key: String(row.message_key), event: InboundEvent.parse(row.event) }));
    },
    since: async (threadId, sequence, limit) => {
      const rows = await database.query(
        `select message_key, position, sequence, content, created_at from web_messages
          where thread_id = $1 and sequence > $2 order by sequence limit $3`,
        [threadId, sequence, limit],
      );
      return rows.map(messageOf);
    },
    showsFile: (userId, artefactKey) =>
      is(
        `exists (select from web_messages join web_threads on id = thread_id
                  where user_id = $1 and $2 = any (files))`,
        [userId, artefactKey],
      ),
    hasUpload: (threadId, upload) =>
      is('exists (select from web_messages where thread_id = $1 and $2 = any (uploads))', [threadId, upload]),
    typing: async (threadId) => {
      await database.query('select pg_notify($1, $2)', [CHANNEL, `typing ${threadId}`]);
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

function cardRow(threadId: string, key: string, card: Card): readonly unknown[] {
  const files = [...(card.picture ? [card.picture.key] : []), ...card.films.map((film) => film.key)];
  return [threadId, key, JSON.stringify({ from: 'adgen', card }), files];
}

/** Postgres' bigint comes as text from pg and as a number from PGlite. */
function messageOf(row: Row): WebMessage {
  return WebMessage.parse({
    key: row.message_key,
    position: Number(row.position),
    sequence: Number(row.sequence),
    at: new Date(String(row.created_at)).toISOString(),
    content: row.content,
  });
}
