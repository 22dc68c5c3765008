/** keep_files and make_again: before the files of an ad go, and after they have gone. */
import type { Brief } from '../../ad/brief.ts';
import { dayOf, expiredSentence, KEEP_DAYS, later } from '../../ad/keeping.ts';
import { EMPTY_DRAFT } from '../thread-state.ts';
import { goneAt, startOver, type WorkingCopy } from '../working-copy.ts';
import { type AgentTool, ANYTHING, done, refused } from './tool.ts';

export const keepFiles: AgentTool = {
  description: `Keeps the films and pictures of the ad for ${KEEP_DAYS} more days. Only when the person asks for it; costs nothing.`,
  accepts: ANYTHING,
  run: (_input, copy) => {
    if (copy.ad === null) return refused('There is no ad yet whose files I could keep.');
    const gone = goneAt(copy);
    if (gone !== null) return refused(expiredSentence(gone));
    copy.wantsKeep = true;
    return done(`I keep the files of this ad until ${dayOf(later(copy.ad.project.files.until, KEEP_DAYS))}.`);
  },
};

export const makeAgain: AgentTool = {
  description:
    'Starts a new ad from the brief of one whose files have expired (ad.filesExpired). Its photo has to be sent once more.',
  accepts: ANYTHING,
  run: (_input, copy) => {
    if (copy.ad === null) return refused('There is no ad yet that I could make again.');
    if (goneAt(copy) === null) return refused('Its files are still here. Tell me what to change, or what to redo.');
    beginAgain(copy);
    return done(
      'A new ad from the same brief, then. Please send the photo of the product once more; I do not have it any more.',
    );
  },
};

/** The brief of the expired ad becomes the draft of a new one, without its picture. */
export function beginAgain(copy: WorkingCopy): void {
  const brief = copy.ad?.project.ad.brief;
  startOver(copy);
  if (brief) copy.draft = draftOf(brief);
}

function draftOf(brief: Brief): WorkingCopy['draft'] {
  const given = Object.entries(brief).filter(([part, value]) => part in EMPTY_DRAFT && value !== undefined);
  return { ...EMPTY_DRAFT, ...Object.fromEntries(given) };
}
