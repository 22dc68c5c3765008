import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../src/ad/edit.ts';
import { samplePlan } from '../../fixtures/plan.ts';
import { accepted, refused } from './outcomes.ts';

describe('words', () => {
  const line = (sceneId: string, name: 'headline' | 'support' | 'pill', text: string | null): Edit => ({
    kind: 'overlay-line',
    sceneId,
    line: name,
    text,
  });

  test('of one line change, and only there', () => {
    const before = samplePlan();
    const { plan, say } = accepted(before, line('s2', 'headline', '20% off'));
    expect(say).toBe('scene 2 now says “20% off”');
    expect(plan.scenes[1]?.overlay).toEqual({ ...before.scenes[1]?.overlay, headline: '20% off' });
    expect([plan.scenes[0], plan.scenes[2]]).toEqual([before.scenes[0], before.scenes[2]]);
    expect(accepted(before, line('s3', 'pill', 'Buy now')).say).toBe(
      'the call to action of scene 3 now says “Buy now”',
    );
  });

  test('that do not fit are refused with the number of characters that do', () => {
    expect(refused(samplePlan(), line('s3', 'pill', 'x'.repeat(61)))).toBe(
      'That is too long for the call to action of scene 3: 60 characters fit, this has 61.',
    );
    expect(refused(samplePlan(), line('s1', 'headline', 'x'.repeat(81)))).toContain('80 characters fit');
    expect(
      accepted(samplePlan(), line('s1', 'headline', 'x'.repeat(80))).plan.scenes[0]?.overlay?.headline,
    ).toHaveLength(80);
  });

  test('that are there already are not written again', () => {
    expect(refused(samplePlan(), line('s3', 'headline', 'Try it'))).toBe(
      'The headline of scene 3 already says “Try it”.',
    );
    expect(refused(samplePlan(), { kind: 'overlay-position', sceneId: 's1', position: 'top' })).toBe(
      'The words of scene 1 are already at the top.',
    );
  });

  test('move up when the headline goes, and go when it was alone', () => {
    const promoted = accepted(samplePlan(), line('s1', 'headline', null));
    expect(promoted.plan.scenes[0]?.overlay).toMatchObject({ headline: 'Strong coffee', support: null });
    expect(promoted.say).toBe('the headline of scene 1 is gone, it now says “Strong coffee”');
    const alone = accepted(promoted.plan, line('s1', 'headline', null));
    expect(alone.plan.scenes[0]?.overlay).toBeNull();
    expect(alone.say).toBe('scene 1 has no words any more');
  });

  test('leave no call to action alone: the person is asked', () => {
    expect(refused(samplePlan(), line('s3', 'headline', null))).toBe(
      'The call to action of scene 3 needs a headline above it. Give another headline, or ask for no words in scene 3.',
    );
  });

  test('come to a scene without any, a call to action under the name of the brand', () => {
    const { plan: silent, say } = accepted(samplePlan(), { kind: 'overlay-none', sceneId: 's2' });
    expect(say).toBe('scene 2 has no words any more');
    expect(refused(silent, { kind: 'overlay-none', sceneId: 's2' })).toBe('Scene 2 already has no words.');
    expect(refused(silent, { kind: 'overlay-position', sceneId: 's2', position: 'bottom' })).toContain(
      'no words to move',
    );
    expect(accepted(silent, line('s2', 'support', 'Hello')).plan.scenes[1]?.overlay?.headline).toBe('Hello');
    const called = accepted(silent, line('s2', 'pill', 'Buy now'));
    expect(called.plan.scenes[1]?.overlay).toEqual({
      headline: 'Fjell',
      support: null,
      pill: 'Buy now',
      position: 'top',
    });
    expect(called.say).toBe('scene 2 now says “Fjell” and “Buy now” below it');
    expect(refused(silent, line('s2', 'support', 'x'.repeat(81)))).toContain('80 characters fit');
  });

  test('move to the bottom', () => {
    expect(accepted(samplePlan(), { kind: 'overlay-position', sceneId: 's1', position: 'bottom' }).say).toBe(
      'the words of scene 1 are now at the bottom',
    );
  });
});
