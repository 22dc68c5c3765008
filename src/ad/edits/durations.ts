/** Edits of time: how long one scene is, how long the film is. The scenes always add up to the film. */
import type { EditOf } from '../edit.ts';
import { framesOf, secondsOf } from '../frames.ts';
import type { Plan } from '../plan.ts';
import { done, type EditResult, refuse, type Spot } from './edit-result.ts';
import { MIN_SCENE_FRAMES, shareFrames } from './share-frames.ts';

export function editSceneDuration(plan: Plan, spot: Spot, { seconds }: EditOf<'scene-duration'>): EditResult {
  const frames = framesOf(seconds);
  const others = plan.scenes.filter(({ id }) => id !== spot.scene.id);
  const largest = plan.totalFrames - others.length * MIN_SCENE_FRAMES;
  if (frames === spot.scene.frames) return refuse(`${spot.Name} is already ${spoken(frames)} long.`);
  if (frames > largest) {
    return refuse(
      `${spot.Name} can be at most ${spoken(largest)} long in a film of ${spoken(plan.totalFrames)}, because the other scenes need their time. Ask for less, or make the whole ad longer first.`,
    );
  }
  const left = shareFrames(
    plan.totalFrames - frames,
    others.map((scene) => scene.frames),
  );
  return done(
    withFrames(plan, [...left.slice(0, spot.index), frames, ...left.slice(spot.index)]),
    `${spot.name} is now ${spoken(frames)} long`,
  );
}

export function editTotalDuration(plan: Plan, { seconds }: EditOf<'total-duration'>): EditResult {
  const totalFrames = framesOf(seconds);
  if (totalFrames === plan.totalFrames) return refuse(`The ad is already ${spoken(totalFrames)} long.`);
  const frames = shareFrames(
    totalFrames,
    plan.scenes.map((scene) => scene.frames),
  );
  return done(withFrames({ ...plan, totalFrames }, frames), `the ad is now ${spoken(totalFrames)} long`);
}

function withFrames(plan: Plan, frames: readonly number[]): Plan {
  return { ...plan, scenes: plan.scenes.map((scene, at) => ({ ...scene, frames: frames[at] ?? scene.frames })) };
}

/** `1 second`, `2.5 seconds`; rounded down, so that a limit said is a limit that works. */
function spoken(frames: number): string {
  const seconds = Math.floor(secondsOf(frames) * 10 + 1e-6) / 10;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
