/** How many scenes a film has, and in which order: a hook first, the call to action last. Pure. */
import type { AnswerScene } from './answer.ts';

export const FEWEST_SCENES = 3;
const MOST_SCENES = 5;
/** A scene with words needs about this long to be read and breathe. */
const SECONDS_PER_SCENE = 2.5;

export function mostScenes(durationSeconds: number): number {
  return Math.min(MOST_SCENES, Math.max(FEWEST_SCENES, Math.floor(durationSeconds / SECONDS_PER_SCENE)));
}

/** The call to action moves to the end; what is too much goes from the middle, wordless scenes first, later ones before earlier. */
export function inOrder(scenes: readonly AnswerScene[], durationSeconds: number): readonly AnswerScene[] {
  const closing = scenes.findLast(({ role }) => role === 'call-to-action') ?? scenes.at(-1);
  const rest = scenes.filter((scene) => scene !== closing);
  const tooMany = Math.max(0, scenes.length - mostScenes(durationSeconds));
  const byWorth = rest.slice(1).toSorted((a, b) => worth(b) - worth(a));
  const middle = new Set(byWorth.slice(0, Math.max(0, rest.length - 1 - tooMany)));
  const kept = rest.filter((scene, at) => at === 0 || middle.has(scene));
  return [...kept, ...(closing ? [closing] : [])].map((scene, at, all) => ({ ...scene, role: roleAt(scene, at, all) }));
}

function worth({ overlay }: AnswerScene): number {
  return overlay === null || overlay.headline.trim() === '' ? 0 : 1;
}

function roleAt({ role }: AnswerScene, at: number, { length }: readonly AnswerScene[]): AnswerScene['role'] {
  if (at === length - 1) return 'call-to-action';
  if (at === 0) return 'hook';
  return role === 'call-to-action' || role === 'hook' ? 'benefit' : role;
}
