import { describe, expect, it } from 'vitest';
import { ASPECTS } from '../../src/ad/aspect.ts';
import { Plan } from '../../src/ad/plan.ts';
import { type Graph, type GraphInputs, graphOf } from '../../src/pipeline/graph.ts';
import { samplePlan } from '../fixtures/plan.ts';

const inputs = (plan: Plan, change: Partial<GraphInputs> = {}): GraphInputs => ({
  projectId: 'p1',
  version: 1,
  plan: Plan.parse(plan),
  productKey: 'projects/p1/product/abc',
  makers: { renderer: 'renderer-1', clips: null, music: 'music-1' },
  scale: 1,
  ...change,
});

const pieceKeys = (graph: Graph) => ASPECTS.flatMap((aspect) => graph.films[aspect].pieces);
const changedPieces = (before: Graph, after: Graph) =>
  pieceKeys(after).filter((key) => !pieceKeys(before).includes(key));

const withScene = (plan: Plan, id: string, change: Partial<Plan['scenes'][number]>): Plan => ({
  ...plan,
  scenes: plan.scenes.map((scene) => (scene.id === id ? { ...scene, ...change } : scene)),
});

describe('the shot graph', () => {
  const plan = samplePlan();
  const graph = graphOf(inputs(plan));

  it('covers each frame of the film once', () => {
    const frames = graph.scenes.map(({ scene, leadFrames, tailFrames }) => ({ scene, leadFrames, tailFrames }));
    const bodies = frames.reduce((sum, { scene, tailFrames }) => sum + scene.frames - tailFrames, 0);
    const transitions = frames.reduce((sum, { tailFrames }) => sum + tailFrames, 0);
    expect(bodies + transitions).toBe(plan.totalFrames);
  });

  it('names the same artefacts for the same plan, in another version, too', () => {
    expect(pieceKeys(graphOf(inputs(samplePlan(), { version: 2 })))).toEqual(pieceKeys(graph));
    expect(graphOf(inputs(samplePlan(), { version: 2 })).films['1:1'].key).not.toBe(graph.films['1:1'].key);
  });

  it('makes only a scene and the transition after it again when its words change', () => {
    const words = { headline: 'New words', support: null, pill: null, position: 'top' } as const;
    const changed = changedPieces(graph, graphOf(inputs(withScene(plan, 's2', { overlay: words }))));
    expect(changed).toHaveLength(2 * ASPECTS.length);
    expect(changed.every((key) => key.includes('scene_2_'))).toBe(true);
  });

  it('keeps every background when words or music change', () => {
    const changed = graphOf(inputs({ ...withScene(plan, 's1', { overlay: null }), music: null }));
    expect(changed.scenes.map((node) => node.backgroundKey)).toEqual(graph.scenes.map((node) => node.backgroundKey));
    expect(changed.music).toBeNull();
  });

  it.each([null, 'hosted-1'])(
    'makes the background of a scene again, and what shows it, when it is warmer (clips: %s)',
    (clips) => {
      const makers = { renderer: 'renderer-1', clips, music: 'music-1' };
      const background = {
        ...(plan.scenes[1]?.background ?? { prompt: '', look: 'studio', seed: 0, brightness: 0 }),
        warmth: 0.5,
      };
      const [before, after] = [plan, withScene(plan, 's2', { background })].map((one) =>
        graphOf(inputs(one, { makers })),
      );
      if (!before || !after) throw new Error('no graphs');
      const keys = (graph: Graph) => graph.scenes.map(({ backgroundKey }) => backgroundKey);
      expect(keys(after).filter((key) => !keys(before).includes(key))).toEqual([expect.stringContaining('scene_2_')]);
      const changed = changedPieces(before, after);
      expect(changed).toHaveLength(3 * ASPECTS.length);
      expect(changed.every((key) => /scene_2_|_to_2_/.test(key))).toBe(true);
    },
  );

  it('keeps pictures and makes only the music again when the music changes', () => {
    const music = { mood: 'bold', tempoBpm: 120, seed: 2, prompt: 'loud' } as const;
    const changed = graphOf(inputs({ ...plan, music }));
    expect(pieceKeys(changed)).toEqual(pieceKeys(graph));
    expect(changed.music?.key).not.toBe(graph.music?.key);
  });

  it('makes everything again when the style or the product changes, but the music', () => {
    const style = { ...plan.style, palette: { ...plan.style.palette, wall: '#222222' } };
    for (const other of [
      graphOf(inputs({ ...plan, style })),
      graphOf(inputs(plan, { productKey: 'projects/p1/product/def' })),
    ]) {
      expect(changedPieces(graph, other)).toHaveLength(pieceKeys(graph).length);
      expect(other.music?.key).toBe(graph.music?.key);
    }
  });

  it('has no transition piece at a plain cut, and no overlap', () => {
    const cut = graphOf(inputs(withScene(plan, 's1', { transition: 'cut' })));
    expect(cut.scenes[0]?.pieces['9:16'].map((piece) => piece.piece)).toEqual(['body']);
    expect(cut.scenes[0]?.tailFrames).toBe(0);
    expect(cut.scenes[1]?.leadFrames).toBe(0);
  });

  it('tells a generated clip from the backdrop that stands in for it', () => {
    const hosted = graphOf(inputs(plan, { makers: { renderer: 'renderer-1', clips: 'wan-1', music: 'music-1' } }));
    expect(hosted.scenes.every((node) => node.backgroundKey !== node.backdropKey)).toBe(true);
    expect(graph.scenes.every((node) => node.backgroundKey === node.backdropKey)).toBe(true);
  });
});
