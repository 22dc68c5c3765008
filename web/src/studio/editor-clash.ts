/** What somebody else changed in an ad while one was changing the same. Pure. */
import type { Plan, Scene } from '../../../src/ad/plan.ts';
import { type Draft, without } from './editor-draft.ts';
import { filmOf, valuesOf } from './editor-values.ts';
import { FILM_NAMES, SCENE_NAMES, secondsShown, shown } from './editor-words.ts';

export type Clash = {
  /** `Scene 2, headline`. */
  readonly what: string;
  readonly theirs: string;
  readonly yours: string;
  /** The draft with what is there now. */
  readonly giveWay: (draft: Draft) => Draft;
};

/** `before`: the plan that the draft was begun on. Empty: nothing of the one touches the other. */
export function clashesOf(before: Plan, now: Plan, draft: Draft): readonly Clash[] {
  return [
    ...Object.keys(draft.scenes).flatMap((id) => sceneClashes(before, now, draft, id)),
    ...filmClashes(before, now, draft),
    ...removalClashes(before, now, draft),
    ...orderClash(before, now, draft),
    ...lengthClash(before, now, draft),
  ];
}

function sceneClashes(before: Plan, now: Plan, draft: Draft, id: string): readonly Clash[] {
  const [old, there] = [sceneOf(before, id), sceneOf(now, id)];
  const touched = draft.scenes[id] ?? {};
  if (!old) return [];
  const place = before.scenes.indexOf(old) + 1;
  const giveUp = (one: Draft): Draft => ({ ...one, scenes: without(one.scenes, id) });
  if (!there) return [{ what: `Scene ${place}`, theirs: 'Removed', yours: 'Changed', giveWay: giveUp }];
  const name = `Scene ${now.scenes.indexOf(there) + 1}`;
  return differing(valuesOf(old, before), valuesOf(there, now), touched).map(({ field, theirs, yours }) => ({
    what: `${name}, ${SCENE_NAMES[field]}`,
    ...{ theirs, yours },
    giveWay: (one) => ({ ...one, scenes: { ...one.scenes, [id]: omit(one.scenes[id] ?? {}, field) } }),
  }));
}

function filmClashes(before: Plan, now: Plan, draft: Draft): readonly Clash[] {
  return differing(filmOf(before), filmOf(now), draft.film).map(({ field, theirs, yours }) => ({
    what: FILM_NAMES[field],
    ...{ theirs, yours },
    giveWay: (one) => ({ ...one, film: omit(one.film, field) }),
  }));
}

function omit<Values extends object>(touched: Partial<Values>, field: keyof Values): Partial<Values> {
  const { [field]: _, ...rest } = touched;
  // Whatever is left of a part of the values is a part of them.
  return rest as Partial<Values>;
}

/** Fields that both have changed, each to something else. */
function differing<Values extends object>(old: Values, there: Values, touched: Partial<Values>) {
  // The keys of a draft are those of the values it changes.
  const fields = Object.keys(touched) as (keyof Values & string)[];
  return fields
    .filter((field) => there[field] !== old[field] && there[field] !== touched[field])
    .map((field) => ({ field, theirs: shown(field, there[field]), yours: shown(field, touched[field]) }));
}

function removalClashes(before: Plan, now: Plan, draft: Draft): readonly Clash[] {
  return draft.removed.flatMap((id) => {
    const [old, there] = [sceneOf(before, id), sceneOf(now, id)];
    if (!there || JSON.stringify(old) === JSON.stringify(there)) return [];
    const giveWay = (one: Draft): Draft => ({ ...one, removed: one.removed.filter((other) => other !== id) });
    return [{ what: `Scene ${now.scenes.indexOf(there) + 1}`, theirs: 'Changed', yours: 'Removed', giveWay }];
  });
}

function orderClash(before: Plan, now: Plan, { order }: Draft): readonly Clash[] {
  const [old, there] = [idsOf(before), idsOf(now)];
  if (order === null || old.join() === there.join() || order.join() === there.join()) return [];
  const numbers = (ids: readonly string[]) => ids.map((id) => old.indexOf(id) + 1 || 'new').join(', ');
  const giveWay = (one: Draft): Draft => ({ ...one, order: null });
  return [{ what: 'Order of the scenes', theirs: numbers(there), yours: numbers(order), giveWay }];
}

function lengthClash(before: Plan, now: Plan, { lengths }: Draft): readonly Clash[] {
  const seconds = (plan: Plan) => `${secondsShown(plan.scenes.map(({ frames }) => frames)).join(', ')} s`;
  const isSame = framesIn(before) === framesIn(now);
  if (lengths.length === 0 || isSame || idsOf(before).join() !== idsOf(now).join()) return [];
  const yours = lengths.map(({ key, seconds: wanted }) => `scene ${idsOf(before).indexOf(key) + 1}: ${wanted} s`);
  const giveWay = (one: Draft): Draft => ({ ...one, lengths: [] });
  return [{ what: 'Lengths of the scenes', theirs: seconds(now), yours: yours.join(', '), giveWay }];
}

function framesIn(plan: Plan): string {
  return plan.scenes.map(({ id, frames }) => `${id} ${frames}`).join();
}

function idsOf({ scenes }: Plan): readonly string[] {
  return scenes.map(({ id }) => id);
}

function sceneOf({ scenes }: Plan, id: string): Scene | undefined {
  return scenes.find((scene) => scene.id === id);
}
