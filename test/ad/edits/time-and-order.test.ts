import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../src/ad/edit.ts';
import type { Plan } from '../../../src/ad/plan.ts';
import { samplePlan } from '../../fixtures/plan.ts';
import { accepted, fourScenes, refused } from './outcomes.ts';

describe('time', () => {
  test('of one scene is taken from the others in their proportions', () => {
    const { plan, say } = accepted(fourScenes(), { kind: 'scene-duration', sceneId: 's1', seconds: 4 });
    expect(say).toBe('scene 1 is now 4 seconds long');
    expect(framesOf(plan)).toEqual([120, 45, 90, 45]);
  });

  test('that the others need is refused with the largest that works', () => {
    const reason = refused(samplePlan(), { kind: 'scene-duration', sceneId: 's2', seconds: 5 });
    expect(reason).toBe(
      'Scene 2 can be at most 4 seconds long in a film of 6 seconds, because the other scenes need their time. Ask for less, or make the whole ad longer first.',
    );
    const { plan } = accepted(samplePlan(), { kind: 'scene-duration', sceneId: 's2', seconds: 4 });
    expect(framesOf(plan)).toEqual([30, 120, 30]);
    expect(refused(plan, { kind: 'scene-duration', sceneId: 's2', seconds: 4 })).toBe(
      'Scene 2 is already 4 seconds long.',
    );
  });

  test('of the whole film is shared as before', () => {
    const { plan, say } = accepted(fourScenes(), { kind: 'total-duration', seconds: 15 });
    expect(say).toBe('the ad is now 15 seconds long');
    expect(framesOf(plan)).toEqual([90, 90, 180, 90]);
    expect(refused(plan, { kind: 'total-duration', seconds: 15 })).toBe('The ad is already 15 seconds long.');
  });
});

describe('scenes', () => {
  const ids = (plan: Plan) => plan.scenes.map(({ id }) => id);
  const added: Edit = {
    kind: 'add-scene',
    to: 2,
    role: 'benefit',
    headline: 'Smooth and creamy',
    description: null,
    look: null,
  };

  test('change places and keep their ids', () => {
    const swapped = accepted(fourScenes(), { kind: 'swap-scenes', sceneId: 's4', with: 's1' });
    expect([ids(swapped.plan), swapped.say]).toEqual([['s4', 's2', 's1', 's3'], 'scenes 1 and 3 have changed places']);
    const moved = accepted(fourScenes(), { kind: 'move-scene', sceneId: 's3', to: 1 });
    expect([ids(moved.plan), moved.say]).toEqual([['s3', 's1', 's2', 's4'], 'scene 4 is now scene 1']);
    expect(refused(fourScenes(), { kind: 'move-scene', sceneId: 's1', to: 5 })).toContain('a place from 1 to 4');
    expect(refused(fourScenes(), { kind: 'move-scene', sceneId: 's1', to: 1 })).toBe('Scene 1 already stands there.');
    expect(refused(fourScenes(), { kind: 'swap-scenes', sceneId: 's1', with: 's1' })).toContain('Name two scenes.');
  });

  test('that are new take an average share and look unlike the others', () => {
    const { plan, say } = accepted(fourScenes(), added);
    const scene = plan.scenes[1];
    expect(ids(plan)).toEqual(['s1', 's5', 's2', 's4', 's3']);
    expect(scene).toMatchObject({ frames: 60, overlay: { headline: 'Smooth and creamy', position: 'top' } });
    expect(fourScenes().scenes.map(({ background }) => background.look)).not.toContain(scene?.background.look);
    expect(scene?.product.usage).toBe('close-up');
    expect(say).toBe('there is a new scene 2; it has a horizon set and says “Smooth and creamy”');
    expect(refused(plan, added)).toBe(
      'An ad has 3 to 5 scenes, so this one cannot take another. Remove a scene first.',
    );
    expect(refused(samplePlan(), { ...added, to: 5 })).toBe('This ad has 3 scenes. A new one can be scene 1 to 4.');
  });

  test('that are new show the product whole where all others do', () => {
    expect(accepted(samplePlan(), added).plan.scenes[1]?.product.usage).toBe('hero');
  });

  test('can go while three remain, and their time goes to the others', () => {
    const { plan, say } = accepted(fourScenes(), { kind: 'remove-scene', sceneId: 's4' });
    expect([framesOf(plan), say]).toEqual([[100, 100, 100], 'scene 3 is gone; the others share its time']);
    expect(refused(plan, { kind: 'remove-scene', sceneId: 's1' })).toBe(
      'An ad has 3 to 5 scenes, so this one cannot lose another.',
    );
  });

  test('that do not exist are named in the answer', () => {
    expect(refused(samplePlan(), { kind: 'remove-scene', sceneId: 's9' })).toBe(
      'There is no scene “s9” in this ad; it has 3 scenes.',
    );
  });

  test('turn into the next in another way, except the last', () => {
    const { say } = accepted(samplePlan(), { kind: 'transition', sceneId: 's1', transition: 'wipe' });
    expect(say).toBe('scene 1 now wipes into scene 2');
    expect(refused(samplePlan(), { kind: 'transition', sceneId: 's1', transition: 'fade' })).toBe(
      'Scene 1 already fades into scene 2.',
    );
    expect(refused(samplePlan(), { kind: 'transition', sceneId: 's3', transition: 'wipe' })).toContain('last one');
  });
});

function framesOf(plan: Plan): number[] {
  return plan.scenes.map(({ frames }) => frames);
}
