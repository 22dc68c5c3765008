/** The call to action of a film: it stands in the last scene that has one, else in the last scene. Pure. */
import type { Plan, Scene } from '../../../src/ad/plan.ts';
import type { Draft } from './editor-draft.ts';
import type { Slot } from './editor-outline.ts';
import { valuesOf } from './editor-values.ts';

type Call = { readonly scene: Scene /** 1 is the first scene. */; readonly number: number; readonly text: string };

/** Null: all scenes are yet to be added. */
export function callOf(plan: Plan, slots: readonly Slot[], draft: Draft): Call | null {
  const scenes = slots.flatMap(({ key }) => plan.scenes.find(({ id }) => id === key) ?? []);
  const scene = scenes.findLast(({ overlay }) => overlay !== null && overlay.pill !== null) ?? scenes.at(-1);
  if (!scene) return null;
  const { pill } = { ...valuesOf(scene, plan), ...draft.scenes[scene.id] };
  return { scene, number: slots.findIndex(({ key }) => key === scene.id) + 1, text: pill };
}
