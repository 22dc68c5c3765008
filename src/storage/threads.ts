/** Threads in SQL, and the channel on which their changes are announced. */
import { Thread, type Threads, TimelineEntry, type Wakes } from '../bots/ports.ts';
import { threadOf } from './conversation-rows.ts';
import type { Database, Row } from './database.ts';

export function createThreads(database: Database): Threads {
  return {
    find: async (id) => {
      const [row] = await database.query('select thread_json($1) as thread', [id]);
      return row?.thread ? threadOf(row.thread) : null;
    },
    open: async ({ id, platform, workspace, ownerId, ownerName }) => {
      await database.query('select open_thread($1, $2, $3, $4, $5)', [id, platform, workspace, ownerId, ownerName]);
    },
    quiet: async (id) => {
      const [row] = await database.query(QUIET, [id]);
      return row === undefined || row.quiet === true;
    },
    ofOwner: async (ownerId) => {
      const rows = await database.query(
        'select id, project_id from threads where user_id = $1 order by created_at desc, id desc',
        [ownerId],
      );
      return rows.map((row) => ({
        id: Thread.shape.id.parse(row.id),
        projectId: Thread.shape.projectId.parse(row.project_id),
      }));
    },
    timeline: async (id, after = 0) => (await database.query(TIMELINE, [id, after])).map(entryOf),
  };
}

export function createWakes(database: Pick<Database, 'listen'>): Wakes {
  return { listen: (hear) => database.listen('adgen_thread', hear, () => hear('')) };
}

const QUIET = `
  select changes <= shown and not exists (select from inbox where thread_id = $1 and done_at is null) as quiet
    from threads where id = $1`;

const TIMELINE = `
  select * from (
    select 'event' as kind, position, revision, event_key as key, payload as content
      from inbox where thread_id = $1 and revision > $2
    union all
    select 'card', position, revision, card_key, card
      from cards where thread_id = $1 and revision > $2
  ) as entries order by position`;

function entryOf({ kind, position, revision, key, content }: Row): TimelineEntry {
  // Postgres' bigint comes as text from pg and as a number from PGlite.
  const place = { position: Number(position), revision: Number(revision), key };
  return TimelineEntry.parse(kind === 'event' ? { kind, ...place, event: content } : { kind, ...place, card: content });
}
