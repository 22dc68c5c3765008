/** approve: starts making the ad. The model only asks for it; whether it happens is decided here, from the person's own words. */
import { hasRoom, overBudget } from '../../ad/budget.ts';
import { formatUsd } from '../../ad/money.ts';
import { isFinal, type Project } from '../../ad/project.ts';
import { isExplicitYes } from '../explicit-yes.ts';
import { awaitsApproval, isUntouched, mayApprove, type WorkingCopy } from '../working-copy.ts';
import { type AgentTool, ANYTHING, done, refused, type ToolResult } from './tool.ts';

export const approve: AgentTool = {
  description:
    'Starts making the ad at the offered price. Only when the newest message is a plain yes to making it; anything else is refused.',
  accepts: ANYTHING,
  run: (_input, copy) => {
    const reason = reasonAgainst(copy);
    const price = copy.ad?.offer?.maxMicroUsd;
    if (reason !== null || price === undefined) return reason ?? NOTHING_YET;
    copy.wantsApproval = true;
    return done(`I am making the ad now. It costs ${price === 0 ? '' : 'about '}${formatUsd(price)}.`);
  },
};

const NOTHING_YET = refused('There is no storyboard to approve yet.');

function reasonAgainst(copy: WorkingCopy): ToolResult | null {
  const { ad, plan, message } = copy;
  if (ad === null || plan === null) return NOTHING_YET;
  if (!isUntouched(copy) || copy.wantsStoryboard || copy.wantsStop) {
    return refused('The storyboard has just changed. Please look at the new one first, then tell me to make it.');
  }
  if (!awaitsApproval(copy)) return refused(standingOf(ad.project));
  if (!mayApprove(copy))
    return refused(
      'Only the person who began this thread, or somebody chosen for it here, can tell me to make the ad.',
    );
  if (!isExplicitYes(message.text) || message.pictures.length > 0) {
    const price = ad.offer ? ` It costs about ${formatUsd(ad.offer.maxMicroUsd)}.` : '';
    return refused(`I only start on a plain yes. Say "make it" or press the button when you are happy.${price}`);
  }
  if (ad.offer?.left && !hasRoom(ad.offer.left, ad.offer.maxMicroUsd)) {
    return refused(overBudget(ad.offer.maxMicroUsd, ad.offer.left));
  }
  return null;
}

function standingOf({ status }: Project): string {
  if (status === 'COMPLETED') return 'This ad is finished. Tell me what to change, and I show you a new storyboard.';
  if (isFinal(status)) return 'This ad has ended. Ask me for the storyboard again, then tell me to make it.';
  return 'There is nothing to approve at the moment: I am already working on it.';
}
