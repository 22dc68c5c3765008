/** What one turn may read of the world outside its thread. Reading only: whatever is to be done comes back as intents. */
import type { Estimate } from '../ad/bill.ts';
import type { Left } from '../ad/budget.ts';
import type { MicroUsd } from '../ad/money.ts';
import type { Plan } from '../ad/plan.ts';
import type { Project } from '../ad/project.ts';
import type { BrandKit } from './turn.ts';

/** The thread's ad at the beginning of the turn. */
export type AdNow = {
  readonly project: Project;
  /** Numbers of all versions that are kept, in any order; empty before the first plan. */
  readonly versions: readonly number[];
  /** What a yes would mean now; null where there is nothing to approve. */
  readonly offer: {
    readonly planHash: string;
    readonly maxMicroUsd: MicroUsd;
    readonly version: number;
    readonly estimate: Estimate;
    /** What the budgets leave; null where there is none. */
    readonly left: Left | null;
  } | null;
};

export type World = {
  /** Null when there is no such ad (any more). */
  readonly ad: (projectId: string) => Promise<AdNow | null>;
  /** Null when there is no such version. */
  readonly plan: (projectId: string, version: number) => Promise<Plan | null>;
  readonly brandKit: (workspace: string) => Promise<BrandKit | null>;
};
