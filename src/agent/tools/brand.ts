/** remember_brand and start_over: what outlives one ad. */
import { isFinal, PROGRESS } from '../../ad/project.ts';
import { startOver as clear, type WorkingCopy } from '../working-copy.ts';
import { type AgentTool, ANYTHING, done, refused } from './tool.ts';

export const rememberBrand: AgentTool = {
  description: 'Keeps brand name and colour for the next ads of this workspace. Only when the person asks for it.',
  accepts: ANYTHING,
  run: (_input, copy) => {
    const { plan, draft } = copy;
    const brandName = plan?.brandName ?? draft.brandName;
    const brandColor = plan?.style.palette.brand ?? draft.brandColor;
    if (brandName === null || brandColor === null) {
      return refused('Tell me the brand name and its colour first, then I can remember them.');
    }
    copy.remembers = { brandName, brandColor };
    return done(`I will remember ${brandName} with the colour ${brandColor} for the next ads.`);
  },
};

export const startOver: AgentTool = {
  description: 'Puts the draft or the ad aside and begins a new one in this thread.',
  accepts: ANYTHING,
  run: (_input, copy) => {
    if (isBeingMade(copy)) return refused('The ad is being made right now. Say "stop" first, then "start over".');
    clear(copy);
    return done('A new ad, then. What is it about?');
  },
};

/** Approved and not ended: what it costs and makes must not get lost behind a new one. */
function isBeingMade({ ad }: WorkingCopy): boolean {
  if (ad === null || isFinal(ad.project.status)) return false;
  return ad.project.approved || ad.project.progress > PROGRESS.AWAITING_APPROVAL;
}
