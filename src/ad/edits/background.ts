/** Edit of what is behind the product: another picture, another light, or the same drawn anew. */
import type { EditOf } from '../edit.ts';
import type { Background, Plan } from '../plan.ts';
import { promptForLook } from '../sets.ts';
import { done, type EditResult, listed, refuse, type Spot, withScene } from './edit-result.ts';
import { lookFromWords } from './look-from-words.ts';
import { newSeed } from './new-seed.ts';

export function editBackground(plan: Plan, spot: Spot, edit: EditOf<'background'>): EditResult {
  const before = spot.scene.background;
  const look = edit.look ?? (edit.description === null ? null : lookFromWords(edit.description)) ?? before.look;
  // A look chosen by name brings its own words, so that a hosted model does not go on showing the old place.
  const prompt = edit.description ?? (look === before.look ? before.prompt : promptForLook(look));
  const isOther = look !== before.look || prompt !== before.prompt;
  // Warmer or darker is the same set in other light: only another set gets another seed.
  const seed = isOther || edit.reseed ? newSeed(plan, edit, before.seed) : before.seed;
  const light = {
    warmth: lightOf(edit.warmth, before.warmth),
    brightness: lightOf(edit.brightness, before.brightness),
  };
  const { drawn, ...shown } = before;
  // What was drawn to save money is about that picture; another one is wanted as it can be had.
  const choice = drawn && seed === before.seed ? { drawn } : {};
  const background = { ...shown, prompt, look, seed, ...light, ...choice };
  const changes = [...(isOther ? [newPlace(edit, background)] : []), ...lightChanges(before, background)];
  if (changes.length === 0 && !edit.reseed) return refuse(`The background of ${spot.name} is already like that.`);
  const changed = changes.length === 0 ? 'drawn anew' : listed(changes);
  return done(withScene(plan, spot, { background }), `the background of ${spot.name} is now ${changed}`);
}

/** Adding zero turns −0, which JSON does not keep, into 0. */
function lightOf(wanted: number | null, before: number): number {
  return (wanted ?? before) + 0;
}

function newPlace({ description }: EditOf<'background'>, { look }: Background): string {
  return description === null ? `a ${look} set` : `“${description}”`;
}

function lightChanges(before: Background, after: Background): string[] {
  const step = (from: number, to: number, [less, more]: readonly [string, string]) =>
    to === from ? [] : [to > from ? more : less];
  return [
    ...step(before.warmth, after.warmth, ['colder', 'warmer']),
    ...step(before.brightness, after.brightness, ['darker', 'brighter']),
  ];
}
