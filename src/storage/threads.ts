/** Threads in SQL, and the channel on which their changes are announced. */
import { Thread, type Threads, TimelineEntry, type Wakes } from '../bots/ports.ts';
import { succeeded, threadOf } from './conversation-rows.ts';
import type { Database } from './database.ts';

const Owned = Thread.pick({ id: true, projectId: true });

export function createThreads(database: Pick<Database, 'call'>): Threads {
  return {
    find: async (id) => {
      const [thread] = await database.call('thread_json', { p_id: id });
      return thread ? threadOf(thread) : null;
    },
    open: async ({ id, platform, workspace, ownerId, ownerName }) => {
      await database.call('open_thread', {
        ...{ p_id: id, p_platform: platform, p_workspace: workspace, p_user_id: ownerId, p_user_name: ownerName },
      });
    },
    quiet: (id) => succeeded(database, 'is_quiet', { p_id: id }),
    ofOwner: async (ownerId) => {
      const rows = await database.call('threads_of', { p_user_id: ownerId });
      return rows.map((row) => Owned.parse(row));
    },
    timeline: async (id, after = 0) => {
      const rows = await database.call('timeline_of', { p_id: id, p_after: after });
      return rows.map((row) => TimelineEntry.parse(row));
    },
  };
}

/** The thread that ordered an ad; null for one that was ordered otherwise. */
export async function threadOfAd(projectId: string, database: Pick<Database, 'call'>): Promise<string | null> {
  const [thread] = await database.call('thread_of_ad', { p_project: projectId });
  return typeof thread === 'string' ? thread : null;
}

export function createWakes(database: Pick<Database, 'listen'>): Wakes {
  return { listen: (hear) => database.listen('adgen_thread', hear, () => hear('')) };
}
