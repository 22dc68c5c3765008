/** Which edits make again what fell back: background and music with another seed, everything else put together anew. Pure. */
import { z } from 'zod';
import { applyEdit } from './apply-edit.ts';
import type { Edit } from './edit.ts';
import type { Plan } from './plan.ts';
import type { Degradation } from './project.ts';

/** What is to be made again; `everything`: all that fell back, except the plan itself. */
export const RedoTarget = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('scene'), sceneId: z.string() }),
  z.strictObject({ what: z.literal('music') }),
  z.strictObject({ what: z.literal('everything') }),
]);
export type RedoTarget = z.infer<typeof RedoTarget>;

/** A scene or music that did not fall back is made anew when it is asked for by name. Empty: there is nothing of that kind. */
export function redoEdits(plan: Plan, degraded: readonly Degradation[], target: RedoTarget): readonly Edit[] {
  if (target.what === 'scene') return [ofScene(target.sceneId, degraded)];
  if (target.what === 'music') return [NEW_MUSIC];
  const scenes = plan.scenes.filter(({ id }) => degraded.some((one) => concerns(one, id)));
  const music = degraded.some(({ step }) => step === 'music') ? [NEW_MUSIC] : [];
  return [...scenes.map(({ id }) => ofScene(id, degraded)), ...music];
}

/** Null where one of the edits is not possible, or there is none. */
export function redonePlan(plan: Plan, degraded: readonly Degradation[], target: RedoTarget): Plan | null {
  const edits = redoEdits(plan, degraded, target);
  return edits.length === 0 ? null : edits.reduce<Plan | null>(applied, plan);
}

/** What making it again costs: as the receipt has it. */
export function redoPrice(degraded: readonly Degradation[], target: RedoTarget): number {
  const meant = degraded.filter((one) => isMeant(one, target));
  return meant.reduce((sum, { redoMicroUsd }) => sum + redoMicroUsd, 0);
}

/** What of a receipt can be made again at all: a photo without a product needs another photo, and a plan is a new beginning. */
export function isRedoable({ step }: Degradation): boolean {
  return step !== 'product' && step !== 'plan';
}

function isMeant(one: Degradation, target: RedoTarget): boolean {
  if (!isRedoable(one)) return false;
  if (target.what === 'music') return one.step === 'music';
  return target.what === 'everything' || concerns(one, target.sceneId);
}

/** What fell back without naming a scene concerns them all. */
function concerns(one: Degradation, sceneId: string): boolean {
  return isRedoable(one) && one.step !== 'music' && (one.sceneId ?? sceneId) === sceneId;
}

const NEW_MUSIC: Edit = { kind: 'music', mood: null, tempoBpm: null, prompt: null, reseed: true };

/** Another background has the scene put together anew, too. */
function ofScene(sceneId: string, degraded: readonly Degradation[]): Edit {
  const steps = degraded.filter((one) => concerns(one, sceneId)).map(({ step }) => step);
  if (steps.length > 0 && !steps.includes('background')) return { kind: 'render-again', sceneId };
  const light = { warmth: null, brightness: null };
  return { kind: 'background', sceneId, description: null, look: null, ...light, reseed: true };
}

function applied(plan: Plan | null, edit: Edit): Plan | null {
  if (plan === null) return null;
  const result = applyEdit(plan, edit);
  return result.ok ? result.plan : null;
}
