/** keep_for_later: a change that comes while the storyboard is still being drawn is not lost. */
import { isFinal } from '../../ad/project.ts';
import type { WorkingCopy } from '../working-copy.ts';
import { type AgentTool, ANYTHING, done, refused, type ToolResult } from './tool.ts';

export const keepForLater: AgentTool = {
  description:
    'For a change of the ad that is asked for while the storyboard is still being drawn (the state has an ad without scenes). Keeps the message; it is worked on as soon as the storyboard is there.',
  accepts: ANYTHING,
  run: (_input, copy) => keep(copy),
};

/** Null plan, and somebody is drawing one. */
function isBeingDrawn({ ad, plan }: WorkingCopy): boolean {
  return ad !== null && plan === null && !isFinal(ad.project.status);
}

export function keep(copy: WorkingCopy): ToolResult {
  if (!isBeingDrawn(copy)) return refused('There is nothing to wait for.');
  copy.waits = true;
  return done('The storyboard is still being drawn. I keep that and do it as soon as it is here.');
}
