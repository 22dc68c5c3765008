import { describe, expect, test } from 'vitest';
import { oklchOf } from '../../../src/ad/color.ts';
import { samplePlan } from '../../fixtures/plan.ts';
import { accepted, refused } from './outcomes.ts';

describe('the style', () => {
  const style = { lighting: null, camera: null, texture: null, mood: null, grade: null, typeface: null };
  const palette = { wall: null, floor: null, light: null, accent: null };

  test('changes in what was asked for, and in nothing else', () => {
    const { plan, say } = accepted(samplePlan(), { kind: 'style', ...style, mood: 'bold' });
    expect(say).toBe('the mood is now “bold”');
    expect(plan).toEqual({ ...samplePlan(), style: { ...samplePlan().style, mood: 'bold' } });
    expect(refused(plan, { kind: 'style', ...style, mood: 'bold' })).toContain('already');
  });

  test('takes single colours', () => {
    const { plan, say } = accepted(samplePlan(), { kind: 'palette', ...palette, wall: '#f0e0d0', accent: '#cc4422' });
    expect(say).toBe('the wall is now #f0e0d0 and the second colour is now #cc4422');
    expect(plan.style.palette).toEqual({ ...samplePlan().style.palette, wall: '#f0e0d0', accent: '#cc4422' });
    expect(refused(plan, { kind: 'palette', ...palette, wall: '#f0e0d0' })).toContain('already');
  });

  test('turns dark as a whole when the wall does', () => {
    const { plan } = accepted(samplePlan(), { kind: 'palette', ...palette, wall: '#1b2440' });
    expect(plan.style.palette).toMatchObject({ tone: 'dark', wall: '#1b2440' });
    expect(oklchOf(plan.style.palette.floor).l).toBeLessThan(0.4);
  });
});

describe('music', () => {
  const nothing = { kind: 'music' as const, mood: null, tempoBpm: null, prompt: null, reseed: false };

  test('of another mood is played as fast as that mood is', () => {
    const { plan, say } = accepted(samplePlan(), { ...nothing, mood: 'upbeat' });
    expect(plan.music).toMatchObject({ mood: 'upbeat', tempoBpm: 112, seed: 1 });
    expect(plan.music?.prompt).toMatch(/pop.*112 bpm/);
    expect(say).toBe('the music is now upbeat and 112 beats a minute');
  });

  test('can be another piece of the same kind', () => {
    const { plan, say } = accepted(samplePlan(), { ...nothing, reseed: true });
    expect(plan.music).toEqual({ ...samplePlan().music, seed: plan.music?.seed });
    expect(plan.music?.seed).not.toBe(1);
    expect(say).toBe('the music is now another piece');
    expect(refused(samplePlan(), { ...nothing, mood: 'calm' })).toContain('already like that');
  });

  test('goes and comes back in the mood of the ad', () => {
    const { plan: silent, say } = accepted(samplePlan(), { kind: 'music-none' });
    expect([silent.music, say]).toEqual([null, 'the ad has no music any more']);
    expect(refused(silent, { kind: 'music-none' })).toBe('The ad already has no music.');
    const { plan } = accepted(silent, nothing);
    expect(plan.music?.mood).toBe('calm');
    expect(plan.music?.tempoBpm).toBeGreaterThanOrEqual(72);
    expect(plan.music?.tempoBpm).toBeLessThanOrEqual(84);
  });
});

describe('the brand', () => {
  const withWords = (headline: string, pill: string | null = null) => {
    const plan = samplePlan();
    const scenes = plan.scenes.map((scene, at) =>
      at === 0 ? { ...scene, overlay: { headline, support: null, pill, position: 'top' as const } } : scene,
    );
    return { ...plan, scenes };
  };

  test('has a new name wherever it is written, but web addresses stay', () => {
    const before = withWords('FJELL. Slow like fjell’s mornings, not Fjells', 'fjell.example or @fjell');
    const { plan, say } = accepted(before, { kind: 'brand', name: 'Nord & $1', color: null });
    expect(plan.brandName).toBe('Nord & $1');
    expect(plan.scenes[0]?.overlay).toMatchObject({
      headline: 'Nord & $1. Slow like Nord & $1’s mornings, not Fjells',
      pill: 'fjell.example or @fjell',
    });
    expect(say).toBe('the brand is now called “Nord & $1”, also in the words of scene 1');
    expect(refused(plan, { kind: 'brand', name: 'Nord & $1', color: null })).toContain('already called');
  });

  test('named with signs is found as written', () => {
    const plan = { ...withWords('C++ (new) for all'), brandName: 'C++ (new)' };
    expect(accepted(plan, { kind: 'brand', name: 'Rust', color: null }).plan.scenes[0]?.overlay?.headline).toBe(
      'Rust for all',
    );
  });

  test('with a name too long for the words is refused', () => {
    const reason = refused(withWords(`Fjell ${'x'.repeat(70)}`), {
      kind: 'brand',
      name: 'A much longer name',
      color: null,
    });
    expect(reason).toContain('too long for the words of scene 1');
  });

  test('with another colour has another set, as light as before', () => {
    const before = samplePlan();
    const { plan, say } = accepted(before, { kind: 'brand', name: null, color: '#c2185b' });
    expect(say).toBe('the brand colour is now #c2185b');
    const [old, now] = [before.style.palette, plan.style.palette];
    expect([now.brand, now.tone]).toEqual(['#c2185b', old.tone]);
    for (const name of ['wall', 'floor'] as const) {
      expect(oklchOf(now[name]).l).toBeCloseTo(oklchOf(old[name]).l, 1);
      expect(Math.abs(oklchOf(now[name]).h - oklchOf('#c2185b').h)).toBeLessThan(12);
    }
    expect(refused(plan, { kind: 'brand', name: null, color: '#c2185b' })).toBe('The brand is already #c2185b.');
    expect(refused(plan, { kind: 'brand', name: null, color: null })).toContain('Say what the brand is called');
  });
});
