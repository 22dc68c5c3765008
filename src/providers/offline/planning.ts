/** What a helper process does for the offline planner: its hundreds of rules take a tenth of a second to be compiled, and strangers' words run through them. */
import type { Brief } from '../../ad/brief.ts';
import type { Cutout } from '../../ad/cutout.ts';
import { planOffline } from './plan-offline.ts';

export const PLANNING = {
  plan: async ({ brief, cutout }: { readonly brief: Brief; readonly cutout: Cutout }, _signal: AbortSignal) =>
    planOffline(brief, cutout),
};
export type Planning = typeof PLANNING;
