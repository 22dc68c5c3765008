/** Shares the frames of a film among scenes, so that each stays long enough for the transitions at both its ends. */
import { splitFrames, TRANSITION_FRAMES } from '../frames.ts';

/** The shortest scene: a transition in, a transition out. */
export const MIN_SCENE_FRAMES = 2 * TRANSITION_FRAMES;

/**
 * Whole frames in proportion to `weights`, summing to exactly `total`, none under the shortest scene. A scene that would
 * be shorter gets that, and the others share the rest. `total` must be at least that much for each.
 */
export function shareFrames(total: number, weights: readonly number[]): readonly number[] {
  const shortest = new Set<number>();
  for (;;) {
    const open = weights.flatMap((weight, index) => (shortest.has(index) ? [] : [{ index, weight }]));
    const split = splitFrames(
      total - shortest.size * MIN_SCENE_FRAMES,
      open.map(({ weight }) => weight),
    );
    const frames = new Map(open.map(({ index }, at) => [index, split[at] ?? 0]));
    const tooShort = [...frames].filter(([, own]) => own < MIN_SCENE_FRAMES);
    if (tooShort.length === 0) return weights.map((_, index) => frames.get(index) ?? MIN_SCENE_FRAMES);
    for (const [index] of tooShort) shortest.add(index);
  }
}
