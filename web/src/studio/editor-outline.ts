/** Which scenes a film is to have, in which order and how long, as the server will make them; and the edits for it. Pure. */
import type { Edit } from '../../../src/ad/edit.ts';
import { MIN_SCENE_FRAMES, shareFrames } from '../../../src/ad/edits/share-frames.ts';
import { framesOf, secondsOf } from '../../../src/ad/frames.ts';
import type { Plan } from '../../../src/ad/plan.ts';
import { type Draft, orderOf } from './editor-draft.ts';
import { movesBetween } from './editor-moves.ts';
import type { NewScene } from './editor-values.ts';

export const [FEWEST, MOST] = [3, 5];

export type Slot = {
  /** The scene's id, or the name of one that is to be added. */
  readonly key: string;
  /** What it is called in the plan, also once it is added. */
  readonly id: string;
  readonly frames: number;
};

export type Outline = { readonly slots: readonly Slot[]; readonly edits: readonly OutlineEdit[] };
export type OutlineEdit = { readonly edit: Edit; readonly key: string | null; readonly part: 'scenes' | 'time' };

/** The parts are done in this order: the order of the scenes, which there are, the length of the film, the length of each. */
export function outlineOf(plan: Plan, draft: Draft): Outline {
  const start = { slots: plan.scenes.map(({ id, frames }) => ({ key: id, id, frames })), edits: [] };
  const order = orderOf(plan, draft);
  return [moved, listed, stretched, paced].reduce<Outline>(
    (outline, step) => step(outline, { plan, draft, order }),
    start,
  );
}

type Wish = { readonly plan: Plan; readonly draft: Draft; readonly order: readonly string[] };

/** A film of three scenes gains one before it loses one, a film of five the other way round. */
function listed(outline: Outline, { draft, order }: Wish): Outline {
  let { slots, edits } = outline;
  const leaving = slots.filter(({ key }) => !order.includes(key));
  const coming = order.filter((key) => key in draft.added);
  while (leaving.length > 0 || coming.length > 0) {
    const next = slots.length < MOST ? coming.shift() : undefined;
    const scene = next === undefined ? undefined : draft.added[next];
    if (next !== undefined && scene) ({ slots, edits } = added({ slots, edits }, { key: next, scene, order }));
    else {
      const gone = leaving.shift();
      if (gone === undefined) break;
      ({ slots, edits } = removed({ slots, edits }, gone));
    }
  }
  return { slots, edits };
}

type Newcomer = { readonly key: string; readonly scene: NewScene; readonly order: readonly string[] };

function added({ slots, edits }: Outline, { key, scene, order }: Newcomer): Outline {
  const before = order.slice(0, order.indexOf(key)).findLast((one) => slots.some((slot) => slot.key === one));
  const at = before === undefined ? 0 : slots.findIndex((slot) => slot.key === before) + 1;
  const total = totalOf(slots);
  const newcomer: Slot = { key, id: newId(slots), frames: total / slots.length };
  const edit: Edit = {
    kind: 'add-scene',
    to: at + 1,
    role: scene.role,
    headline: scene.headline.trim() || null,
    description: scene.description.trim() || null,
    look: scene.look,
  };
  const next = [...slots.slice(0, at), newcomer, ...slots.slice(at)];
  return { slots: shared(next, total), edits: [...edits, { edit, key, part: 'scenes' }] };
}

/** As src/ad/edits/scene-list.ts names a newcomer. */
function newId(slots: readonly Slot[]): string {
  const used = slots.map(({ id }) => Number(id.slice(1)));
  const next = Math.max(...used) + 1;
  return `s${next <= 9999 ? next : [1, 2, 3, 4, 5, 6].find((free) => !used.includes(free))}`;
}

function removed({ slots, edits }: Outline, { key, id }: Slot): Outline {
  const rest = slots.filter((slot) => slot.key !== key);
  const edit: Edit = { kind: 'remove-scene', sceneId: id };
  return { slots: shared(rest, totalOf(slots)), edits: [...edits, { edit, key: null, part: 'scenes' }] };
}

/** Before any is added, so that a newcomer comes to stand where it belongs at once. One that will go stays beside its neighbour. */
function moved({ slots, edits }: Outline, { order }: Wish): Outline {
  const wanted = order.flatMap((key) => slots.find((slot) => slot.key === key) ?? []);
  for (const [at, slot] of slots.entries()) {
    if (order.includes(slot.key)) continue;
    const before = slots[at - 1];
    wanted.splice(before === undefined ? 0 : wanted.indexOf(before) + 1, 0, slot);
  }
  const moves = movesBetween(slots, wanted).map(({ key: { key, id }, to }): OutlineEdit => {
    return { edit: { kind: 'move-scene', sceneId: id, to }, key, part: 'scenes' };
  });
  return { slots: wanted, edits: [...edits, ...moves] };
}

function stretched({ slots, edits }: Outline, { plan, draft }: Wish): Outline {
  const { seconds } = draft.film;
  if (seconds === undefined || framesOf(seconds) === plan.totalFrames) return { slots, edits };
  const edit: Edit = { kind: 'total-duration', seconds };
  return { slots: shared(slots, framesOf(seconds)), edits: [...edits, { edit, key: null, part: 'time' }] };
}

function paced(outline: Outline, { draft }: Wish): Outline {
  return draft.lengths.reduce(({ slots, edits }, { key, seconds }): Outline => {
    const slot = slots.find((one) => one.key === key);
    const frames = Math.min(framesOf(seconds), longestOf(slots));
    if (!slot || frames === slot.frames) return { slots, edits };
    const others = slots.filter((one) => one !== slot);
    const rest = shared(others, totalOf(slots) - frames);
    const next = slots.map((one) => (one === slot ? { ...slot, frames } : (rest[others.indexOf(one)] ?? one)));
    const edit: Edit = { kind: 'scene-duration', sceneId: slot.id, seconds: secondsOf(frames) };
    return { slots: next, edits: [...edits, { edit, key, part: 'time' }] };
  }, outline);
}

/** In frames: the others keep what they cannot do without. */
export function longestOf(slots: readonly Slot[]): number {
  return totalOf(slots) - (slots.length - 1) * MIN_SCENE_FRAMES;
}

export function totalOf(slots: readonly Slot[]): number {
  return slots.reduce((sum, { frames }) => sum + frames, 0);
}

function shared(slots: readonly Slot[], total: number): readonly Slot[] {
  const frames = shareFrames(
    total,
    slots.map((slot) => slot.frames),
  );
  return slots.map((slot, at) => ({ ...slot, frames: frames[at] ?? slot.frames }));
}
