/** A call that was written down and has no answer: found in the provider's list, proven never heard, or unclear. */
import type { PaidCall } from '../../pipeline/ports.ts';
import type { Desk } from './desk.ts';
import { findLost } from './find-lost.ts';
import { pause } from './pause.ts';

type Needs = Pick<Desk, 'api' | 'ledger' | 'predictions' | 'timing' | 'log' | 'clock' | 'now' | 'newName'>;

/** So often the list is asked for before nobody knows. */
const LOOKS = 4;

/**
 * Resolves when something about it has changed, or after a moment; the next look at what is written shows it. Whoever wrote
 * it down may still be sending it, so that only its being in the list counts before `graceMs` are over.
 */
export async function resolve(paid: PaidCall, desk: Needs, signal: AbortSignal): Promise<void> {
  const { fingerprint } = paid;
  if (paid.ageMs < desk.timing.graceMs) {
    const found = await findLost(paid, desk, signal);
    if (found.kind === 'found') await adopt(paid, found.id, desk);
    else await pause(Math.min(desk.timing.slowestPollMs, desk.timing.graceMs - paid.ageMs + 1), signal);
    return;
  }
  const owner = desk.newName();
  if (!(await desk.predictions.takeOver(fingerprint, owner, desk.timing.graceMs))) return;
  for (let look = 1; look <= LOOKS; look++) {
    const found = await findLost(paid, desk, signal);
    if (found.kind === 'found') return adopt(paid, found.id, desk);
    if (found.kind === 'absent') {
      desk.log.info({ fingerprint }, 'a paid call was never heard');
      await desk.ledger.release(fingerprint, owner);
      return;
    }
    if (look < LOOKS) await pause(desk.timing.slowestPollMs, signal);
  }
  desk.log.error(
    { event: 'payment-unclear', fingerprint, project: paid.projectId },
    'it is unclear whether a call is paid',
  );
  await desk.predictions.unclear(fingerprint);
}

async function adopt({ fingerprint }: PaidCall, id: string, desk: Needs): Promise<void> {
  const ours = await desk.predictions.started(fingerprint, id);
  desk.log.info({ fingerprint, prediction: id, ours }, 'a paid call whose answer was lost is found');
}
