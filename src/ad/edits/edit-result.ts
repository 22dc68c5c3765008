/** What an edit comes to: a new plan and what changed in it, or why not; and how edits speak of scenes. */
import type { Plan, Scene } from '../plan.ts';

export type EditResult =
  /** `say`: one short phrase, `scene 2 now says “20% off”`. */
  | { readonly ok: true; readonly plan: Plan; readonly say: string }
  /** `reason`: one sentence for people: what is wrong and what would be right. */
  | { readonly ok: false; readonly reason: string };

/** A scene and where it stands. */
export type Spot = {
  readonly scene: Scene;
  readonly index: number;
  /** `scene 2`, for the middle of a sentence. */
  readonly name: string;
  /** `Scene 2`, for its beginning. */
  readonly Name: string;
};

export function done(plan: Plan, say: string): EditResult {
  return { ok: true, plan, say };
}

export function refuse(reason: string): EditResult {
  return { ok: false, reason };
}

/** Hands the scene of that id to `use`; refuses when the plan has none. */
export function onScene(plan: Plan, sceneId: string, use: (spot: Spot) => EditResult): EditResult {
  const index = plan.scenes.findIndex(({ id }) => id === sceneId);
  const scene = plan.scenes[index];
  if (!scene) return refuse(`There is no scene “${sceneId}” in this ad; it has ${plan.scenes.length} scenes.`);
  const place = index + 1;
  return use({ scene, index, name: `scene ${place}`, Name: `Scene ${place}` });
}

/** The same plan with one scene changed. */
export function withScene(plan: Plan, { index }: Spot, change: Partial<Scene>): Plan {
  return { ...plan, scenes: plan.scenes.map((scene, at) => (at === index ? { ...scene, ...change } : scene)) };
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
