/** draw_storyboard: orders the storyboard of a complete draft. */
import { missingOf, namesOf } from '../missing.ts';
import { isChanged, type WorkingCopy } from '../working-copy.ts';
import { type AgentTool, ANYTHING, done, refused, type ToolResult } from './tool.ts';

export const drawStoryboard: AgentTool = {
  description:
    'Cuts the product out and draws the storyboard, which costs nothing. Call it as soon as nothing is missing.',
  accepts: ANYTHING,
  run: (_input, copy) => (copy.ad === null ? drawFirst(copy) : drawAgain(copy)),
};

function drawFirst(copy: WorkingCopy): ToolResult {
  const missing = missingOf(copy.draft);
  if (missing.length > 0) return refused(`For the storyboard I still need ${namesOf(missing)}.`);
  copy.wantsStoryboard = true;
  return done('I am drawing the storyboard now; that costs nothing and takes a few seconds.');
}

function drawAgain(copy: WorkingCopy): ToolResult {
  if (isChanged(copy)) return done('The changed storyboard is on its way.');
  const status = copy.ad?.project.status;
  if (copy.plan !== null && status !== 'FAILED' && status !== 'CANCELLED') {
    return refused('The storyboard is already in this thread. Tell me what to change in it.');
  }
  copy.wantsStoryboard = true;
  return done('I am drawing the storyboard now; that costs nothing and takes a few seconds.');
}
