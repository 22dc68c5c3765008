/** A plan that costs nothing: what would have to be bought is drawn and composed here instead. Pure. */
import { applyEdit } from './apply-edit.ts';
import type { Estimate } from './bill.ts';
import type { Edit } from './edit.ts';
import type { Plan } from './plan.ts';

/** Only what would cost anything: what is paid and there already stays. */
function freeEdits({ backgrounds, musicMicroUsd }: Estimate): readonly Edit[] {
  const paid = backgrounds.filter(({ microUsd }) => microUsd > 0);
  return [
    ...paid.map(({ sceneId }): Edit => ({ kind: 'drawn-background', sceneId })),
    ...(musicMicroUsd > 0 ? [{ kind: 'local-music' } as const] : []),
  ];
}

export function freePlan(plan: Plan, estimate: Estimate): Plan {
  return freeEdits(estimate).reduce((current, edit) => {
    const result = applyEdit(current, edit);
    return result.ok ? result.plan : current;
  }, plan);
}
