/** Settles what nobody waits for any more: calls of plans that were changed, of ads that were stopped, of programs that died. */
import { isCancelled } from '../../ad/errors.ts';
import { type Desk, PROVIDER } from './desk.ts';
import { findLost } from './find-lost.ts';
import { resolve } from './resolve.ts';
import { isOver, settle } from './settle.ts';
import { stop } from './stop.ts';

type Open = Awaited<ReturnType<Desk['predictions']['open']>>[number];

/** One round over everything that is open. What is being waited for elsewhere is not disturbed: settling twice is settling once. */
export async function tidy(desk: Desk, signal: AbortSignal): Promise<void> {
  const open = await desk.predictions.open(PROVIDER);
  // What a person stopped comes first: its cost grows, and nobody may be following it.
  for (const paid of open.toSorted((one, other) => Number(other.stopped) - Number(one.stopped))) {
    if (signal.aborted) return;
    try {
      await tidyOne(paid, desk, signal);
    } catch (error) {
      if (isCancelled(error)) return;
      desk.log.warn({ fingerprint: paid.fingerprint, error: String(error) }, 'a paid call could not be settled');
    }
  }
}

async function tidyOne(paid: Open, desk: Desk, signal: AbortSignal): Promise<void> {
  const { fingerprint, projectId, model, input } = paid;
  const id = paid.providerId ?? (await idOfLost(paid, desk, signal));
  if (id === null) return;
  const running = { fingerprint, projectId, call: { model, input }, id };
  const seen = await desk.api.get(id, AbortSignal.any([signal, AbortSignal.timeout(desk.timing.readTimeoutMs)]));
  if (seen.kind === 'refused' && (seen.status === 404 || seen.status === 410)) {
    if (paid.over) await desk.predictions.unclear(fingerprint);
  } else if (seen.kind === 'answer') {
    if (isOver(seen.value)) await settle(running, seen.value, paid.stopped ? 'cancelled' : 'failed', desk);
    else if (paid.stopped) await stop(running, 'cancelled', desk);
  }
}

/** Null where there is nothing to do yet: an ad that goes on finds out by itself. What a person stopped is looked for at once. */
async function idOfLost(paid: Open, desk: Desk, signal: AbortSignal): Promise<string | null> {
  const { fingerprint, over, stopped, ageMs } = paid;
  if (stopped) {
    const found = await findLost(paid, desk, signal);
    if (found.kind === 'found' && (await desk.predictions.started(fingerprint, found.id))) return found.id;
  }
  if (over && ageMs >= desk.timing.graceMs) await resolve(paid, desk, signal);
  return null;
}
