/** How long files are kept, in SQL: every answer is that of a function of `migrations/`. */
import { z } from 'zod';
import { AdgenError } from '../ad/errors.ts';
import type { Kept, Retention } from '../pipeline/ports/retention.ts';
import type { Database } from './database.ts';

/** What a function of one value says. */
const Answer = z.object({ kind: z.enum(['kept', 'already', 'gone']), at: z.string() }).nullish();

export function createRetention({ call }: Pick<Database, 'call'>): Retention {
  const is = async (name: string, given: Readonly<Record<string, unknown>>) => (await call(name, given))[0] === true;
  const names = async (name: string) => z.array(z.string()).parse(await call(name));
  return {
    keepForDays: async (days) => {
      await call('keep_for_days', { p_days: days });
    },
    keep: async (projectId, until, days) => {
      const [answer] = await call('keep_project', { p_id: projectId, p_expires_at: until, p_days: days });
      return keptOf(answer);
    },
    beginLook: (everyMs) => is('begin_look', { p_every_ms: everyMs }),
    warn: () => names('warn_of_expiry'),
    dueSweeps: () => names('due_sweeps'),
    beginSweep: (projectId) => is('begin_sweep', { p_id: projectId }),
    endSweep: async (projectId) => {
      await call('end_sweep', { p_id: projectId });
    },
    pictureDay: async () => z.string().parse((await call('picture_day'))[0]),
    duePictureDays: () => names('due_pictures'),
    forgetPictures: async (day, folder) => {
      await call('forget_pictures', { p_day: day, p_folder: folder });
    },
  };
}

function keptOf(raw: unknown): Kept {
  const answer = Answer.parse(raw);
  if (!answer) throw new AdgenError('not-found', 'This ad does not exist any more.');
  const at = new Date(answer.at).toISOString();
  return answer.kind === 'gone' ? { kind: 'gone', goneAt: at } : { kind: answer.kind, until: at };
}
