/** stop and status: the ad on its way. */
import { partsInWords } from '../../ad/bill.ts';
import { dayOf, expiredSentence } from '../../ad/keeping.ts';
import { formatUsd } from '../../ad/money.ts';
import { isFinal, type Project, type Status } from '../../ad/project.ts';
import { missingOf, namesOf } from '../missing.ts';
import { billInWords, priceInWords } from '../money-words.ts';
import { awaitsApproval, goneAt, mayApprove, type WorkingCopy } from '../working-copy.ts';
import { type AgentTool, ANYTHING, done, refused } from './tool.ts';

export const stop: AgentTool = {
  description: 'Stops what is being made or drawn. What is finished is kept.',
  accepts: ANYTHING,
  run: (_input, copy) => {
    if (copy.ad === null || goneAt(copy) !== null || isFinal(copy.ad.project.status))
      return refused('Nothing is running, so nothing to stop.');
    if (!mayApprove(copy))
      return refused('Only the person who began this thread, or somebody chosen for it here, can stop this ad.');
    copy.wantsStop = true;
    copy.wantsApproval = false;
    return done('I am stopping it. What is already made is kept.');
  },
};

export const status: AgentTool = {
  description:
    'Where the ad stands, what it has cost so far, why that is not what was estimated, and how long its files are kept.',
  accepts: ANYTHING,
  run: (_input, copy) =>
    done(copy.ad === null ? collecting(copy) : `${standing(copy.ad.project)}${priced(copy)}${kept(copy.ad.project)}`),
};

function kept({ files, status }: Project): string {
  if (files.goneAt !== null) return ` ${expiredSentence(files.goneAt)}`;
  return isFinal(status) ? ` Its files are kept until ${dayOf(files.until)}.` : '';
}

/** What it will cost, and what it did: as far as either is known. */
function priced(copy: WorkingCopy): string {
  const { ad } = copy;
  if (ad === null) return '';
  const bill = billInWords(ad.project);
  if (bill !== null) return ` ${bill}`;
  if (!ad.offer || !awaitsApproval(copy) || ad.offer.maxMicroUsd === 0) return '';
  return ` Making it costs ${priceInWords(ad.offer.maxMicroUsd)}: ${partsInWords(ad.offer.estimate)}.`;
}

function collecting({ draft }: WorkingCopy): string {
  const missing = missingOf(draft);
  if (missing.length === 0) return 'I have all I need for the storyboard. Nothing has cost anything so far.';
  return `I still need ${namesOf(missing)}. Nothing has cost anything so far.`;
}

const STANDING: Readonly<Record<Status, string>> = {
  PENDING: 'The ad is about to start',
  EXTRACTING_PRODUCT: 'I am cutting out the product',
  PLANNING: 'I am planning the scenes',
  AWAITING_APPROVAL: 'The storyboard is waiting for your yes',
  GENERATING_SCENES: 'I am making the scenes',
  COMPOSITING: 'I am putting the product into the scenes',
  ADDING_OVERLAYS: 'I am setting the words',
  GENERATING_AUDIO: 'I am making the music',
  RENDERING: 'I am putting the films together',
  COMPLETED: 'The ad is finished',
  FAILED: 'The ad did not work out',
  CANCELLED: 'The ad was stopped',
};

function standing({ status, progress, activity, version, costMicroUsd, errorMessage }: Project): string {
  const doing = activity === null || isFinal(status) ? '' : `, ${activity}`;
  const percent = isFinal(status) || status === 'AWAITING_APPROVAL' ? '' : ` (${Math.round(progress)} %${doing})`;
  const reason = errorMessage === null || status !== 'FAILED' ? '' : ` ${errorMessage}`;
  const number = version > 0 ? ` This is version ${version}.` : '';
  return `${STANDING[status]}${percent}.${reason}${number} It has cost ${formatUsd(costMicroUsd)} so far.`;
}
