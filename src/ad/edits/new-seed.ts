/** A seed that follows from the plan and the edit, so that the same request always draws the same picture. */
import type { Edit } from '../edit.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Plan } from '../plan.ts';

/** A whole number of 32 bits, never `old`. The plan is part of it, so "another one", said twice, gives two others. */
export function newSeed(plan: Plan, edit: Edit, old: number | null): number {
  const seed = Number.parseInt(fingerprint({ plan, edit }).slice(0, 8), 16);
  return seed === old ? (seed ^ 1) >>> 0 : seed;
}
