/** What is filled in for an ad and not yet applied: only what was touched, so that the rest follows the ad. Pure. */
import type { Plan } from '../../../src/ad/plan.ts';
import type { FilmValues, NewScene, SceneValues } from './editor-values.ts';

export type Draft = {
  /** By the scene's id, or the name of one that is to be added. */
  readonly scenes: Readonly<Record<string, Partial<SceneValues>>>;
  readonly film: Partial<FilmValues>;
  readonly added: Readonly<Record<string, NewScene>>;
  readonly removed: readonly string[];
  /** Wanted order; null: nobody has moved anything. */
  readonly order: readonly string[] | null;
  /** Lengths in the order in which they were set: each one rescales the others. */
  readonly lengths: readonly { readonly key: string; readonly seconds: number }[];
};

export const NO_DRAFT: Draft = { scenes: {}, film: {}, added: {}, removed: [], order: null, lengths: [] };

/** The scenes as they are wanted, by id or by the name of one to be added. What another hand has added stands where it was put. */
export function orderOf({ scenes }: Pick<Plan, 'scenes'>, draft: Draft): readonly string[] {
  const there = scenes.map(({ id }) => id).filter((id) => !draft.removed.includes(id));
  const known = (draft.order ?? []).filter((key) => there.includes(key) || key in draft.added);
  const order = [...known];
  for (const [at, id] of there.entries()) {
    if (order.includes(id)) continue;
    const before = there[at - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  }
  const missing = Object.keys(draft.added).filter((key) => !order.includes(key));
  return [...order, ...missing];
}

export function withScene(draft: Draft, key: string, change: Partial<SceneValues>): Draft {
  return { ...draft, scenes: { ...draft.scenes, [key]: { ...draft.scenes[key], ...change } } };
}

export function withFilm(draft: Draft, change: Partial<FilmValues>): Draft {
  return { ...draft, film: { ...draft.film, ...change } };
}

export function withNew(draft: Draft, key: string, change: Partial<NewScene>): Draft {
  const scene = draft.added[key];
  return scene ? { ...draft, added: { ...draft.added, [key]: { ...scene, ...change } } } : draft;
}

export function withMove(draft: Draft, order: readonly string[], from: number, to: number): Draft {
  const key = order[from];
  if (key === undefined || to < 0 || to >= order.length) return draft;
  const others = order.filter((one) => one !== key);
  return { ...draft, order: [...others.slice(0, to), key, ...others.slice(to)] };
}

/** After `after`; the length of a film is set again by who wants it otherwise. */
export function withAdded(draft: Draft, order: readonly string[], key: string, after: number): Draft {
  const scene: NewScene = { role: 'benefit', headline: '', look: null, description: '' };
  return {
    ...draft,
    added: { ...draft.added, [key]: scene },
    order: [...order.slice(0, after + 1), key, ...order.slice(after + 1)],
  };
}

export function withoutScene(draft: Draft, order: readonly string[], key: string): Draft {
  const isNew = key in draft.added;
  return {
    ...draft,
    added: without(draft.added, key),
    scenes: without(draft.scenes, key),
    removed: isNew ? draft.removed : [...draft.removed, key],
    order: order.filter((one) => one !== key),
    lengths: draft.lengths.filter((one) => one.key !== key),
  };
}

/** Set again at once, only the last counts: the others had not moved by anybody's wish. */
export function withLength(draft: Draft, key: string, seconds: number): Draft {
  const before = draft.lengths.at(-1)?.key === key ? draft.lengths.slice(0, -1) : draft.lengths;
  return { ...draft, lengths: [...before, { key, seconds }].slice(-MOST_LENGTHS) };
}

/** An order of fifty edits is the most that the server takes. */
const MOST_LENGTHS = 12;

/** What stays true once it is done: without what happens once. */
export function lastingOf({ scenes, film }: Draft): Draft {
  const stays = Object.entries(scenes).map(([key, { isReseeded: _, isAgain: __, ...rest }]) => [key, rest] as const);
  const { isOtherPiece: _, ...rest } = film;
  return { ...NO_DRAFT, scenes: Object.fromEntries(stays), film: rest };
}

export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));
}
