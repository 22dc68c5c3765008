/** Edits of how many scenes there are: one more, one less. The film keeps its length. */
import type { EditOf } from '../edit.ts';
import type { Look, Plan, ProductUsage, Scene, SceneRole } from '../plan.ts';
import { LOOK_FAMILIES, promptForLook } from '../sets.ts';
import { done, type EditResult, refuse, type Spot } from './edit-result.ts';
import { lookFromWords } from './look-from-words.ts';
import { newSeed } from './new-seed.ts';
import { shareFrames } from './share-frames.ts';
import { usualPosition } from './words.ts';

const [FEWEST, MOST] = [3, 5];

const STAGINGS: Readonly<Record<SceneRole, ProductUsage>> = {
  hook: { usage: 'hero', scale: 1, position: 'center', motion: 'push' },
  product: { usage: 'hero', scale: 1, position: 'right', motion: 'drift' },
  benefit: { usage: 'close-up', scale: 1, position: 'left', motion: 'pull' },
  proof: { usage: 'hero', scale: 1, position: 'left', motion: 'push' },
  feeling: { usage: 'aside', scale: 1.15, position: 'right', motion: 'drift' },
  'call-to-action': { usage: 'hero', scale: 1, position: 'center', motion: 'still' },
};

export function editAdd(plan: Plan, edit: EditOf<'add-scene'>): EditResult {
  const count = plan.scenes.length;
  if (count >= MOST) {
    return refuse(`An ad has ${FEWEST} to ${MOST} scenes, so this one cannot take another. Remove a scene first.`);
  }
  if (edit.to > count + 1) return refuse(`This ad has ${count} scenes. A new one can be scene 1 to ${count + 1}.`);
  const at = edit.to - 1;
  // The newcomer's share is that of an average scene.
  const scenes = [
    ...plan.scenes.slice(0, at),
    newScene(plan, edit, plan.totalFrames / count),
    ...plan.scenes.slice(at),
  ];
  const words = edit.headline === null ? '' : ` and says “${edit.headline}”`;
  return done(
    fitted(plan, scenes),
    `there is a new scene ${edit.to}; it has a ${scenes[at]?.background.look} set${words}`,
  );
}

export function editRemove(plan: Plan, spot: Spot): EditResult {
  if (plan.scenes.length <= FEWEST) {
    return refuse(`An ad has ${FEWEST} to ${MOST} scenes, so this one cannot lose another.`);
  }
  const scenes = plan.scenes.filter(({ id }) => id !== spot.scene.id);
  return done(fitted(plan, scenes), `${spot.name} is gone; the others share its time`);
}

function fitted(plan: Plan, scenes: readonly Scene[]): Plan {
  const frames = shareFrames(
    plan.totalFrames,
    scenes.map((scene) => scene.frames),
  );
  return { ...plan, scenes: scenes.map((scene, at) => ({ ...scene, frames: frames[at] ?? scene.frames })) };
}

function newScene(plan: Plan, edit: EditOf<'add-scene'>, weight: number): Scene {
  const { role, headline, description } = edit;
  const look = edit.look ?? (description === null ? null : lookFromWords(description)) ?? freshLook(plan, edit.to - 1);
  const prompt = description ?? promptForLook(look);
  return {
    id: newId(plan),
    role,
    frames: weight,
    background: { prompt, look, seed: newSeed(plan, edit, null), warmth: 0, brightness: 0 },
    product: stagingFor(plan, role),
    overlay: headline === null ? null : { headline, support: null, pill: null, position: usualPosition(plan) },
    transition: 'fade',
  };
}

/** One above the highest, so that a scene is not taken for one that was removed; the lowest free one when digits run out. */
function newId(plan: Plan): string {
  const used = plan.scenes.map(({ id }) => Number(id.slice(1)));
  const next = Math.max(...used) + 1;
  if (next <= 9999) return `s${next}`;
  return `s${[1, 2, 3, 4, 5, 6].find((candidate) => !used.includes(candidate))}`;
}

/** A look of the ad's family that no scene has yet; where all are taken, one that the neighbours do not have. */
function freshLook(plan: Plan, at: number): Look {
  const family = LOOK_FAMILIES[plan.style.palette.tone][plan.style.mood];
  const used = plan.scenes.map(({ background }) => background.look);
  const beside = [used[at - 1], used[at]];
  const free = family.find((look) => !used.includes(look)) ?? family.find((look) => !beside.includes(look));
  return free ?? 'studio';
}

/** The plan does not know the product's shape: where every scene shows it whole, a crop of it may say nothing. */
function stagingFor(plan: Plan, role: SceneRole): ProductUsage {
  const staging = STAGINGS[role];
  const mayCrop = plan.scenes.some(({ product }) => product.usage === 'close-up' || product.usage === 'aside');
  return mayCrop ? staging : { ...staging, usage: 'hero', scale: 1 };
}
