/** Edits applied to the working copy's plan, one after the other; what cannot be applied does not hold up the rest. */
import { applyEdit } from '../../ad/apply-edit.ts';
import type { Edit } from '../../ad/edit.ts';
import type { WorkingCopy } from '../working-copy.ts';

type Edited = {
  /** A sentence for each edit that was applied. */
  readonly applied: readonly string[];
  /** A reason for each that was not. */
  readonly refused: readonly string[];
};

export function editPlan(copy: WorkingCopy, edits: readonly Edit[]): Edited {
  const applied: string[] = [];
  const refused: string[] = [];
  for (const edit of edits) {
    if (copy.plan === null) continue;
    const result = applyEdit(copy.plan, edit);
    if (result.ok) {
      copy.plan = result.plan;
      applied.push(sentence(result.say));
    } else refused.push(result.reason);
  }
  return { applied, refused };
}

/** `scene 2 is warmer` as a sentence of its own. */
function sentence(phrase: string): string {
  const [first = '', ...rest] = phrase;
  return `${first.toUpperCase()}${rest.join('')}${/[.!?]$/.test(phrase) ? '' : '.'}`;
}
