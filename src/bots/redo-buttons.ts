/** Buttons that make again what fell back, each with its price: pressing one is a yes to exactly that. Pure. */
import { z } from 'zod';
import { fingerprint } from '../ad/fingerprint.ts';
import type { Plan } from '../ad/plan.ts';
import type { Receipt } from '../ad/project.ts';
import { isRedoable, RedoTarget, redonePlan, redoPrice } from '../ad/redo.ts';
import type { Button } from './card.ts';
import { aboutPrice } from './price-words.ts';

/** What a click brings back. The hash is that of the plan it would make; null: it is planned anew, and asked about then. */
export const Redo = z.object({
  version: z.number().int().positive(),
  target: z.union([RedoTarget, z.object({ what: z.literal('plan') })]),
  planHash: z.string().nullable(),
  maxMicroUsd: z.number().int().nonnegative(),
});
export type Redo = z.infer<typeof Redo>;

/** One for everything where there is more than one. */
export function redoButtons(receipt: Receipt, plan: Plan): readonly Button[] {
  const { degraded } = receipt;
  const single = [...sceneTargets(receipt, plan), ...musicTarget(receipt)];
  const all: readonly RedoTarget[] = single.length > 1 ? [{ what: 'everything' }, ...single] : single;
  const buttons = all.flatMap((target, index) => {
    const redone = redonePlan(plan, degraded, target);
    const price = redoPrice(degraded, target);
    const value = { version: receipt.version, target, planHash: redone && fingerprint(redone), maxMicroUsd: price };
    const label = `Redo ${nameOf(target, plan)}, ${aboutPrice(price)}`;
    return redone ? [buttonOf(label, index === 0 ? 'primary' : 'default', value)] : [];
  });
  return [...buttons, ...planButton(receipt)];
}

/** "scene 3", "the music", "everything": as a person says it, too. */
function nameOf(target: RedoTarget, plan: Plan): string {
  if (target.what === 'music') return 'the music';
  if (target.what === 'everything') return 'everything';
  return `scene ${plan.scenes.findIndex(({ id }) => id === target.sceneId) + 1}`;
}

function sceneTargets({ degraded }: Receipt, plan: Plan): readonly RedoTarget[] {
  const fell = new Set(degraded.filter(isRedoable).map(({ sceneId }) => sceneId));
  return plan.scenes.filter(({ id }) => fell.has(id)).map(({ id }) => ({ what: 'scene', sceneId: id }));
}

function musicTarget({ degraded }: Receipt): readonly RedoTarget[] {
  return degraded.some(({ step }) => step === 'music') ? [{ what: 'music' }] : [];
}

function planButton({ degraded, version }: Receipt): readonly Button[] {
  const fell = degraded.find(({ step }) => step === 'plan');
  if (!fell) return [];
  const value: Redo = { version, target: { what: 'plan' }, planHash: null, maxMicroUsd: fell.redoMicroUsd };
  return [buttonOf(`Plan it again, ${aboutPrice(fell.redoMicroUsd)}`, 'default', value)];
}

function buttonOf(label: string, style: Button['style'], value: Redo): Button {
  return { action: 'redo', label, style, value: JSON.stringify(value) };
}
