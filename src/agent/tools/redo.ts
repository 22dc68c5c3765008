/** redo: makes again what fell back, or a scene or the music that is named. The price is asked about first where there is one. */
import { formatUsd } from '../../ad/money.ts';
import { type RedoTarget, redoEdits, redoPrice } from '../../ad/redo.ts';
import { fallbacksOf } from '../money-words.ts';
import { TOOL_INPUTS } from '../tool-inputs.ts';
import type { WorkingCopy } from '../working-copy.ts';
import { editPlan } from './edit-plan.ts';
import { type AgentTool, done, refused, type ToolResult } from './tool.ts';

type Input = { readonly what: RedoTarget['what'] | 'plan'; readonly sceneId?: string | null | undefined };

export const redo: AgentTool<Input> = {
  description:
    'Makes again what fell back: one scene (by its id), the music, everything that fell back, or the whole plan of scenes (only when asked for that). A scene or music that did not fall back is made anew.',
  accepts: TOOL_INPUTS.redo.partial({ sceneId: true }),
  run: ({ what, sceneId }, copy) => {
    if (copy.ad === null || copy.plan === null) return refused('There is nothing to make again yet.');
    if (what === 'plan') return planAgain(copy);
    if (what !== 'scene') return again({ what }, copy);
    return sceneId == null ? refused('Which scene is it?') : again({ what, sceneId }, copy);
  },
};

function again(target: RedoTarget, copy: WorkingCopy): ToolResult {
  const { ad, plan, base } = copy;
  if (ad === null || plan === null) return refused('There is nothing to make again yet.');
  const fell = base?.version === ad.project.version ? fallbacksOf(ad.project) : [];
  const edits = redoEdits(plan, fell, target);
  if (edits.length === 0)
    return refused(
      nothingToRedo(
        fell.some(({ step }) => step === 'plan'),
        fell.length > 0,
      ),
    );
  const { applied, refused: reasons } = editPlan(copy, edits);
  if (applied.length === 0) return refused(reasons.join(' '));
  const price = redoPrice(fell, target);
  const cost = price === 0 ? [] : [`That costs about ${formatUsd(price)}; nothing is made before you say yes to it.`];
  return done([...applied, ...reasons, ...cost].join(' '));
}

function nothingToRedo(planFell: boolean, anyFell: boolean): string {
  if (planFell) return 'Only the plan of scenes fell back. Say “plan it again”, and I write a new one.';
  if (anyFell) return 'Doing it again would come to the same. Send me another photo of the product, and I use that.';
  return 'Everything came out as planned, so nothing has to be made again. Name a scene or the music to have another.';
}

/** A new plan is a new storyboard: it is asked about like the first. */
function planAgain(copy: WorkingCopy): ToolResult {
  const status = copy.ad?.project.status;
  if (status !== 'COMPLETED' && status !== 'AWAITING_APPROVAL') {
    return refused('I am still working on this plan. Stop it first, or wait until it is done.');
  }
  copy.wantsReplan = true;
  copy.wantsApproval = false;
  return done('I am planning the ad anew; its storyboard comes in a moment. Nothing is made before you say yes to it.');
}
