import { describe, expect, test } from 'vitest';
import { Edit } from '../../../src/ad/edit.ts';
import { lookFromWords } from '../../../src/ad/edits/look-from-words.ts';
import { samplePlan } from '../../fixtures/plan.ts';
import { accepted, refused } from './outcomes.ts';

describe('backgrounds', () => {
  const nothing = { description: null, look: null, warmth: null, brightness: null, reseed: false };
  const background = (change: object): Edit => Edit.parse({ kind: 'background', sceneId: 's2', ...nothing, ...change });

  test('that become warmer stay the same place', () => {
    const { plan, say } = accepted(samplePlan(), background({ warmth: 0.5, brightness: -0.3 }));
    expect(say).toBe('the background of scene 2 is now warmer and darker');
    expect(plan.scenes[1]?.background).toEqual({
      ...samplePlan().scenes[1]?.background,
      warmth: 0.5,
      brightness: -0.3,
    });
  });

  test('that are described get the nearest look, the words and another seed', () => {
    const { plan, say } = accepted(samplePlan(), background({ description: 'a beach at sunset', warmth: 0.2 }));
    expect(say).toBe('the background of scene 2 is now “a beach at sunset” and warmer');
    expect(plan.scenes[1]?.background).toMatchObject({ prompt: 'a beach at sunset', look: 'horizon' });
    expect(plan.scenes[1]?.background.seed).not.toBe(2);
  });

  test('with a look by name do not keep words that describe the old place', () => {
    const { plan } = accepted(samplePlan(), background({ look: 'silk' }));
    expect(plan.scenes[1]?.background.prompt).toMatch(/silk/);
  });

  test('can be drawn anew, again and again', () => {
    const once = accepted(samplePlan(), background({ reseed: true }));
    const twice = accepted(once.plan, background({ reseed: true }));
    expect(once.say).toBe('the background of scene 2 is now drawn anew');
    expect(new Set([2, once.plan.scenes[1]?.background.seed, twice.plan.scenes[1]?.background.seed]).size).toBe(3);
  });

  test('that would stay as they are are refused', () => {
    expect(refused(samplePlan(), background({}))).toBe('The background of scene 2 is already like that.');
    expect(refused(samplePlan(), background({ look: 'window', warmth: 0 }))).toContain('already');
  });

  test.each([
    ['a neon tunnel', 'arch'],
    ['green leaves in the morning', 'window'],
    ['soft city lights', 'bokeh'],
    ['folded fabric', 'silk'],
    ['a dark stage with dust', 'spotlight'],
    ['a marble pedestal', 'podium'],
    ['sunset sky', 'horizon'],
    ['cut paper', 'paper'],
    ['a plain studio', 'studio'],
    ['something quite different', null],
  ])('described as "%s" look like %s', (description, look) => {
    expect(lookFromWords(description)).toBe(look);
  });
});

describe('the product', () => {
  const nothing = { usage: null, scale: null, position: null, motion: null };
  const product = (sceneId: string, change: object): Edit =>
    Edit.parse({ kind: 'product', sceneId, ...nothing, ...change });

  test('is bigger, elsewhere, or moves in another way', () => {
    const { plan, say } = accepted(samplePlan(), product('s1', { scale: 1.3, position: 'left', motion: 'still' }));
    expect(say).toBe('the product in scene 1 is now bigger, on the left and standing still');
    expect(plan.scenes[0]?.product).toEqual({ usage: 'hero', scale: 1.3, position: 'left', motion: 'still' });
    expect(refused(plan, product('s1', { scale: 1.3 }))).toBe('The product in scene 1 is already like that.');
  });

  test('can be left out of a scene, but not of the ad', () => {
    const one = accepted(samplePlan(), product('s1', { usage: 'absent' }));
    expect(one.say).toBe('the product in scene 1 is now not shown any more');
    expect(refused(one.plan, product('s1', { scale: 1.3 }))).toContain('The product is not in scene 1.');
    const two = accepted(one.plan, product('s2', { usage: 'absent' }));
    expect(refused(two.plan, product('s3', { usage: 'absent' }))).toContain('no scene that shows the product');
  });

  test('can be another picture', () => {
    const { plan, say } = accepted(samplePlan(), { kind: 'product-picture', photoKey: 'uploads/two' });
    expect([plan.photoKey, say]).toEqual(['uploads/two', 'the ad now shows the new picture of the product']);
    expect(refused(plan, { kind: 'product-picture', photoKey: 'uploads/two' })).toContain('already');
  });
});
