import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdit } from '../../src/ad/apply-edit.ts';
import { Edit } from '../../src/ad/edit.ts';
import { Plan } from '../../src/ad/plan.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { anyEdit } from './edits/any-edit.ts';
import { fourScenes } from './edits/outcomes.ts';

describe('any sequence of edits', () => {
  const sequences = fc.array(anyEdit, { minLength: 1, maxLength: 12 });

  test.each([
    ['three scenes', samplePlan],
    ['four scenes', fourScenes],
  ])('keeps an ad of %s a valid plan, or says why not in a sentence', (_, start) => {
    fc.assert(
      fc.property(sequences, (edits) => {
        let plan = frozen(start());
        for (const edit of edits) {
          const result = applyEdit(plan, frozen(edit));
          expect(applyEdit(structuredClone(plan), edit)).toEqual(result);
          if (!result.ok) {
            expect(result.reason).toMatch(/^\S.*[.]$/su);
            continue;
          }
          expect(Plan.parse(result.plan)).toEqual(result.plan);
          expect(JSON.parse(JSON.stringify(result.plan))).toEqual(result.plan);
          expect(result.plan).not.toEqual(plan);
          expect(result.say).toMatch(/^\S.*[^.]$|^\S$/su);
          plan = frozen(result.plan);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('does every kind of edit, and refuses most of those said twice', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(sequences, (edits) => {
        let plan = fourScenes();
        for (const edit of edits.flatMap((one) => [one, one])) {
          const result = applyEdit(plan, edit);
          seen.add(`${edit.kind} ${result.ok}`);
          if (result.ok) plan = result.plan;
        }
      }),
      { numRuns: 300, seed: 7 },
    );
    const kinds = Edit.options.map(({ shape }) => shape.kind.value);
    expect([...seen].sort()).toEqual(kinds.flatMap((kind) => [`${kind} false`, `${kind} true`]).sort());
  });
});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
