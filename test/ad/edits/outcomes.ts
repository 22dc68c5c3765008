/** Does one edit in a test: the valid plan it gives, or the sentence that refuses it. */
import { applyEdit } from '../../../src/ad/apply-edit.ts';
import { Edit } from '../../../src/ad/edit.ts';
import { Plan } from '../../../src/ad/plan.ts';
import { samplePlan } from '../../fixtures/plan.ts';

/** Four scenes: one more, one less and any order are possible. */
export function fourScenes(): Plan {
  const plan = samplePlan({ totalFrames: 300 });
  const [first, second, third] = plan.scenes;
  if (!first || !second || !third) throw new Error('The sample has three scenes.');
  const added: Plan['scenes'][number] = {
    ...second,
    id: 's4',
    role: 'benefit',
    frames: 120,
    product: { usage: 'close-up', scale: 1, position: 'left', motion: 'drift' },
    background: { ...second.background, look: 'podium', seed: 4 },
  };
  return { ...plan, scenes: [first, second, added, third] };
}

export function accepted(plan: Plan, edit: Edit): { plan: Plan; say: string } {
  const result = applyEdit(plan, Edit.parse(edit));
  if (!result.ok) throw new Error(result.reason);
  return { plan: Plan.parse(result.plan), say: result.say };
}

export function refused(plan: Plan, edit: Edit): string {
  const result = applyEdit(plan, Edit.parse(edit));
  if (result.ok) throw new Error(`Accepted: ${result.say}`);
  return result.reason;
}
