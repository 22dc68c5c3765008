/** The planner that needs no model; it plans in a helper process, which ends by itself. */
import { createWorkshop } from '../../media/workshop/workshop.ts';
import type { Planner } from '../../pipeline/ports.ts';
import type { Planning } from './planning.ts';

const PROGRAM = new URL('./planning-process.ts', import.meta.url);
/** Words that keep the rules busy for longer were written to do so. */
const LIMIT_MS = 30_000;

export function createOfflinePlanner(): Planner {
  const workshop = createWorkshop<Planning>({ program: PROGRAM, size: 1, limitMs: LIMIT_MS });
  return {
    id: 'offline-planner-1',
    plan: async (brief, cutout, signal) => ({
      plan: await workshop.make('plan', { brief, cutout }, signal),
      degraded: [],
    }),
  };
}
