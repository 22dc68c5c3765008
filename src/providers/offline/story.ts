/** The story: which scenes an ad of this length has, how long each is, how the product stands in it and what is behind it. */

import type { Cutout } from '../../ad/cutout.ts';
import { splitFrames } from '../../ad/frames.ts';
import type { Background, Mood, Overlay, Palette, ProductUsage, SceneRole, Transition } from '../../ad/plan.ts';
import { LOOK_FAMILIES, promptForLook } from '../../ad/sets.ts';
import { createRandom } from './random.ts';
import { framesToRead, MIN_SCENE_FRAMES } from './reading-time.ts';

/** The last scene carries the call to action and is read longest; the hook is quickest. */
const WEIGHTS: Readonly<Record<SceneRole, number>> = {
  hook: 0.8,
  product: 1,
  benefit: 1.05,
  proof: 1,
  feeling: 1,
  'call-to-action': 1.3,
};

export function rolesFor(durationSeconds: number, hasProof: boolean): readonly SceneRole[] {
  if (durationSeconds < 11) return ['hook', 'benefit', 'call-to-action'];
  if (durationSeconds <= 35) return ['hook', 'product', 'benefit', 'call-to-action'];
  return ['hook', 'product', 'benefit', hasProof ? 'proof' : 'feeling', 'call-to-action'];
}

/** Whole frames that sum to exactly the film: time to read each scene first, what is left by the scene's weight. */
export function framesFor(
  roles: readonly SceneRole[],
  overlays: readonly (Overlay | null)[],
  totalFrames: number,
): readonly number[] {
  const reading = overlays.map(framesToRead);
  const extra = reading.reduce((sum, frames) => sum + frames - MIN_SCENE_FRAMES, 0);
  const spare = totalFrames - roles.length * MIN_SCENE_FRAMES;
  // When even the headlines are too much for the film, all scenes are short by the same proportion.
  const share = extra > spare ? spare / extra : 1;
  const left = spare - extra * share;
  const allWeights = roles.reduce((sum, role) => sum + WEIGHTS[role], 0);
  const ideal = roles.map(
    (role, index) =>
      MIN_SCENE_FRAMES +
      ((reading[index] ?? MIN_SCENE_FRAMES) - MIN_SCENE_FRAMES) * share +
      (left * WEIGHTS[role]) / allWeights,
  );
  return splitFrames(totalFrames, ideal);
}

type Staging = Pick<ProductUsage, 'usage' | 'position' | 'motion'> & { readonly scale?: number };

const OPENINGS: readonly Staging[] = [
  { usage: 'hero', position: 'center', motion: 'push' },
  { usage: 'aside', position: 'right', motion: 'drift', scale: 1.1 },
  { usage: 'hero', position: 'right', motion: 'push' },
];
const MIDDLES: readonly (readonly Staging[])[] = [
  [
    { usage: 'hero', position: 'right', motion: 'drift' },
    { usage: 'close-up', position: 'left', motion: 'pull' },
    { usage: 'aside', position: 'left', motion: 'drift', scale: 1.15 },
  ],
  [
    { usage: 'close-up', position: 'center', motion: 'drift' },
    { usage: 'hero', position: 'left', motion: 'push' },
    { usage: 'hero', position: 'center', motion: 'pull' },
  ],
];
const FINALE: Staging = { usage: 'hero', position: 'center', motion: 'still' };

/** One staging per scene. What is wide or is a framed photo is always shown whole: a crop of it says nothing. */
export function stage(roles: readonly SceneRole[], cutout: Cutout, seed: number): readonly ProductUsage[] {
  const middles = MIDDLES[seed % MIDDLES.length] ?? [];
  return roles.map((_, index) => {
    const last = index === roles.length - 1;
    const chosen = last
      ? FINALE
      : index === 0
        ? OPENINGS[seed % OPENINGS.length]
        : middles[(index - 1) % middles.length];
    const { usage, position, motion, scale = 1 } = chosen ?? FINALE;
    return mustBeWhole(cutout) ? { usage: 'hero', position, motion, scale: 1 } : { usage, position, motion, scale };
  });
}

function mustBeWhole({ kind, width, height }: Cutout): boolean {
  return kind === 'card' || width > 1.6 * height;
}

/** One background per scene, no look twice in a row, at least three different ones. */
export function backgroundsFor(
  roles: readonly SceneRole[],
  style: { readonly tone: Palette['tone']; readonly mood: Mood },
  seed: number,
): readonly Background[] {
  const family = LOOK_FAMILIES[style.tone][style.mood];
  const random = createRandom(seed);
  const seeds = new Set<number>();
  while (seeds.size < roles.length) seeds.add(random());
  return [...seeds].map((own, index) => {
    const look = family[index % family.length] ?? 'studio';
    return { prompt: promptForLook(look), look, seed: own, warmth: 0, brightness: 0 };
  });
}

/** Fades carry an ad; a lively one may slide once, in its middle. */
export function transitionsFor(roles: readonly SceneRole[], mood: Mood): readonly Transition[] {
  const lively: Transition = mood === 'bold' || mood === 'tech' ? 'wipe' : 'slide';
  const livens = mood === 'upbeat' || mood === 'playful' || mood === 'bold' || mood === 'tech';
  return roles.map((_, index) => (livens && index === 1 && roles.length > 3 ? lively : 'fade'));
}
