/** Edits of the order of scenes. A scene keeps its id, its length and how it ends. */
import type { EditOf } from '../edit.ts';
import type { Plan } from '../plan.ts';
import { done, type EditResult, refuse, type Spot } from './edit-result.ts';

export function editMove(plan: Plan, spot: Spot, { to }: EditOf<'move-scene'>): EditResult {
  const count = plan.scenes.length;
  if (to > count) return refuse(`This ad has ${count} scenes. Choose a place from 1 to ${count}.`);
  if (to === spot.index + 1) return refuse(`${spot.Name} already stands there.`);
  const others = plan.scenes.filter(({ id }) => id !== spot.scene.id);
  const scenes = [...others.slice(0, to - 1), spot.scene, ...others.slice(to - 1)];
  return done({ ...plan, scenes }, `${spot.name} is now scene ${to}`);
}

export function editSwap(plan: Plan, one: Spot, other: Spot): EditResult {
  if (one.index === other.index) return refuse(`${one.Name} cannot change places with itself. Name two scenes.`);
  const scenes = plan.scenes.map((scene, at) => {
    if (at === one.index) return other.scene;
    return at === other.index ? one.scene : scene;
  });
  const [first, second] = [one.index + 1, other.index + 1].sort((a, b) => a - b);
  return done({ ...plan, scenes }, `scenes ${first} and ${second} have changed places`);
}
