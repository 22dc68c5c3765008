/** Gets what is paid for, exactly once: looks at what is written down about it, does the next thing, looks again. */
import { cancelled } from '../../ad/errors.ts';
import type { PaidCall } from '../../pipeline/ports.ts';
import { ask } from './ask.ts';
import type { Desk, Order } from './desk.ts';
import { cameToNothing, unclear, unreachable } from './failures.ts';
import { follow } from './follow.ts';
import { resolve } from './resolve.ts';

/** A call that failed for free is tried once more; what was charged is never tried again without a person's word. */
const FREE_TRIES = 2;
/** So often a call may get lost on its way within one run. */
const MOST_ASKED = 4;

/**
 * Writes what the order is for to `outFile`. May be called again at any time, by any process, also while another one is at
 * it: all of them end with the same prediction. Throws one sentence that says why there is nothing.
 */
export async function obtain(order: Order, outFile: string, desk: Desk, signal: AbortSignal): Promise<void> {
  for (let asked = 0; ; ) {
    if (signal.aborted) throw cancelled();
    const calls = await desk.predictions.ofArtefact(order.artefact);
    const last = calls.at(-1);
    if (last && !(await mayAskAgain(last, calls, order, desk))) {
      if (await workOn(last, order, outFile, desk, signal)) return;
      continue;
    }
    // Only when the last one was lost, too: what was heard is paid, and is waited for.
    if (asked === MOST_ASKED) throw unreachable(order);
    // A stop that reached the database before it reached us.
    if (await desk.predictions.stopped(order.artefact.projectId)) throw cancelled();
    asked++;
    await ask(order, `${order.artefact.key}#${calls.length + 1}`, desk, signal);
  }
}

/** Throws when a call came to nothing and there is no other try. */
async function mayAskAgain(last: PaidCall, calls: readonly PaidCall[], order: Order, desk: Desk): Promise<boolean> {
  switch (last.state) {
    case 'intent':
    case 'running':
    case 'succeeded':
      return false;
    // Whoever runs this again after a stop wants it after all.
    case 'cancelled':
      return true;
    case 'unclear':
      throw unclear(order, last.reservedMicroUsd);
    case 'failed': {
      const failed = calls.filter((call) => call.state === 'failed' && call.settledMicroUsd === 0);
      if (last.settledMicroUsd === 0 && failed.length < FREE_TRIES) return true;
      desk.log.warn({ fingerprint: last.fingerprint, microUsd: last.settledMicroUsd }, 'a paid call came to nothing');
      throw cameToNothing(order, last.settledMicroUsd ?? 0);
    }
  }
}

async function workOn(
  paid: PaidCall,
  order: Order,
  outFile: string,
  desk: Desk,
  signal: AbortSignal,
): Promise<boolean> {
  if (paid.providerId === null) {
    await resolve(paid, desk, signal);
    return false;
  }
  const { fingerprint, projectId, model, input, ageMs, providerId: id } = paid;
  return follow({ fingerprint, projectId, call: { model, input }, id, ageMs }, order, outFile, desk, signal);
}
