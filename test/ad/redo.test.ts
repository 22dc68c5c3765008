import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdit } from '../../src/ad/apply-edit.ts';
import { freePlan } from '../../src/ad/free-plan.ts';
import { Plan } from '../../src/ad/plan.ts';
import { Degradation } from '../../src/ad/project.ts';
import { redonePlan, redoPrice } from '../../src/ad/redo.ts';
import { graphOf } from '../../src/pipeline/graph.ts';
import { samplePlan } from '../fixtures/plan.ts';

const say = 'It did not work.';
const fell = (step: Degradation['step'], sceneId: string | null, redoMicroUsd = 0): Degradation => ({
  ...{ step, sceneId, say, redoMicroUsd },
});

function keysOf(plan: Plan, clips: string | null = 'clips') {
  const makers = { renderer: 'r', clips, music: 'm' };
  return graphOf({ projectId: 'p1', version: 1, plan, productKey: 'k', makers, scale: 1 });
}

const ids = samplePlan().scenes.map(({ id }) => id);
const anyFall = fc.record({
  step: fc.constantFrom(...Degradation.shape.step.options),
  sceneId: fc.constantFrom(...ids, null),
  say: fc.constant(say),
  redoMicroUsd: fc.integer({ min: 0, max: 100_000 }),
});

test('whatever fell back, doing it again gives every part of it another key, and leaves all other backgrounds', () => {
  fc.assert(
    fc.property(fc.array(anyFall, { maxLength: 5 }), (degraded) => {
      const plan = samplePlan();
      const redone = redonePlan(plan, degraded, { what: 'everything' });
      const steps = degraded.filter(({ step }) => step !== 'plan' && step !== 'product');
      expect(redone === null).toBe(steps.length === 0);
      if (redone === null) return;
      expect(Plan.parse(redone)).toEqual(redone);
      const [before, after] = [keysOf(plan), keysOf(redone)];
      expect(after.music?.key === before.music?.key).toBe(!steps.some(({ step }) => step === 'music'));
      plan.scenes.forEach(({ id }, index) => {
        const own = steps.filter(({ step, sceneId }) => step !== 'music' && (sceneId ?? id) === id);
        const [was, is] = [before.scenes[index], after.scenes[index]];
        expect(is?.pieces['9:16'][0]?.key === was?.pieces['9:16'][0]?.key).toBe(own.length === 0);
        const isBought = own.some(({ step }) => step === 'background');
        expect(is?.backgroundKey === was?.backgroundKey).toBe(!isBought);
      });
    }),
  );
});

test('a scene that was put together badly is put together again without buying anything', () => {
  const degraded = [fell('composite', 's2'), fell('overlay', 's2')];
  expect(redonePlan(samplePlan(), degraded, { what: 'scene', sceneId: 's2' })?.scenes[1]).toMatchObject({ take: 1 });
  expect(redoPrice(degraded, { what: 'scene', sceneId: 's2' })).toBe(0);
});

test('prices are those of the receipt, and what another photo needs has none', () => {
  const degraded = [fell('background', 's1', 50_000), fell('music', null, 85_400), fell('product', null)];
  expect(redoPrice(degraded, { what: 'everything' })).toBe(135_400);
  expect(redoPrice(degraded, { what: 'music' })).toBe(85_400);
  expect(redoPrice(degraded, { what: 'scene', sceneId: 's1' })).toBe(50_000);
  expect(redonePlan(samplePlan(), [fell('product', null)], { what: 'everything' })).toBeNull();
});

test('a free plan has drawn backgrounds where they would be bought, and nowhere else', () => {
  const plan = samplePlan();
  const free = freePlan(plan, { backgrounds: [{ sceneId: 's2', microUsd: 50_000 }], musicMicroUsd: 85_400 });
  const graph = keysOf(free);
  expect(graph.scenes.map((node) => node.backgroundKey === node.backdropKey)).toEqual([false, true, false]);
  expect(free.music).toMatchObject({ local: true });
  expect(graph.music?.key).not.toBe(keysOf(plan).music?.key);
  // Without anybody to buy clips from, it is the same picture.
  expect(keysOf(free, null).scenes).toEqual(
    keysOf(plan, null).scenes.map((node, index) => ({
      ...node,
      scene: free.scenes[index],
      next: keysOf(free, null).scenes[index]?.next,
    })),
  );
});

test('another background, or another piece of music, is had as it can be had', () => {
  const plan = freePlan(samplePlan(), { backgrounds: [{ sceneId: 's2', microUsd: 1 }], musicMicroUsd: 1 });
  const again = redonePlan(plan, [], { what: 'scene', sceneId: 's2' });
  expect(again?.scenes[1]?.background).not.toHaveProperty('drawn');
  expect(redonePlan(plan, [], { what: 'music' })?.music).not.toHaveProperty('local');
  const warmer = { description: null, look: null, warmth: 0.5, brightness: null, reseed: false };
  const lit = applyEdit(plan, { kind: 'background', sceneId: 's2', ...warmer });
  expect(lit.ok && lit.plan.scenes[1]?.background).toMatchObject({ drawn: true, warmth: 0.5 });
});
