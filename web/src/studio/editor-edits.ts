/** Everything that is filled in for an ad, as the list of typed edits that the server applies in that order. Pure. */
import type { Edit } from '../../../src/ad/edit.ts';
import type { Plan } from '../../../src/ad/plan.ts';
import { type Draft, lastingOf } from './editor-draft.ts';
import { type FilmEdit, filmEdits } from './editor-film-edits.ts';
import { outlineOf, type Slot } from './editor-outline.ts';
import { backgroundEdits, lineEdits, passageEdits, positionEdits, productEdits } from './editor-scene-edits.ts';
import type { Basis, Kept } from './editor-storage.ts';
import { type SceneValues, valuesOf } from './editor-values.ts';

export type Part = 'scenes' | 'time' | 'words' | 'background' | 'product' | 'passage' | FilmEdit['part'];

/** An edit, and where on the page it comes from. */
export type Place = {
  readonly edit: Edit;
  readonly part: Part;
  /** The scene's id, or the name of one that is to be added; null: the whole film. */
  readonly key: string | null;
};

export type Wanted = { readonly places: readonly Place[]; readonly slots: readonly Slot[] };

/**
 * What shows the product comes before all that could take it away, so that it is never in no scene at all. New words come
 * before words are moved or taken away: where they come to stand depends on the others.
 */
export function wantedOf(plan: Plan, draft: Draft): Wanted {
  const { slots, edits } = outlineOf(plan, draft);
  const scenes = scenesIn(plan, draft, slots);
  const product = scenes.flatMap(({ scene, values }) => inPart('product', scene.id, productEdits(scene, values)));
  const words = scenes.map(({ scene, values }) => ({ scene, lines: lineEdits(scene, values) }));
  const wordsWhere = (hasWords: boolean) =>
    words
      .filter(({ scene }) => (scene.overlay !== null) === hasWords)
      .flatMap(({ scene, lines }) => inPart('words', scene.id, lines));
  const places = [
    ...product.filter((place) => !hides(place)),
    ...wordsWhere(false),
    ...edits,
    ...wordsWhere(true),
    ...scenes.flatMap(({ scene, values, before, isLast }) => [
      ...inPart('words', scene.id, positionEdits(scene, values, before.position)),
      ...inPart('background', scene.id, backgroundEdits(scene, values)),
      ...inPart('passage', scene.id, passageEdits(scene, values, isLast)),
    ]),
    ...product.filter(hides),
    ...filmEdits(plan, draft.film).map((one) => ({ ...one, key: null })),
  ];
  return { places, slots };
}

function inPart(part: Part, key: string, edits: readonly Edit[]): readonly Place[] {
  return edits.map((edit) => ({ edit, part, key }));
}

function hides({ edit }: Place): boolean {
  return edit.kind === 'product' && edit.usage === 'absent';
}

/** In the wanted order, without those that are to be added or to go. */
function scenesIn(plan: Plan, draft: Draft, slots: readonly Slot[]) {
  return slots.flatMap(({ key }, at) => {
    const scene = plan.scenes.find(({ id }) => id === key);
    if (!scene) return [];
    const before = valuesOf(scene, plan);
    const values: SceneValues = { ...before, ...draft.scenes[key] };
    return [{ scene, values, before, isLast: at === slots.length - 1 }];
  });
}

/**
 * Whether the ad is by now as it was wanted: an answer can be lost although all was done. `slots`: what the scenes were
 * to be.
 */
export function isApplied(plan: Plan, draft: Draft, slots: readonly Slot[]): boolean {
  const name = (scenes: readonly { readonly id: string; readonly frames: number }[]) =>
    scenes.map(({ id, frames }) => `${id} ${frames}`).join();
  return name(plan.scenes) === name(slots) && wantedOf(plan, lastingOf(draft)).places.length === 0;
}

/** Whether it was done although the answer was lost. */
export function isDone({ draft, basis, sent }: Kept, { version, plan }: Basis): boolean {
  return sent !== null && basis !== null && basis.version !== version && isApplied(plan, draft, sent);
}
