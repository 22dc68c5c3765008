/** make_free: makes the ad at once with everything drawn and composed here, where its price is more than the person wants or the budget has. */
import { estimatedTotal } from '../../ad/bill.ts';
import { freePlan } from '../../ad/free-plan.ts';
import { awaitsApproval, mayApprove } from '../working-copy.ts';
import { type AgentTool, ANYTHING, done, refused } from './tool.ts';

export const makeFree: AgentTool = {
  description:
    'Makes the ad now without spending anything: backgrounds are drawn and music is composed here. Only when the person asks for that.',
  accepts: ANYTHING,
  run: (_input, copy) => {
    const offer = copy.ad?.offer;
    if (!offer || copy.plan === null || !awaitsApproval(copy))
      return refused('There is no storyboard that waits for a yes.');
    if (!mayApprove(copy))
      return refused(
        'Only the person who began this thread, or somebody chosen for it here, can tell me to make the ad.',
      );
    if (estimatedTotal(offer.estimate) === 0) return refused('It costs nothing as it is. Say "make it" to start.');
    copy.plan = freePlan(copy.plan, offer.estimate);
    copy.wantsFree = true;
    return done('I am making the ad now, with drawn backgrounds and music from here. It costs nothing.');
  },
};
